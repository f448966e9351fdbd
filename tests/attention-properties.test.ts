import { importFolder } from '@kapstok/cli/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  choose,
  type Ids,
  type Item,
  judge,
  KINDS,
  type Kind,
  ORDERS,
  type Wish,
} from './attention/evaluator.ts';
import { cell, lastDay, rowsOf } from './attention/rows.ts';
import { type GeneratedProgramme, programmeArbitrary, writeProgramme } from './generate-programme.ts';
import { openTestHub, type TestHub } from './hub.ts';
import type { Row } from './programme-folder.ts';

const isSoak = process.env['KAPSTOK_SOAK'] === '1';
const seed = Number(process.env['KAPSTOK_SEED_NUMBER'] ?? Date.now() % 2 ** 31);
const timeout = isSoak ? 6 * 3600_000 : 600_000;
/** How often four more programmes are drawn while some kind of attention was in none of them. */
const MOST_MORE = 20;
// Whoever reads a failure can ask for the same runs again.
process.stderr.write(`random attention lists: KAPSTOK_SEED_NUMBER=${seed}\n`);

const LIST = `query ($slug: String!, $allOf: [AttentionKind!], $anyOf: [AttentionKind!], $order: AttentionOrder,
  $first: Int, $after: String) {
  programme(slug: $slug) {
    attention(allOf: $allOf, anyOf: $anyOf, orderBy: $order, first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { action { id code } kinds moneyAtRisk { amount currency } daysOverdue since }
    }
  }
}`;
const IDS = `query ($slug: String!) {
  programme(slug: $slug) {
    actions(first: 100) { nodes { id code } }
    povertyTests(first: 100) { nodes { id code } }
  }
}`;

let now = new Date();
let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('empty', () => now);
});
afterAll(() => hub.close());

/** Where the days stand on which something changes although nobody writes anything. */
const EVENTS = [
  { file: 'actions.csv', column: 'planned_end' },
  { file: 'poverty-tests.csv', column: 'due_on' },
  { file: 'agreements.csv', column: 'ends_on' },
  { file: 'poverty-tests.csv', column: 'retest_on' },
  { file: 'poverty-tests.csv', column: 'retest_on' },
  { file: 'targets.csv', column: 'period_end' },
];
/** One look at the list: on a day near one that matters, for some kinds, page by page. */
const drawLook = fc.record({
  event: fc.constantFrom(...EVENTS),
  day: fc.nat({ max: 1_000_000 }),
  shift: fc.constantFrom(-91, -90, -1, 0, 0, 1, 1, 40),
  // Half of the time left out: a list of few actions shows little.
  allOf: fc.option(fc.subarray([...KINDS], { maxLength: 2 }), { freq: 2 }),
  anyOf: fc.option(fc.subarray([...KINDS]), { freq: 2 }),
  order: fc.option(fc.constantFrom(...ORDERS), { freq: 6 }),
  sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
});
type Look = typeof drawLook extends fc.Arbitrary<infer Drawn> ? Drawn : never;
// Of two programmes in turn, so that the other one is beside it in every table. Lists left to chance are short mostly.
const drawProgramme = fc
  .record({
    slug: fc.constantFrom('any-city', 'other-city'),
    actions: fc.constantFrom(2, 10, 20, 30),
    tests: fc.constantFrom(5, 25, 40),
    // With little money, in several currencies, next to nobody spends more than was planned.
    money: fc.constantFrom(0, 8, 40),
    currencies: fc.constantFrom(['EUR'], ['EUR', 'GBP', 'JPY']),
  })
  .chain(programmeArbitrary);

/** What was seen over all runs, to be sure that the runs say something. */
const seen = {
  kinds: new Set<Kind>(),
  absent: new Set<Kind>(),
  orders: new Set<string>(),
  several: 0,
};

async function load(programme: GeneratedProgramme): Promise<Ids> {
  const folder = await writeProgramme(programme);
  await importFolder(hub.identity, folder.directory).finally(() => folder.delete());
  const { data, errors } = await hub.ask(IDS, { slug: programme.slug });
  expect(errors, hub.log.join('')).toEqual([]);
  const byCode = (nodes: readonly { code: string; id: string }[]) =>
    new Map(nodes.map(({ code, id }) => [code, id]));
  return { actions: byCode(data.programme.actions.nodes), tests: byCode(data.programme.povertyTests.nodes) };
}

/** A day on which something ends, falls due or lapses, shifted a little: there a look that is off by a day is caught. */
function dayOf(programme: GeneratedProgramme, { event, day, shift }: Look): string {
  const { file, column } = event;
  const cells = rowsOf(programme, file)
    .filter(isStanding)
    .map((row) => lastDay(cell(row, column)));
  const days = cells.filter((one) => one !== null);
  const date = new Date(days[day % Math.max(days.length, 1)] ?? '2026-11-22');
  date.setUTCDate(date.getUTCDate() + shift);
  return date.toISOString().slice(0, 10);
}
const isStanding = ({ status, stage }: Row): boolean => status !== 'STOPPED' && stage !== 'WITHDRAWN';

// biome-ignore lint/suspicious/noExplicitAny: an answer of the question above
const toItem = ({ action, kinds, moneyAtRisk: money, daysOverdue, since }: any): Item => ({
  id: action.id,
  code: action.code,
  kinds: KINDS.filter((kind) => kinds.includes(kind)),
  money: money && { cents: Math.round(Number(money.amount) * 100), currency: money.currency },
  daysOverdue,
  since,
});

/** Asks page after page; each must hold what comes next, tell the total, and say whether more follows. */
async function expectPages(slug: string, wish: Wish, sizes: readonly number[], expected: readonly Item[]) {
  let after: string | null = null;
  for (let start = 0, page = 0; page === 0 || start < expected.length; page++) {
    const first = sizes[page % sizes.length] ?? 1;
    const { data, errors } = await hub.ask(LIST, { slug, ...wish, first, after });
    expect(errors, hub.log.join('')).toEqual([]);
    const { nodes, pageInfo, totalCount } = data.programme.attention;
    expect({ totalCount, more: pageInfo.hasNextPage, items: nodes.map(toItem) }).toEqual({
      totalCount: expected.length,
      more: start + first < expected.length,
      items: expected.slice(start, start + first),
    });
    start += first;
    after = pageInfo.endCursor;
    if (page === 1) seen.several++;
  }
}

function note(items: readonly Item[], expected: readonly Item[], { order }: Wish): void {
  for (const { kinds } of items)
    for (const kind of KINDS) seen[kinds.includes(kind) ? 'kinds' : 'absent'].add(kind);
  if (expected.length > 1) seen.orders.add(order ?? 'left out');
}

test(
  'the attention list of any programme is what its rows say, for any kinds, order, day and size of page',
  async () => {
    const looks = fc.array(drawLook, { minLength: 8, maxLength: 14 });
    const property = fc.asyncProperty(drawProgramme, looks, async (programme, drawn) => {
      const ids = await load(programme);
      for (const look of drawn) {
        const today = dayOf(programme, look);
        now = new Date(`${today}T12:00:00Z`);
        const { allOf, anyOf, order } = look;
        const items = judge(programme, ids, today);
        const expected = choose(items, { allOf, anyOf, order });
        await expectPages(programme.slug, { allOf, anyOf, order }, look.sizes, expected);
        note(items, expected, look);
      }
    });
    const run = (from: number, numRuns: number) =>
      fc.assert(property, { seed: from, numRuns, endOnFailure: !isSoak });
    await run(seed, isSoak ? 3000 : 12);
    // Runs in which a kind never holds, or always does, would show nothing of it.
    // No folder brings an override or a flag: those are given here (tests/gate.test.ts, tests/threads.test.ts).
    const given: readonly Kind[] = ['GATE_OVERRIDDEN', 'FOLLOW_UP_DUE'];
    const drawn = KINDS.filter((kind) => !given.includes(kind));
    // The rare ones may need more programmes than a dozen.
    for (let more = 1; seen.kinds.size < drawn.length && more <= MOST_MORE; more++) await run(seed + more, 4);
    expect([...seen.kinds].sort()).toEqual([...drawn].sort());
    expect([...seen.absent].sort()).toEqual([...KINDS].sort());
    expect([...seen.orders].sort()).toEqual([...ORDERS, 'left out'].sort());
    expect(seen.several).toBeGreaterThan(10);
  },
  timeout,
);
