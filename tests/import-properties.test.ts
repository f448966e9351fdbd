import { importFolder } from '@kapstok/cli/testing';
import { ImportRefused, type ImportResult } from '@kapstok/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fingerprint, withoutEvents } from './fingerprint.ts';
import { type GeneratedProgramme, programmeArbitrary, writeProgramme } from './generate-programme.ts';
import { openTestHub, type TestHub } from './hub.ts';
import type { ProgrammeFolder, Row } from './programme-folder.ts';

const isSoak = process.env['KAPSTOK_SOAK'] === '1';
const seed = Number(process.env['KAPSTOK_SEED_NUMBER'] ?? Date.now() % 2 ** 31);
const runs: fc.Parameters<unknown> = { seed, numRuns: isSoak ? 3000 : 8, endOnFailure: !isSoak };
const timeout = isSoak ? 6 * 3600_000 : 120_000;
// Whoever reads a failure can ask for the same runs again.
process.stderr.write(`random programmes: KAPSTOK_SEED_NUMBER=${seed}\n`);

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('empty');
});
afterAll(() => hub.close());

async function load(programme: GeneratedProgramme): Promise<ImportResult> {
  return inFolder(programme, (folder) => importFolder(hub.identity, folder.directory));
}

async function inFolder<T>(
  programme: GeneratedProgramme,
  work: (folder: ProgrammeFolder) => Promise<T>,
): Promise<T> {
  const folder = await writeProgramme(programme);
  try {
    return await work(folder);
  } finally {
    await folder.delete();
  }
}

const MONEY =
  'planned { ...M } revenue { ...M } committed { ...M } paid { ...M } spent { ...M } received { ...M }';
const QUESTION = `query ($slug: String!) {
  programme(slug: $slug) {
    title
    progress { actionCount byStatus { status count } }
    actions(first: 100) { totalCount nodes { code title note parent { code } domain { code } block { code } } }
    agreements { totalCount }
    budgetLines { totalCount }
    povertyTests { totalCount }
    povertyTesting { actionCount }
    indicators(first: 100) { totalCount nodes { observations { totalCount } } }
    budget { lineCount unknownLineCount ${MONEY} }
    domains {
      code title position
      progress { actionCount }
      actions { totalCount }
      blocks { code progress { actionCount } }
      budget { ${MONEY} }
    }
  }
}
fragment M on Money { amount currency }`;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const rowsOf = (programme: GeneratedProgramme, file: string): readonly Row[] => programme.files[file] ?? [];

type Amounts = readonly { readonly amount: string; readonly currency: string }[];
const MEASURES = ['planned', 'revenue', 'committed', 'paid', 'spent', 'received'] as const;

/** Cents by currency; currencies that come to nothing left out. */
function add(all: readonly Amounts[]): Record<string, number> {
  const cents: Record<string, number> = {};
  for (const { amount, currency } of all.flat())
    cents[currency] = (cents[currency] ?? 0) + Math.round(Number(amount) * 100);
  return Object.fromEntries(Object.entries(cents).filter(([, total]) => total !== 0));
}

/** What the rows of the money files say, and which of it is tied to no domain. */
function expectedMoney(programme: GeneratedProgramme) {
  const lines = new Map(rowsOf(programme, 'budget-lines.csv').map((row) => [row['code'], row]));
  const divided = new Set(rowsOf(programme, 'allocations.csv').map((row) => row['agreement']));
  const entries = [
    ...[...lines.values()].map((row) => ({
      measure: row['kind'] === 'COST' ? 'planned' : 'revenue',
      amount: row['revised_amount'] || row['original_amount'] || '',
      places: [row],
      row,
    })),
    ...rowsOf(programme, 'transactions.csv').map((row) => ({
      measure: { INCOMING: 'received', COMMITMENT: 'committed', PAYMENT: 'paid', SPENDING: 'spent' }[
        row['type'] ?? ''
      ],
      amount: row['amount'] ?? '',
      places: [row, lines.get(row['budget_line'])],
      row,
    })),
  ];
  return entries
    .filter(({ amount }) => amount !== '')
    .map(({ measure, amount, places, row }) => {
      const first = (column: string) => places.map((place) => place?.[column]).find((cell) => cell);
      const isTied = first('action') ?? first('domain') ?? divided.has(first('agreement'));
      return { measure, isTied: Boolean(isTied), amount, currency: row['currency'] ?? '' };
    });
}

/** What the graph says of the programme is what its files say. */
async function expectLoaded(programme: GeneratedProgramme): Promise<void> {
  const answer = await hub.ask(QUESTION, { slug: programme.slug });
  expect(answer.errors, hub.log.join('')).toEqual([]);
  const plan = answer.data.programme;
  const count = (file: string) => rowsOf(programme, file).length;
  // An action that has parts is counted through them.
  const whole = new Set(rowsOf(programme, 'actions.csv').map((row) => row['parent']));
  const counted = rowsOf(programme, 'actions.csv').filter((row) => !whole.has(row['code'])).length;
  expect({
    progress: plan.progress.actionCount,
    byStatus: sum(plan.progress.byStatus.map((status: { count: number }) => status.count)),
    actions: plan.actions.totalCount,
    domains: plan.domains.length,
    ofDomains: sum(plan.domains.map((d: { progress: { actionCount: number } }) => d.progress.actionCount)),
    blocks: plan.domains.flatMap((d: { blocks: unknown[] }) => d.blocks).length,
    agreements: plan.agreements.totalCount,
    lines: plan.budgetLines.totalCount,
    tests: plan.povertyTests.totalCount,
    indicators: plan.indicators.totalCount,
    observations: sum(
      plan.indicators.nodes.map((i: { observations: { totalCount: number } }) => i.observations.totalCount),
    ),
  }).toEqual({
    progress: counted,
    byStatus: counted,
    actions: count('actions.csv'),
    domains: count('domains.csv'),
    ofDomains: counted,
    blocks: count('blocks.csv'),
    agreements: count('agreements.csv'),
    lines: count('budget-lines.csv'),
    tests: count('poverty-tests.csv'),
    indicators: count('indicators.csv'),
    observations: count('observations.csv'),
  });
  expectTexts(programme, plan);
  expectMoney(programme, plan);
}

// biome-ignore lint/suspicious/noExplicitAny: an answer
function expectTexts(programme: GeneratedProgramme, plan: any): void {
  const [own] = rowsOf(programme, 'programme.csv');
  const title = (row: Row | undefined) => row?.[`title_${own?.['default_language']}`];
  expect(plan.title).toBe(title(own));
  expect(plan.domains.map((domain: Row) => [domain['code'], domain['title']])).toEqual(
    rowsOf(programme, 'domains.csv').map((row) => [row['code'], title(row)]),
  );
  const cell = (row: Row, column: string) => row[column] || null;
  expect(
    // biome-ignore lint/suspicious/noExplicitAny: an answer
    plan.actions.nodes.map((a: any) => [
      a.code,
      a.title,
      a.note,
      a.domain.code,
      a.block?.code ?? null,
      a.parent?.code ?? null,
    ]),
  ).toEqual(
    rowsOf(programme, 'actions.csv').map((row) => [
      row['code'],
      title(row),
      ...['note', 'domain', 'block', 'parent'].map((column) => cell(row, column)),
    ]),
  );
}

// biome-ignore lint/suspicious/noExplicitAny: an answer
function expectMoney(programme: GeneratedProgramme, plan: any): void {
  const expected = expectedMoney(programme);
  const lines = rowsOf(programme, 'budget-lines.csv');
  expect(plan.budget).toMatchObject({
    lineCount: lines.length,
    unknownLineCount: lines.filter((row) => row['amount_reason'] !== '').length,
  });
  for (const measure of MEASURES) {
    const own = expected.filter((entry) => entry.measure === measure);
    expect(add([plan.budget[measure]]), `${measure} of the programme`).toEqual(add([own]));
    const domains = plan.domains.map((domain: { budget: Record<string, Amounts> }) => domain.budget[measure]);
    const untied = own.filter(({ isTied }) => !isTied);
    expect(add([...domains, untied]), `${measure} of the domains, and what is tied to none`).toEqual(
      add([own]),
    );
  }
}

test(
  'any programme loads over any other of the same name, and the graph says what its files say',
  async () => {
    const property = fc.asyncProperty(programmeArbitrary(), programmeArbitrary(), async (first, second) => {
      await load(first);
      await expectLoaded(first);
      await load(second);
      await expectLoaded(second);
      const before = withoutEvents(await fingerprint(hub.identity));
      const again = await load(second);
      expect(
        again.files.filter(({ inserted, updated, deleted }) => inserted + updated + deleted > 0),
      ).toEqual([]);
      expect(withoutEvents(await fingerprint(hub.identity))).toEqual(before);
    });
    await fc.assert(property, runs as fc.Parameters<[GeneratedProgramme, GeneratedProgramme]>);
  },
  timeout,
);

const WRONG = [
  '',
  ' ',
  '\0',
  '-1',
  '0',
  '1e9',
  '99999999999999999999',
  '0.000000001',
  'NaN',
  '=1+1',
  '2021-02-30',
  '0000-01-01',
  '9999-12-31',
  'D99',
  'A01',
  'S1',
  'true',
  'COST',
  'EUR',
  'eur',
  '"',
  '\n',
  "'; drop table action; --",
  '💥',
  '\u{fffd}',
  'x'.repeat(100_000),
  '../../etc/passwd',
  '{}',
  'null',
];

test(
  'one wrong cell is refused with its file and line, or loads; never anything between',
  async () => {
    const spot = fc.record({
      file: fc.nat(),
      row: fc.nat(),
      column: fc.nat(),
      cell: fc.oneof(fc.constantFrom(...WRONG), fc.string({ unit: 'grapheme' })),
    });
    const property = fc.asyncProperty(programmeArbitrary(), spot, async (programme, at) => {
      await load(programme);
      const before = await fingerprint(hub.identity);
      const spoilt = spoil(programme, at);
      const outcome = await load(spoilt).then(
        () => null,
        (error: unknown) => error,
      );
      if (outcome === null) {
        const answer = await hub.ask(QUESTION, { slug: programme.slug });
        expect(answer.errors).toEqual([]);
        return;
      }
      // Whatever else is thrown, such as an error of PostgreSQL, is told as it is.
      if (!(outcome instanceof ImportRefused)) throw outcome;
      const [problem] = outcome.problems;
      expect(Object.keys(spoilt.files)).toContain(problem?.file);
      expect(problem?.line).toBeGreaterThan(1);
      expect(problem?.message).not.toBe('');
      expect(await fingerprint(hub.identity)).toEqual(before);
    });
    await fc.assert(property, { ...runs, numRuns: isSoak ? 10_000 : 25 } as fc.Parameters<
      [GeneratedProgramme, Spot]
    >);
  },
  timeout,
);

interface Spot {
  readonly file: number;
  readonly row: number;
  readonly column: number;
  readonly cell: string;
}

/** Puts a cell where it does not belong; never a slug, since that would be another programme. */
function spoil(programme: GeneratedProgramme, at: Spot): GeneratedProgramme {
  const filled = Object.entries(programme.files).filter(([, rows]) => rows.length > 0);
  const [file, rows] = filled[at.file % filled.length] ?? ['', []];
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'slug');
  const column = columns[at.column % columns.length] ?? '';
  const changed = rows.map((row, i) => (i === at.row % rows.length ? { ...row, [column]: at.cell } : row));
  return { ...programme, files: { ...programme.files, [file]: changed } };
}
