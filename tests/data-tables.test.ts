import { withOwner } from '@kapstok/kit';
import { DATASETS } from '@kapstok/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DataWorld, openDataWorld, rowsOf } from './data-world.ts';
import { openTestHub, type TestHub } from './hub.ts';
import type { Persona } from './tokens.ts';

const EVALUATOR: Persona = { role: 'EVALUATOR' };
const DIRECTOR: Persona = { role: 'DIRECTOR' };
const CITY = 'voorbeeldstad';
const TABLES = ['actions', 'updates', 'agreements', 'budget-lines', 'transactions', 'poverty-tests'] as const;
const OWNED = {
  actions: ['actions', 'action'],
  updates: ['actions', 'progress_update'],
  agreements: ['agreements', 'agreement'],
  'budget-lines': ['agreements', 'budget_line'],
  transactions: ['agreements', 'transaction'],
  'poverty-tests': ['reviews', 'poverty_test'],
} as const;

let hub: TestHub;
let data: DataWorld;
beforeAll(async () => {
  hub = await openTestHub('shipped');
  data = await openDataWorld({ gateway: hub.hub.gateway, tokenFor: hub.tokenFor });
});
afterAll(() => hub.close());

const owned = <Row extends object>(sql: string) =>
  withOwner(hub.identity.ownerUrl, async (owner) => (await owner.query<Row>(sql)).rows);

describe('the catalogue', () => {
  test('lists every data set with its files, for scripts and for people', async () => {
    const json = await fetch(`${data.url}/data`, { headers: { accept: 'application/json' } });
    const { datasets } = (await json.json()) as { datasets: { name: string; files: string[] }[] };
    expect(datasets.map(({ name }) => name)).toEqual(Object.keys(DATASETS));
    const page = await fetch(`${data.url}/data`, { headers: { accept: 'text/html' } });
    const html = await page.text();
    for (const { files } of datasets) for (const file of files) expect(html).toContain(`href="${file}"`);
  });
});

describe.each(TABLES)('the table %s', (name) => {
  const [service, table] = OWNED[name];

  test('has every row once for a director, as CSV, JSON and parts, with a dictionary of its columns', async () => {
    const rows = await data.rows(DIRECTOR, `${name}.csv`);
    const [all] = await owned<{ count: number }>(
      `select count(*)::int as count from ${service}.${table} ${name === 'updates' ? "where state <> 'DRAFT'" : ''}`,
    );
    expect(rows.length).toBe(all?.count);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const metadata = JSON.parse(await data.text(DIRECTOR, `${name}.metadata.json`));
    const columns = metadata.tableSchema.columns.map((column: { name: string }) => column.name);
    expect(columns).toEqual((await data.text(DIRECTOR, `${name}.csv`)).split('\n', 1)[0]?.split(','));
    expect(metadata['dc:license']).toEqual(expect.any(String));
    expect(metadata['dc:bibliographicCitation']).toContain(DATASETS[name].title);
    const json = JSON.parse(await data.text(DIRECTOR, `${name}.json`));
    expect(json.length).toBe(rows.length);
    const part = await data.get(DIRECTOR, `${name}.csv?limit=3`);
    const first = rowsOf(await part.text());
    expect(first).toEqual(rows.slice(0, 3));
    if (rows.length > 3) {
      const rest = await data.text(DIRECTOR, `${name}.csv?after=${first[2]?.['id']}`);
      expect(`${Object.keys(first[0] ?? {}).join(',')}\n${rest}`).toBe(
        `${Object.keys(first[0] ?? {}).join(',')}\n${(await data.text(DIRECTOR, `${name}.csv`)).split('\n').slice(-rest.split('\n').length).join('\n')}`,
      );
    }
    expect((await data.get(DIRECTOR, `${name}.zip`)).headers.get('content-type')).toBe('application/zip');
  });

  test('is known by its tag until something changes, and says of which release it is', async () => {
    const one = await data.get(EVALUATOR, `${name}.csv?programme=${CITY}`);
    await one.text();
    const etag = one.headers.get('etag') ?? '';
    expect(one.headers.get('x-kapstok-release')).toMatch(/^\d+\.\d+$/);
    const again = await data.get(EVALUATOR, `${name}.csv?programme=${CITY}`, { 'if-none-match': etag });
    expect(again.status).toBe(304);
  });

  test('has no remarks for who does not steer, and no rows for whom the graph shows none', async () => {
    const rows = await data.rows(EVALUATOR, `${name}.csv?programme=${CITY}`);
    expect(rows.filter(({ note }) => (note ?? '') !== '')).toEqual([]);
    const nobody = await data.rows({ role: 'EVALUATOR', programme: 'kortrijk-2013' }, `${name}.csv`);
    expect(nobody.filter(({ programme }) => programme === CITY && name === 'updates')).toEqual([]);
    const published = await data.rows(null, `${name}.csv`);
    const kind = { actions: 'PLAN', updates: 'PLAN', 'poverty-tests': 'TESTS' }[name as string] ?? 'MONEY';
    const open = await owned<{ slug: string }>(
      `select slug from access.publication join access.known_programme using (programme_id) where kind = '${kind}'`,
    );
    const slugs = new Set(open.map(({ slug }) => slug));
    expect(published.filter(({ programme }) => !slugs.has(programme ?? ''))).toEqual([]);
  });

  test('says what a filter takes, and takes nothing back', async () => {
    expect((await data.get(EVALUATOR, `${name}.csv?wrong=1`)).status).toBe(400);
    expect((await data.get(EVALUATOR, `${name}.sdmx.csv`)).status).toBe(404);
    expect((await data.send(DIRECTOR, `${name}.csv`, 'id\n')).status).toBe(404);
  });
});

describe('the tables', () => {
  test('agree with the graph on actions and transactions of a programme', async () => {
    const rows = await data.rows(EVALUATOR, 'actions.csv?programme=kortrijk-2013');
    const { data: answer } = await hub.askAs(
      EVALUATOR,
      '{ programme(slug: "kortrijk-2013") { actions(first: 100) { nodes { id code status domain { code } } } } }',
    );
    const told = answer.programme.actions.nodes;
    expect(
      rows.map(({ id, code, status, domain }) => ({ id, code, status, domain: { code: domain } })),
    ).toEqual(expect.arrayContaining(told));
    expect(rows).toHaveLength(told.length);
    const drafts = await data.rows(EVALUATOR, 'agreements.csv?status=DRAFT');
    const inGraph = await hub.askAs(
      EVALUATOR,
      `{ programme(slug: "${CITY}") { agreements(first: 1, filter: { statuses: [DRAFT] }) { totalCount } } }`,
    );
    if (inGraph.errors.length === 0)
      expect(drafts.filter(({ programme }) => programme === CITY)).toHaveLength(
        inGraph.data.programme.agreements.totalCount,
      );
  });

  test('keep a text that a spreadsheet would run a text', async () => {
    await withOwner(hub.identity.ownerUrl, (owner) =>
      owner.query(
        `update actions.action set title = '{"nl": "=1+1"}' where id = (select id from actions.action order by programme_id, code limit 1)`,
      ),
    );
    const text = await data.text(DIRECTOR, 'actions.csv?limit=1');
    expect(text).toContain(",'=1+1,");
  });
});
