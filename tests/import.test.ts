import { importFolder, shippedSlugs } from '@kapstok/cli/testing';
import type { ImportResult } from '@kapstok/kit';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { fingerprint, withoutEvents } from './fingerprint.ts';
import { openTestHub, type TestHub } from './hub.ts';
import { ProgrammeFolder, type Row } from './programme-folder.ts';

const [SLUG = ''] = await shippedSlugs();

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('shipped');
});
afterAll(() => hub.close());

async function copy(): Promise<ProgrammeFolder> {
  const folder = await ProgrammeFolder.copyOf(SLUG);
  onTestFinished(() => folder.delete());
  return folder;
}

/** Loads a changed copy; the shipped folder is back when the test ends. */
async function load(folder: ProgrammeFolder, isDryRun = false): Promise<ImportResult> {
  onTestFinished(async () => {
    const shipped = await ProgrammeFolder.copyOf(SLUG);
    await importFolder(hub.identity, shipped.directory);
    await shipped.delete();
  });
  return importFolder(hub.identity, folder.directory, { isDryRun });
}

/** What an import did, file by file; files of which nothing changed are left out. */
const changes = ({ files }: ImportResult) =>
  files
    .filter(({ inserted, updated, deleted }) => inserted + updated + deleted > 0)
    .map(({ service, file, inserted, updated, deleted }) => ({ service, file, inserted, updated, deleted }));

const ACTION = `query ($code: String!) {
  programme(slug: "${SLUG}") { actions(filter: { code: $code }) { totalCount nodes { id title note } } }
}`;
async function actionOf(code: string) {
  const { data, errors } = await hub.ask(ACTION, { code });
  expect(errors).toEqual([]);
  return data.programme.actions.nodes[0] ?? null;
}

describe('loading the same folder again', () => {
  test('changes nothing, ids included', async () => {
    const before = withoutEvents(await fingerprint(hub.identity));
    const result = await load(await copy());
    expect(changes(result)).toEqual([]);
    expect(result.files.find(({ file }) => file === 'actions.csv')?.unchanged).toBe(
      (await (await copy()).read('actions.csv')).length,
    );
    expect(withoutEvents(await fingerprint(hub.identity))).toEqual(before);
  });

  /** Other ways to write the same rows. */
  const WAYS: Readonly<Record<string, (folder: ProgrammeFolder) => Promise<unknown>>> = {
    'with a byte-order mark': (folder) => folder.rewrite('actions.csv', (content) => `\u{feff}${content}`),
    'with CRLF': (folder) => folder.rewrite('actions.csv', (content) => content.replaceAll('\n', '\r\n')),
    'with columns in another order': (folder) =>
      folder.change('actions.csv', (rows) =>
        rows.map((row) => Object.fromEntries(Object.entries(row).toReversed())),
      ),
    'with rows in another order': (folder) => folder.change('actions.csv', (rows) => rows.toReversed()),
    'without columns that are empty': (folder) => folder.change('actions.csv', withoutEmptyColumns),
    'with blank lines and blanks around cells': (folder) =>
      folder.rewrite('allocations.csv', (content) => content.replaceAll(',', ' , ').replaceAll('\n', '\n\n')),
    'with every cell in quotes': (folder) =>
      folder.rewrite('allocations.csv', (content) => content.replaceAll(/[^,\n]+/g, '"$&"')),
    'with letters and accents apart': (folder) =>
      folder.rewrite('organisations.csv', (content) => content.normalize('NFD')),
    'without a last line end': (folder) => folder.rewrite('actions.csv', (content) => content.trimEnd()),
  };
  test.each(Object.entries(WAYS))('changes nothing: %s', async (_way, rewrite) => {
    const before = withoutEvents(await fingerprint(hub.identity));
    const folder = await copy();
    await rewrite(folder);
    expect(changes(await load(folder))).toEqual([]);
    expect(withoutEvents(await fingerprint(hub.identity))).toEqual(before);
  });
});

function withoutEmptyColumns(rows: Row[]): Row[] {
  const filled = Object.keys(rows[0] ?? {}).filter((column) => rows.some((row) => row[column] !== ''));
  return rows.map((row) => Object.fromEntries(filled.map((column) => [column, row[column] ?? ''])));
}

test('a changed cell changes one row, which keeps its id', async () => {
  const before = await actionOf('D02-01');
  const folder = await copy();
  await folder.set('actions.csv', 'D02-01', 'note', 'Changed.');
  expect(changes(await load(folder))).toEqual([
    { service: 'actions', file: 'actions.csv', inserted: 0, updated: 1, deleted: 0 },
  ]);
  expect(await actionOf('D02-01')).toEqual({ ...before, note: 'Changed.' });
});

test('a dry run says what would change, and changes nothing', async () => {
  const before = await fingerprint(hub.identity);
  const folder = await copy();
  await folder.set('actions.csv', 'D02-01', 'note', 'Changed.');
  const dry = await load(folder, true);
  expect(await fingerprint(hub.identity)).toEqual(before);
  expect(dry).toEqual(await load(folder));
});

test('an action that is gone goes with all that hangs on it, in every service', async () => {
  const gone = 'D07-B3-02';
  const { id } = await actionOf(gone);
  const folder = await copy();
  const names = (row: Row) => row['action'] === gone || row['to_action'] === gone;
  const files = [
    'action-crosswalks',
    'action-places',
    'adjustments',
    'budget-lines',
    'claims',
    'contributions',
    'deliveries',
    'milestones',
    'participations',
    'poverty-tests',
    'status-changes',
    'target-groups',
    'transactions',
    'user-participations',
    'allocations',
  ].map((name) => `${name}.csv`);
  // Those that name what goes (tests, lines, agreements) go too.
  const goneCodes = new Set([gone]);
  for (const file of files)
    for (const row of await folder.read(file)) if (names(row)) goneCodes.add(row['code'] ?? gone);
  const allocations = await folder.read('allocations.csv');
  const agreements = new Set(allocations.flatMap((row) => (names(row) ? [row['agreement'] ?? ''] : [])));
  const hangs = (row: Row) =>
    ['action', 'test', 'budget_line', 'adjustment'].some((column) => goneCodes.has(row[column] ?? '')) ||
    agreements.has(row['agreement'] ?? '');
  for (const file of [
    ...files,
    'recommendations.csv',
    'quickscan-effects.csv',
    'test-answers.csv',
    'knowledge-contributions.csv',
    'stage-qualities.csv',
    'scheduled-payments.csv',
    'agreement-parties.csv',
    'agreement-tasks.csv',
    'obligations.csv',
    'cost-shares.csv',
  ])
    await folder.change(file, (rows) => rows.filter((row) => !hangs(row)));
  await folder.change('agreements.csv', (rows) => rows.filter(({ code = '' }) => !agreements.has(code)));
  await folder.change('actions.csv', (rows) => rows.filter(({ code }) => code !== gone));
  const removed = changes(await load(folder));
  expect(removed).toContainEqual({
    service: 'actions',
    file: 'actions.csv',
    inserted: 0,
    updated: 0,
    deleted: 1,
  });
  expect(new Set(removed.map(({ service }) => service)).size).toBeGreaterThan(1);
  const { data, errors } = await hub.ask(
    'query ($id: ID!) { action(id: $id) { id title budget { lineCount } } }',
    { id },
  );
  expect({ data, errors }).toEqual({ data: { action: null }, errors: [] });
});

test('a file that is gone, or has a header only, is a file without rows', async () => {
  const folder = await copy();
  const rows = await folder.read('claims.csv');
  await folder.write('claims.csv', [], Object.keys(rows[0] ?? {}));
  expect(changes(await load(folder))).toEqual([
    { service: 'actions', file: 'claims.csv', inserted: 0, updated: 0, deleted: rows.length },
  ]);
});

test('a row with another code is another row, also where it says the same', async () => {
  const folder = await copy();
  await folder.set('observations.csv', 'KI-34022-2016', 'code', 'KI-renamed');
  expect(changes(await load(folder))).toEqual([
    { service: 'indicators', file: 'observations.csv', inserted: 1, updated: 0, deleted: 1 },
  ]);
});

test('two rows may change places', async () => {
  const folder = await copy();
  await folder.set('domains.csv', 'D01', 'position', '2');
  await folder.set('domains.csv', 'D02', 'position', '1');
  expect(changes(await load(folder))).toEqual([
    { service: 'actions', file: 'domains.csv', inserted: 0, updated: 2, deleted: 0 },
  ]);
  const { data } = await hub.ask(`{ programme(slug: "${SLUG}") { domains { code } } }`);
  expect(data.programme.domains.slice(0, 2)).toEqual([{ code: 'D02' }, { code: 'D01' }]);
});

test.each([
  '=1+1',
  "+cmd|' /C calc'!A0",
  '-2',
  '@x',
  '\t=2',
  '"quoted", with commas',
  'two\nlines',
  '<script>alert(1)</script>',
  "'; drop table action; --",
  '$1 :name ? %s {{x}}',
  'NULL',
  '𝔘𝔫𝔦 👩‍👩‍👧 ﷽ é',
])('text is text: %j', async (title) => {
  const folder = await copy();
  await folder.set('actions.csv', 'D02-01', 'title_en', title);
  await load(folder);
  const { data } = await hub.ask(ACTION, { code: 'D02-01' }, { 'accept-language': 'en' });
  expect(data.programme.actions.nodes[0].title).toBe(title.trim());
});

test('two imports of one programme at a time both succeed, one after the other, and make one programme', async () => {
  const [first, second] = [await copy(), await copy()];
  await first.set('actions.csv', 'D02-01', 'note', 'First.');
  await second.set('actions.csv', 'D02-01', 'note', 'Second.');
  const results = await Promise.all([load(first), load(second)]);
  expect(new Set(results.map(({ programmeId }) => programmeId)).size).toBe(1);
  expect(['First.', 'Second.']).toContain((await actionOf('D02-01')).note);
  const { data } = await hub.ask('{ programmes { nodes { slug } } }');
  expect(data.programmes.nodes.map(({ slug }: { slug: string }) => slug).sort()).toEqual(
    await shippedSlugs(),
  );
});

test('who reads while a programme is loaded sees it before or after, never between', async () => {
  const folder = await copy();
  const rows = await folder.read('actions.csv');
  await folder.change('actions.csv', () => rows.map((row) => ({ ...row, note: 'after' })));
  const states = new Set<string>();
  let isLoaded = false;
  const loading = load(folder).finally(() => {
    isLoaded = true;
  });
  const question = `{ programme(slug: "${SLUG}") { progress { actionCount } actions(first: 100) { totalCount nodes { note } } } }`;
  do {
    const { data, errors } = await hub.ask(question);
    expect(errors).toEqual([]);
    const { nodes, totalCount } = data.programme.actions;
    expect(nodes).toHaveLength(totalCount);
    states.add(String(nodes.filter(({ note }: Row) => note === 'after').length));
  } while (!isLoaded);
  await loading;
  expect([...states].filter((count) => count !== '0' && count !== String(rows.length))).toEqual([]);
});

test('pages asked for before and after an import fit together: no row twice, none that stayed is missed', async () => {
  const page = `query ($after: String) {
    programme(slug: "${SLUG}") { actions(first: 10, after: $after) { nodes { code } pageInfo { endCursor hasNextPage } } } }`;
  const first = (await hub.ask(page)).data.programme.actions;
  const folder = await copy();
  const [row = {}] = await folder.read('actions.csv');
  const early = { ...row, code: 'A-new', title_nl: 'Nieuw vooraan', parent: '' };
  await folder.change('actions.csv', (rows) => [...rows, early]);
  await load(folder);
  const codes = first.nodes.map(({ code }: Row) => code);
  for (let at = first; at.pageInfo.hasNextPage; ) {
    at = (await hub.ask(page, { after: at.pageInfo.endCursor })).data.programme.actions;
    codes.push(...at.nodes.map(({ code }: Row) => code));
  }
  expect(codes).toEqual((await (await copy()).read('actions.csv')).map(({ code }) => code).sort());
});
