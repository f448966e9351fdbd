import { THRESHOLDS } from '@kapstok/indicators/testing';
import { withOwner } from '@kapstok/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, DIRECTOR, EVALUATOR, eventually, OWN, type Payload } from './access-world.ts';
import { type DataWorld, type FileRow, fileOf, openDataWorld, rowsOf } from './data-world.ts';
import { type FiguresWorld, KORTRIJK, openFiguresWorld, year } from './figures-world.ts';
import type { Persona } from './tokens.ts';
import { narrowRanges, type SeenFigure, type SeenRelease } from './withholding/attacker.ts';
import { type DoorHistory, doorHistories } from './withholding/door-cubes.ts';
import { type Door, doorsTo } from './withholding/doors.ts';
import { scramble } from './withholding/scramble.ts';

const isSoak = process.env['KAPSTOK_SOAK'] === '1';
const RUNS = isSoak ? 150 : 4;

let world: FiguresWorld;
let data: DataWorld;
/** A place and those within it, for which nothing is known yet. */
let places: { readonly whole: string; readonly parts: readonly string[] };
beforeAll(async () => {
  world = await openFiguresWorld();
  data = await openDataWorld({ gateway: world.hub.gateway, tokenFor: world.tokenFor });
  const [found] = await stored<{ whole: string; parts: string[] }>(
    `select parent.nis_code as whole, array_agg(child.nis_code order by child.nis_code) as parts
     from indicators.place parent join indicators.place child on child.parent_id = parent.id
     group by 1 having count(*) >= 4 order by count(*), 1 limit 1`,
  );
  if (found === undefined) throw new Error('No place has four places within it.');
  places = found;
  const published = await world.change(DIRECTOR, 'publish', { programmeId: world.own, kind: 'FIGURES' });
  expect(codesOf(published)).toEqual([]);
  const ask = () => world.askAs(null, `{ programme(slug: "${OWN}") { indicators { totalCount } } }`);
  await eventually(ask, ({ data: told }) => told.programme.indicators !== null);
});
afterAll(() => world?.close());

const stored = <Row extends object>(sql: string): Promise<Row[]> =>
  withOwner(world.identity.ownerUrl, async (owner) => (await owner.query<Row>(sql)).rows);

/** Whoever reads figures without steering, and what each is promised. */
const READERS: readonly { readonly persona: Persona | null; readonly threshold: number }[] = [
  { persona: EVALUATOR, threshold: THRESHOLDS.PARTNER },
  {
    persona: { role: 'PARTNER', programme: OWN, organisation: 'ocmw-kortrijk' },
    threshold: THRESHOLDS.PARTNER,
  },
  { persona: null, threshold: THRESHOLDS.PUBLIC },
  { persona: { role: 'REVIEWER', programme: OWN }, threshold: THRESHOLDS.PARTNER },
  {
    persona: { role: 'ASSOCIATION', programme: OWN, organisation: 'ocmw-kortrijk' },
    threshold: THRESHOLDS.PARTNER,
  },
  { persona: { role: 'SECRETARY', programme: OWN }, threshold: THRESHOLDS.PUBLIC },
  { persona: { role: 'ADMINISTRATOR' }, threshold: THRESHOLDS.PUBLIC },
];
const DAYS = ['2025-01-10', '2025-02-10', '2025-03-10'];

/** What somebody was told of an observation by any door; its numbers as soon as one of them told them. */
interface Told {
  readonly place: string;
  readonly dimensions: string;
  readonly vintage: string;
  numbers: readonly number[] | null;
  readonly isStructuralZero: boolean;
}
type Known = Map<string, Told>;

const numbersOf = (value: unknown, numerator: unknown, denominator: unknown) => {
  const is = (one: unknown) => one !== null && one !== undefined && one !== '';
  if (is(numerator) && is(denominator)) return [Number(numerator), Number(denominator)];
  return is(value) ? [Number(value)] : null;
};

function learn(known: Known, id: string, told: Told): void {
  const before = known.get(id);
  if (before === undefined) known.set(id, told);
  else before.numbers ??= told.numbers;
}

/** Asks the graph, as it is and as it was, and every file; all that is told of one indicator. */
async function askEveryDoor(known: Known, code: string, indicatorId: string, persona: Persona | null) {
  const list = `{ nodes { id vintage isStructuralZero place { nisCode } dimensions { name value } figure { value numerator denominator } } }`;
  const { data: told, errors } = await world.askAs(
    persona,
    `query ($id: ID!) { indicator(id: $id) { now: observations(first: 100) ${list}
       ${DAYS.map((day, i) => `at${i}: observations(first: 100, asOf: "${day}") ${list}`).join('\n')} } }`,
    { id: indicatorId },
  );
  expect(errors).toEqual([]);
  for (const { nodes } of Object.values<{ nodes: Record<string, never>[] }>(told.indicator))
    for (const { id, vintage, isStructuralZero, place, dimensions, figure } of nodes as never[] as Node[])
      learn(known, id, {
        place: place.nisCode,
        dimensions: dimensions.map(({ name, value }) => `${name}=${value}`).join(';'),
        ...{ vintage, isStructuralZero },
        numbers: numbersOf(figure.value, figure.numerator, figure.denominator),
      });
  const address = `programme=${OWN}&indicator=${code}&vintages=all`;
  const files: FileRow[] = [
    ...(await data.rows(persona, `observations.csv?${address}`)),
    ...((await (await data.get(persona, `observations.json?${address}`)).json()) as FileRow[]),
  ];
  for (const row of files)
    learn(known, row['id'] ?? '', {
      place: row['place'] ?? '',
      dimensions: row['dimensions'] ?? '',
      vintage: row['vintage'] ?? '',
      isStructuralZero: row['is_structural_zero'] === 'true',
      numbers: numbersOf(row['value'], row['numerator'], row['denominator']),
    });
  // One publication has no ids: it may say no more than the others.
  const sdmx = rowsOf(await data.text(persona, `observations.sdmx.csv?programme=${OWN}&indicator=${code}`));
  const shown = [...known.values()].filter(({ numbers }) => numbers !== null).length;
  expect(
    sdmx.filter((row) => Number.isFinite(Number.parseFloat(row['OBS_VALUE'] ?? ''))).length,
  ).toBeLessThanOrEqual(shown);
}
interface Node {
  readonly id: string;
  readonly vintage: string;
  readonly isStructuralZero: boolean;
  readonly place: { readonly nisCode: string };
  readonly dimensions: readonly { readonly name: string; readonly value: string }[];
  readonly figure: Readonly<Record<'value' | 'numerator' | 'denominator', string | null>>;
}

/** What is known of the tables as they stood on a day, with how they hang together. */
function seenOn(day: string, known: Known, { relations, names, isRate }: DoorHistory): SeenRelease {
  const last = new Map<string, [string, Told]>();
  for (const entry of [...known].sort(([, a], [, b]) => (a.vintage < b.vintage ? -1 : 1))) {
    const [, { place, dimensions, vintage }] = entry;
    if (vintage <= day) last.set(`${place} ${dimensions}`, entry);
  }
  const figures = [...last.values()].map(([id, { place, dimensions, numbers }]): SeenFigure => {
    const parts = new Map(dimensions.split(';').map((part) => part.split('=') as [string, string]));
    const at = [place, ...names.map((name) => parts.get(name) ?? '')];
    return { id, measure: 'only', at, isRate, shown: numbers };
  });
  return { declaration: { axes: relations, formulas: [] }, figures };
}

/** What an attacker pins down who read everything that was told so far. */
const leaks = (known: Known, history: DoorHistory, releases: number, threshold: number) =>
  narrowRanges(
    DAYS.slice(0, releases).map((day) => seenOn(day, known, history)),
    threshold,
  );

let count = 0;
async function define({ isRate }: DoorHistory): Promise<{ code: string; id: string }> {
  const code = `door-${++count}`;
  const unit = isRate ? 'PERCENT' : 'PERSONS';
  return { code, id: await world.define({ code, unit, countBasis: isRate ? 'NOT_APPLICABLE' : 'UNIQUE' }) };
}

async function record(code: string, { isRate, tables }: DoorHistory, revision: number): Promise<void> {
  const rows = (tables[revision] ?? []).flatMap(
    ({ place, dimensions, numbers, isStructuralZero }, cell): FileRow[] => {
      const [count = 0, whole = 0] = numbers;
      const before = tables[revision - 1]?.[cell]?.numbers.join();
      if (before === numbers.join() || (isRate && whole === 0)) return [];
      const value = isRate ? String(Math.round((count / whole) * 1e6) / 1e4) : String(count);
      return [
        {
          ...{ programme: OWN, indicator: code, version: '1', place, dimensions, series: 'main' },
          ...{ period_start: '2024-01-01', period_end: '2024-12-31', value, value_reason: '' },
          ...{ numerator: isRate ? String(count) : '', denominator: isRate ? String(whole) : '' },
          ...{ unit: isRate ? 'PERCENT' : 'PERSONS', vintage: DAYS[revision] ?? '', is_break: 'false' },
          ...{ is_estimate: 'false', is_provisional: 'false', is_confidential: 'false', is_derived: 'false' },
          ...{ is_structural_zero: String(isStructuralZero), source: 'K1' },
        },
      ];
    },
  );
  if (rows.length === 0) return;
  const response = await data.send(DIRECTOR, 'observations.csv', fileOf(rows));
  expect(response.status, await response.text()).toBe(200);
}

/**
 * Takes the figures of an indicator out of what was ever released: while earlier releases give some of them away, every
 * other release is refused, and no later history would be attacked.
 */
async function forget(id: string): Promise<void> {
  const own = `(select id from indicators.observation where indicator_id = '${id}')`;
  for (const table of ['told_figure', 'release_cell'])
    await stored(`delete from indicators.${table} where observation_id in ${own}`);
  await stored(`delete from indicators.observation where indicator_id = '${id}'`);
}

/** Releases that were made and attacked. */
let releases = 0;

/** Releases a history step by step; after each step every reader asks every door. Ends where a release is refused. */
async function play(history: DoorHistory): Promise<{ code: string; id: string; known: Known[] }> {
  const { code, id } = await define(history);
  const known: Known[] = READERS.slice(0, 3).map(() => new Map());
  for (const revision of history.tables.keys()) {
    await record(code, history, revision);
    const release = (acceptsExposed: boolean) =>
      world.change(DIRECTOR, 'releaseFigures', { programmeId: world.own, acceptsExposed });
    const refused = codesOf(await release(false)).length > 0;
    // What was shown gives something away whatever is decided now: the director is told, and the story ends here.
    if (refused) expect(codesOf(await release(true))).toEqual([]);
    if (refused) {
      await forget(id);
      break;
    }
    releases += 1;
    for (const [reader, { persona, threshold }] of READERS.slice(0, 3).entries()) {
      const told = known[reader] as Known;
      await askEveryDoor(told, code, id, persona);
      for (const { numbers, isStructuralZero } of told.values())
        if (numbers !== null && !isStructuralZero)
          expect(Math.min(...numbers)).toBeGreaterThanOrEqual(threshold);
      expect(leaks(told, history, revision + 1, threshold)).toEqual([]);
    }
    expect([...(known[1] as Known)]).toEqual([...(known[0] as Known)]);
  }
  return { code, id, known };
}

const shownTo = (known: Known | undefined) =>
  new Set([...(known ?? [])].flatMap(([id, { numbers }]) => (numbers === null ? [] : [id])));

test('whoever asks every door after every release pins nothing down more closely than promised', async () => {
  let isCaught = false;
  let withheld = 0;
  let histories = 0;
  const seed = isSoak ? Number(process.env['KAPSTOK_SEED'] ?? Date.now()) : 8;
  const property = fc.asyncProperty(doorHistories(places.whole, places.parts, 2), async (history) => {
    const { code, id, known } = await play(history);
    const [evaluator, , everybody] = known;
    const toEvaluator = shownTo(evaluator);
    expect([...shownTo(everybody)].filter((one) => !toEvaluator.has(one))).toEqual([]);
    withheld += (evaluator?.size ?? 0) - toEvaluator.size;
    isCaught ||= await isCaughtWithoutOthers(code, id, history);
    histories += 1;
    if (isSoak)
      process.stdout.write(`Asked at every door: ${JSON.stringify({ seed, histories, releases })}\n`);
  });
  await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: true });
  expect(withheld).toBeGreaterThan(0);
  expect(isCaught, 'an attacker who is told all but the small cells').toBe(true);
}, 14_400_000);

/** Tells evaluators what was withheld beside the small cells, as if nobody had chosen any, and attacks again. */
async function isCaughtWithoutOthers(code: string, id: string, history: DoorHistory): Promise<boolean> {
  await stored(
    `update indicators.told_figure told set is_withheld = false, value_reason = null, value = o.value,
       numerator = o.numerator, denominator = o.denominator
     from indicators.observation o join indicators.release_cell cell on cell.observation_id = o.id
     where o.id = told.observation_id and o.indicator_id = '${id}' and told.level = 'PARTNER' and told.is_withheld
       and not 'PARTNER' = any (cell.small_for)`,
  );
  const known: Known = new Map();
  await askEveryDoor(known, code, id, EVALUATOR);
  return leaks(known, history, history.tables.length, THRESHOLDS.PARTNER).length > 0;
}

const NEIGHBOUR = '36015';
/** An observation that is not there yet. */
const LATER = '01920000-0000-7000-8000-00000000abcd';
const must = (payload: Payload): Payload => {
  expect(codesOf(payload)).toEqual([]);
  return payload;
};

/** Figures of every kind of which some are small, all that hangs on them, and the doors to all of it. */
async function openDoors(): Promise<Door[]> {
  const { change, define, own } = world;
  const record = async (id: string, y: number, value: string, more = {}): Promise<string> =>
    must(await world.record(id, y, value, more)).observation.id;
  const part = (...parts: string[]) => ({
    dimensions: parts.map((one) => {
      const [name, value] = one.split('=');
      return { name, value };
    }),
  });
  const counted = await define({ code: 'all-doors' });
  await record(counted, 2019, '3');
  await record(counted, 2020, '103');
  const men = await record(counted, 2020, '3', part('sex=men'));
  const women = await record(counted, 2020, '100', part('sex=women'));
  await record(counted, 2020, '0', { ...part('sex=none'), isStructuralZero: true });
  for (const [nisCode, value] of Object.entries({ [NEIGHBOUR]: '4', '35013': '111' }))
    for (const y of [2019, 2020]) await record(counted, y, value, { nisCode });
  const formula = await define({ code: 'all-doors-men', calculation: 'part("all-doors", "sex=men")' });
  const steps = ['isolated', 'work'];
  const ladder = await define({
    code: 'all-doors-ladder',
    dimensions: ['from', 'to'].map((name) => ({ name, values: steps })),
  });
  for (const [i, from] of steps.entries())
    for (const [j, to] of steps.entries())
      await record(ladder, 2020, String(3 + 40 * i + 30 * j), part(`from=${from}`, `to=${to}`));
  const group = { indicatorId: counted, title: 'Buren', nisCodes: [NEIGHBOUR, '35013'] };
  must(await change(DIRECTOR, 'defineComparisonGroup', group));
  const similarTo = { indicatorId: counted, nisCode: KORTRIJK, ...year(2020), withinPercent: 11 };
  must(
    await change(DIRECTOR, 'defineComparisonGroup', { indicatorId: counted, title: 'Even groot', similarTo }),
  );
  const baseline = { indicatorId: counted, nisCode: KORTRIJK, ...year(2019), value: '3' };
  must(await change(DIRECTOR, 'setBaseline', baseline));
  for (const [observationId, value] of [
    [men, '3'],
    [women, '100'],
  ])
    must(
      await change(DIRECTOR, 'registerPublishedFigure', {
        ...{ programmeId: own, quote: `Het waren er ${value}.`, value, saidIn: 'De raad', observationId },
      }),
    );
  must(await change(DIRECTOR, 'releaseFigures', { programmeId: own }));
  const unreleased = await record(counted, 2021, '4');
  const shipped = await stored<{ id: string }>(
    `select indicator_id as id from indicators.contribution where programme_id = '${own}' group by 1 order by 1 limit 2`,
  );
  return doorsTo({
    ...{ world, data, slug: OWN, nisCode: KORTRIJK, otherNisCode: NEIGHBOUR, isThorough: isSoak },
    indicatorIds: [counted, formula, ladder, ...shipped.map(({ id }) => id)],
    observationIds: [men, unreleased, LATER],
  });
}

/** What each door says to somebody. */
async function answersTo(persona: Persona | null, doors: readonly Door[]): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const door of doors) {
    const text = await door.ask(persona);
    if (door.kind === 'QUESTION') expect(text.slice(0, 300), door.name).not.toContain('"errors"');
    // Who is told to come again is told nothing that could be compared.
    expect(text.slice(0, 300), door.name).not.toMatch(/^503 /);
    answers.set(door.name, text);
  }
  return answers;
}

/** The doors that say something else. */
const moved = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) =>
  [...after].flatMap(([name, text]) => (text === before.get(name) ? [] : [name]));

/**
 * That an attacker who asks every door knows what was told and no more: whatever else the city knows, the answers are the
 * same to the byte. So what is proved of the told figures is proved of ranks, matrices, trends, counts, order, pages and
 * refusals too.
 */
test('no door says anything that hangs on what was not told', async () => {
  const doors = await openDoors();
  // One of each level: what a partner is told beside it, the test above compares.
  const asked = isSoak ? READERS : READERS.filter(({ persona }) => persona === EVALUATOR || persona === null);
  const steering = doors.filter(({ kind }) => kind !== 'ATTEMPT');
  const before: Map<string, string>[] = [];
  for (const { persona } of asked) before.push(await answersTo(persona, doors));
  const known = await answersTo(DIRECTOR, steering);
  await scramble(world.identity.ownerUrl, world.own, LATER);
  for (const [reader, { persona }] of asked.entries())
    expect(moved(before[reader] ?? new Map(), await answersTo(persona, doors)), persona?.role).toEqual([]);
  // It is not the doors that are shut: who steers is told otherwise by nearly all of them.
  const unmoved = new Set(steering.map(({ name }) => name));
  for (const name of moved(known, await answersTo(DIRECTOR, steering))) unmoved.delete(name);
  expect(
    [...unmoved].filter(
      (name) =>
        // What holds no figures; and of a calculated indicator nothing was observed.
        !/^(places|targets|indicators|benchmarks|domains|quality|actions|observations 1$)|metadata|after=nobody/.test(
          name,
        ),
    ),
  ).toEqual([]);
  // Other services hear of it now.
  const [counted] = await stored<{ id: string }>(
    `select id from indicators.indicator where code = 'all-doors'`,
  );
  must(await world.record(counted?.id ?? '', 2018, '5'));
  const questions = doors.filter(({ kind }) => kind !== 'FILE');
  for (const [reader, { persona }] of asked.entries())
    expect(moved(before[reader] ?? new Map(), await answersTo(persona, questions)), persona?.role).toEqual(
      [],
    );
}, 600_000);
