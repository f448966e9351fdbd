/** What a programme says in numbers: each figure by its kind and code; of one that is missing, why. */
export type Figures = Record<string, string>;

interface Figure {
  readonly value: string | null;
  readonly reason: string | null;
}
/** The answer to figures.graphql. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks into an answer of any shape
type Answer = any;

/** Both or neither would be a fault of the hub: a number with a reason for its absence, or none without. */
export function shown({ value, reason }: Figure): string {
  if ((value === null) === (reason === null)) throw new Error(`value ${value} with reason ${reason}`);
  return value ?? reason ?? '';
}

export function flatten({ claims, actions, agreements, budgetLines, indicators }: Answer): Figures {
  return Object.fromEntries([
    ...claims.map(({ code, figure }: Answer) => [`claim ${code}`, shown(figure)]),
    ...actions.nodes.flatMap(ofAction),
    ...agreements.nodes.flatMap(ofAgreement),
    ...budgetLines.nodes.map(({ code, amount, amountReason }: Answer) => [
      `line ${code}`,
      shown({ value: amount?.amount ?? null, reason: amountReason }),
    ]),
    ...indicators.nodes.flatMap(({ observations }: Answer) =>
      observations.nodes.map(({ code, figure }: Answer) => [`observed ${code}`, shown(figure)]),
    ),
  ]);
}

const ofAction = ({ code, milestones, deliveries, targetGroups }: Answer) => [
  ...milestones.map((one: Answer) => [`milestone ${one.code}`, `${one.plannedOn} ${one.actualOn}`]),
  ...deliveries.map((one: Answer) => [
    `sessions ${one.code}`,
    `${one.recurrence} ${one.plannedCount} ${shown(one.heldCount)}`,
  ]),
  ...targetGroups.map((one: Answer) => [`group ${code} ${one.code}`, shown(one.personCount)]),
];

const ofAgreement = ({ number, cityRole, obligations, costSharing, staffing }: Answer) => [
  ...(cityRole === null ? [] : [[`role ${number}`, cityRole]]),
  ...obligations.flatMap((one: Answer) => [
    [`due ${one.code}`, shown(one.due)],
    [`realised ${one.code}`, shown(one.realised)],
    ...(one.dueShare === null ? [] : [[`percent ${one.code}`, shown(one.dueShare)]]),
  ]),
  ...costSharing
    .flatMap((one: Answer) => [one, ...one.parts])
    .map(({ code, shareOfWhole }: Answer) => [
      `share ${code}`,
      `${shareOfWhole.numerator}/${shareOfWhole.denominator}`,
    ]),
  ...(staffing?.statedTotal == null ? [] : [[`staff ${number}`, staffing.statedTotal]]),
  ...(staffing?.byEmployer ?? []).map(({ employer, fte, headCount }: Answer) => [
    `staff ${number} ${employer.code}`,
    headCount === null ? fte : `${fte} (${headCount} persons)`,
  ]),
];
