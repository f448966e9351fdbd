import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHub, type TestHub } from './hub.ts';

const TODAY = '2024-06-30';
const KINDS = [
  'NO_AGREEMENT',
  'NO_BUDGET',
  'NO_VALID_TEST',
  'NO_INDICATOR',
  'TEST_OVERDUE',
  'OVERDUE',
  'OVERSPENT',
  'AGREEMENT_ENDING',
  'SILENT',
  'OFF_TARGET',
] as const;
type Kind = (typeof KINDS)[number];

/** What an action needs attention for, worked out from what each service itself says of it. */
interface Judged {
  readonly code: string;
  readonly kinds: ReadonlySet<Kind>;
  readonly cents: number;
}

const EVERYTHING = `query ($slug: String!, $after: String) {
  programme(slug: $slug) {
    actions(first: 50, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        code status plannedEnd actualStart
        statusChanges { changedOn } adjustments { adjustedOn } milestones { actualOn }
        agreements(filter: { statuses: [SIGNED, IN_FORCE, ENDED] }, first: 1) { totalCount }
        ending: agreements(filter: { statuses: [IN_FORCE], endsFrom: "2024-06-30", endsBefore: "2024-09-29" }, first: 1) { totalCount }
        budget { lineCount planned { amount currency } spent { amount currency } }
        budgetLines(first: 100) { nodes { kind amountReason } }
        povertyTesting { validCount overdueCount }
        contributions { endedOn indicator { id } }
      }
    }
  }
}`;

/** Where every indicator stands at its own place. */
const INDICATORS = `query ($slug: String!, $after: String) {
  programme(slug: $slug) {
    indicators(first: 30, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id direction trend { verdict place { nisCode } }
        targets { periodStart periodEnd place { nisCode } figure { value } }
      }
    }
  }
}`;

const OBSERVED = `query ($id: ID!, $place: String!) {
  indicator(id: $id) {
    observations(nisCodes: [$place], dimensions: [], first: 100) {
      pageInfo { hasNextPage } nodes { periodEnd figure { value } }
    }
  }
}`;

const ATTENTION = `query ($slug: String!, $allOf: [AttentionKind!], $anyOf: [AttentionKind!], $first: Int, $after: String) {
  programme(slug: $slug) {
    attention(allOf: $allOf, anyOf: $anyOf, first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { action { code } kinds moneyAtRisk { amount } }
    }
  }
}`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('shipped', () => new Date(`${TODAY}T12:00:00Z`));
});
afterAll(() => hub.close());

// biome-ignore lint/suspicious/noExplicitAny: an answer of the question above
function judge(node: any, offTarget: ReadonlySet<string>): Judged {
  const kinds = new Set<Kind>();
  if (node.agreements.totalCount === 0) kinds.add('NO_AGREEMENT');
  if (node.budget.lineCount === 0) kinds.add('NO_BUDGET');
  if (node.povertyTesting.validCount === 0) kinds.add('NO_VALID_TEST');
  const links = node.contributions.filter(({ endedOn }: Node) => endedOn === null);
  if (links.length === 0) kinds.add('NO_INDICATOR');
  if (node.povertyTesting.overdueCount > 0) kinds.add('TEST_OVERDUE');
  const isOpen = node.status !== 'COMPLETED' && node.status !== 'STOPPED';
  if (isOpen && node.plannedEnd !== null && node.plannedEnd < TODAY) kinds.add('OVERDUE');
  const [plan, spent] = [node.budget.planned, node.budget.spent];
  const known = node.budgetLines.nodes.every(
    (line: { kind: string; amountReason: string | null }) =>
      line.kind !== 'COST' || line.amountReason === null,
  );
  for (const { amount, currency } of spent) {
    const planned = plan.find((one: { currency: string }) => one.currency === currency);
    if (known && planned !== undefined && Number(amount) > Number(planned.amount)) kinds.add('OVERSPENT');
  }
  if (node.ending.totalCount > 0) kinds.add('AGREEMENT_ENDING');
  if (node.status === 'RUNNING' && isSilent(node)) kinds.add('SILENT');
  if (links.some(({ indicator }: Node) => offTarget.has(indicator.id))) kinds.add('OFF_TARGET');
  return { code: node.code, kinds, cents: Math.round(100 * Number(node.budget.planned[0]?.amount ?? 0)) };
}

/** Whether nothing was done about an action in the 120 days up to today. */
// biome-ignore lint/suspicious/noExplicitAny: an answer of the question above
function isSilent({ actualStart, statusChanges, adjustments, milestones }: any): boolean {
  const oldest = new Date(Date.parse(TODAY) - 120 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  const deeds = [...statusChanges, ...adjustments, ...milestones].flatMap((deed) => Object.values(deed));
  return ![actualStart, ...deeds].some((day) => day !== null && day >= oldest && day <= TODAY);
}

// biome-ignore lint/suspicious/noExplicitAny: an answer of a question above
type Node = any;

/** Ids of indicators that worsen, or missed the last target that fell due at their own place. */
async function offTargetOf(slug: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let after: string | null = null, more = true; more; ) {
    const { data, errors } = await hub.ask(INDICATORS, { slug, after });
    expect(errors).toEqual([]);
    const { nodes, pageInfo } = data.programme.indicators;
    for (const node of nodes)
      if (node.trend.verdict === 'WORSENING' || (await hasMissed(node))) found.add(node.id);
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
  }
  return found;
}

async function hasMissed({ id, direction, trend, targets }: Node): Promise<boolean> {
  const place = trend.place?.nisCode;
  const due = targets.filter(
    (target: Node) =>
      target.place.nisCode === place && target.figure.value !== null && target.periodEnd < TODAY,
  );
  if (due.length === 0 || direction === 'NEITHER') return false;
  const { data } = await hub.ask(OBSERVED, { id, place });
  const { nodes, pageInfo } = data.indicator.observations;
  expect(pageInfo.hasNextPage).toBe(false);
  const here = nodes.filter(({ figure }: Node) => figure.value !== null);
  const verdicts = due.flatMap((target: Node) => {
    const within = here
      .filter((one: Node) => one.periodEnd >= target.periodStart && one.periodEnd <= target.periodEnd)
      .sort((a: Node, b: Node) => (a.periodEnd < b.periodEnd ? -1 : 1));
    if (within.length === 0) return [];
    const less = Number(within.at(-1).figure.value) - Number(target.figure.value);
    return [{ end: target.periodEnd, isMissed: direction === 'HIGHER_IS_BETTER' ? less < 0 : less > 0 }];
  });
  const last = verdicts
    .map(({ end }: Node) => end)
    .sort()
    .at(-1);
  return verdicts.some(({ end, isMissed }: Node) => end === last && isMissed);
}

/** Every action that is not stopped, judged one by one. */
async function judgeAll(slug: string): Promise<Judged[]> {
  const judged: Judged[] = [];
  const offTarget = await offTargetOf(slug);
  for (let after: string | null = null, more = true; more; ) {
    const { data, errors } = await hub.ask(EVERYTHING, { slug, after });
    expect(errors).toEqual([]);
    const { nodes, pageInfo } = data.programme.actions;
    for (const node of nodes) if (node.status !== 'STOPPED') judged.push(judge(node, offTarget));
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
  }
  return judged;
}

/** The whole attention list, page by page. */
async function listAll(slug: string, allOf: Kind[] | null, anyOf: Kind[] | null, first: number) {
  const found: { code: string; kinds: Kind[]; cents: number }[] = [];
  let total = -1;
  for (let after: string | null = null, more = true; more; ) {
    const { data, errors } = await hub.ask(ATTENTION, { slug, allOf, anyOf, first, after });
    expect(errors).toEqual([]);
    const { nodes, pageInfo, totalCount } = data.programme.attention;
    for (const { action, kinds, moneyAtRisk } of nodes)
      found.push({ code: action.code, kinds, cents: Math.round(100 * Number(moneyAtRisk?.amount ?? 0)) });
    total = totalCount;
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
  }
  return { found, total };
}

describe.each(['kortrijk-2013', 'kortrijk-2020', 'voorbeeldstad'])('the attention list of %s', (slug) => {
  test('names the actions that a look at every service one by one names, for any choice of kinds', async () => {
    const judged = await judgeAll(slug);
    expect(judged.length).toBeGreaterThan(20);
    const some = fc.option(fc.subarray([...KINDS], { minLength: 1 }));
    const wish = fc.record({ allOf: some, anyOf: some, first: fc.integer({ min: 1, max: 100 }) });
    await fc.assert(
      fc.asyncProperty(wish, async ({ allOf, anyOf, first }) => {
        const any = anyOf ?? (allOf === null ? [...KINDS] : []);
        const wanted = judged.filter(
          ({ kinds }) =>
            (allOf ?? []).every((kind) => kinds.has(kind)) &&
            (any.length === 0 || any.some((kind) => kinds.has(kind))),
        );
        const { found, total } = await listAll(slug, allOf, anyOf, Math.max(first, 10));
        expect(found.map(({ code }) => code).sort()).toEqual(wanted.map(({ code }) => code).sort());
        expect(total).toBe(wanted.length);
        const kindsOf = new Map(judged.map(({ code, kinds }) => [code, kinds]));
        for (const { code, kinds } of found) expect(new Set(kinds)).toEqual(kindsOf.get(code));
        const money = found.map(({ cents }) => cents);
        expect(money).toEqual([...money].sort((a, b) => b - a));
      }),
      { numRuns: process.env['KAPSTOK_SOAK'] === '1' ? 1000 : 6 },
    );
  });
});

test('a page of the attention list is one statement of the actions service, and one for its rows', async () => {
  const page = (first: number) => hub.askCounting(ATTENTION, { slug: 'voorbeeldstad', first });
  const [small, large] = [await page(2), await page(100)];
  expect(large.data.programme.attention.nodes).toHaveLength(100);
  // The programme, the page, what its rows say, and the actions.
  expect(large.statements.map(({ service }) => service)).toEqual([
    'actions',
    'actions',
    'actions',
    'actions',
  ]);
  expect(large.statements.length).toBe(small.statements.length);
});

test('the list can be had by days overdue and by the day since when, unknown last', async () => {
  const ask = (orderBy: string) =>
    hub.ask(
      `{ programme(slug: "voorbeeldstad") { attention(orderBy: ${orderBy}, first: 100) { nodes { daysOverdue since } } } }`,
    );
  const days = (await ask('DAYS_OVERDUE')).data.programme.attention.nodes.map(
    (node: { daysOverdue: number | null }) => node.daysOverdue ?? 0,
  );
  expect(Math.max(...days)).toBeGreaterThan(0);
  expect(days).toEqual([...days].sort((a: number, b: number) => b - a));
  const since = (await ask('SINCE')).data.programme.attention.nodes.map(
    (node: { since: string | null }) => node.since ?? '9999-12-31',
  );
  expect(since[0]).not.toBe('9999-12-31');
  expect(since).toEqual([...since].sort());
});
