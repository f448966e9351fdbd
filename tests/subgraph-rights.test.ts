import { subgraphs } from '@kapstok/all';
import { importFolder } from '@kapstok/cli/testing';
import { withOwner } from '@kapstok/kit';
import { SERVICES } from '@kapstok/schema';
import { getNamedType } from 'graphql';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aboutEntities, aboutEverything, entitiesOf } from './everything.ts';
import { openTestHub, type TestHub } from './hub.ts';
import { ProgrammeFolder } from './programme-folder.ts';
import { directorOf, viewerToken } from './viewer-token.ts';

// Two programmes with the same content, so that whatever shows of the other shows twice; and the plan after the
// other, whose rows name actions of it.
const OWN = 'twin';
const OTHER = 'kortrijk-2013';
const LATER = 'kortrijk-2020';
const UNKNOWN = '01920000-0000-7000-8000-000000000000';

/** Where the rows of a noun are; without programme when they belong to all. */
const TABLES: Record<string, { readonly table: string; readonly programme: string | null }> = {
  Programme: { table: 'actions.programme', programme: 'id' },
  PolicyDomain: { table: 'actions.policy_domain', programme: 'programme_id' },
  Block: { table: 'actions.block', programme: 'programme_id' },
  Action: { table: 'actions.action', programme: 'programme_id' },
  Crosswalk: { table: 'actions.crosswalk', programme: 'programme_id' },
  Organisation: { table: 'agreements.organisation', programme: null },
  Agreement: { table: 'agreements.agreement', programme: 'programme_id' },
  PovertyTest: { table: 'reviews.poverty_test', programme: 'programme_id' },
  TestTemplate: { table: 'reviews.test_template', programme: null },
  Indicator: { table: 'indicators.indicator', programme: 'programme_id' },
  Place: { table: 'indicators.place', programme: null },
};
const isScoped = (type: string): boolean => TABLES[type]?.programme != null;

let hub: TestHub;
/** Ids of the programmes by slug. */
const programmes = new Map<string, string>();
/** Ids of all rows of the other programme, in all tables. */
const hidden = new Set<string>();
/** What each director is told while the other programme is there. */
const answersBefore = new Map<string, Record<string, string>>();

beforeAll(async () => {
  hub = await openTestHub('shipped');
  const folder = await ProgrammeFolder.copyOf(OTHER);
  await folder.set('programme.csv', OTHER, 'slug', OWN);
  const [agreement] = await folder.read('agreements.csv');
  const [povertyTest] = await folder.read('poverty-tests.csv');
  await folder.set('poverty-tests.csv', povertyTest?.['code'] ?? '', 'agreement', agreement?.['code'] ?? '');
  await importFolder(hub.identity, folder.directory);
  await folder.delete();
  await asOwner(async (owner) => {
    const found = await owner.query<{ id: string; slug: string }>('select id, slug from actions.programme');
    for (const { id, slug } of found.rows) programmes.set(slug, id);
    for (const table of await scopedTables(owner)) {
      const { rows } = await owner.query<{ id: string | null }>(
        `select to_jsonb(t)->>'id' as id from ${table} t where programme_id = $1`,
        [programmes.get(OTHER)],
      );
      for (const { id } of rows) if (id !== null) hidden.add(id);
    }
    hidden.add(programmes.get(OTHER) ?? '');
  });
  for (const slug of [OWN, LATER]) answersBefore.set(slug, await answersTo(slug));
});
afterAll(() => hub?.close());

/** Works with the rights of an import, which sees and may change everything. */
function asOwner<T>(work: (owner: pg.ClientBase) => Promise<T>): Promise<T> {
  return withOwner(hub.identity.ownerUrl, async (owner) => {
    await owner.query(
      `begin; set local kapstok.import = 'on'; set local kapstok.programmes = '*'; set local kapstok.viewer = 'test'`,
    );
    const result = await work(owner);
    await owner.query('commit');
    return result;
  });
}

async function scopedTables(owner: pg.ClientBase): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = any ($1) and table_type = 'BASE TABLE' and column_name = 'programme_id'`,
    [SERVICES],
  );
  return rows.map(({ name }) => name);
}

/** Ids of a noun in a programme; of one that belongs to all programmes, all ids. */
function idsOf(type: string, slug: string): Promise<string[]> {
  const place = TABLES[type];
  if (place === undefined) throw new Error(`Say in TABLES where the rows of ${type} are.`);
  const { table, programme } = place;
  return asOwner(async (owner) => {
    const where = programme === null ? '' : `where ${programme} = '${programmes.get(slug)}'`;
    const { rows } = await owner.query<{ id: string }>(`select id from ${table} ${where} order by id`);
    return rows.map(({ id }) => id);
  });
}

/** What a service answers who directs one programme, as it goes over the wire. */
async function ask(service: string, query: string, variables = {}, slug = OWN): Promise<string> {
  const token = await viewerToken(directorOf(programmes.get(slug) ?? '')).sign(hub.hub.viewerKey);
  return JSON.stringify(await hub.hub.subgraphs.get(service)?.answer({ query, variables }, token));
}

const leaks = (text: string): string[] => [
  ...new Set(text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)?.filter((id) => hidden.has(id))),
];

describe('who directs one programme, at the door of a subgraph', () => {
  test('finds another by slug no more than one that does not exist', async () => {
    const query = 'query ($slug: String!) { programme(slug: $slug) { id title slug } }';
    const unknown = await ask('actions', query, { slug: 'no-such-programme' });
    expect(unknown).toBe('{"data":{"programme":null}}');
    expect(await ask('actions', query, { slug: OTHER })).toBe(unknown);
    expect(await ask('actions', query, { slug: OWN })).toContain(programmes.get(OWN));
  });

  const rootsById = subgraphs.flatMap(({ name, schema }) =>
    Object.values(schema.getQueryType()?.getFields() ?? {})
      .filter(({ args }) => args.some((arg) => arg.name === 'id'))
      .map((field) => ({ service: name, field: field.name, type: getNamedType(field.type).name }))
      .filter(({ type }) => isScoped(type)),
  );
  test.each(rootsById)(
    'finds $field(id:) of another no more than one that does not exist',
    async ({ service, field, type }) => {
      const query = `query ($id: ID!) { ${field}(id: $id) { id } }`;
      const unknown = await ask(service, query, { id: UNKNOWN });
      expect(unknown).toBe(`{"data":{"${field}":null}}`);
      for (const id of (await idsOf(type, OTHER)).slice(0, 5))
        expect(await ask(service, query, { id })).toBe(unknown);
      const [own = ''] = await idsOf(type, OWN);
      expect(await ask(service, query, { id: own })).toContain(own);
    },
  );

  const entities = subgraphs.flatMap((subgraph) =>
    entitiesOf(subgraph)
      .filter(({ name }) => isScoped(name))
      .map((type) => ({ service: subgraph.name, name: type.name, query: aboutEntities(type) })),
  );
  test.each(entities)(
    'is told by $service of another $name (_entities) what is told of one that does not exist',
    async ({ service, name, query }) => {
      const about = async (id: string) => {
        const text = await ask(service, query, { of: [{ __typename: name, id }] });
        return text.replaceAll(id, UNKNOWN);
      };
      const unknown = await about(UNKNOWN);
      expect(unknown, 'the question is valid').not.toContain('"errors"');
      const other = await idsOf(name, OTHER);
      expect(other.length).toBeGreaterThan(0);
      for (const id of other.slice(0, 4)) expect(await about(id)).toBe(unknown);
      const told = await Promise.all((await idsOf(name, OWN)).slice(0, 20).map(about));
      expect(
        told.some((text) => text !== unknown),
        'something is told of the own programme',
      ).toBe(true);
    },
  );

  test('finds in lists, in their counts and in their edges the own programme only', async () => {
    const query =
      '{ programmes { totalCount nodes { slug } edges { node { slug } } pageInfo { hasNextPage } } }';
    expect(JSON.parse(await ask('actions', query))).toEqual({
      data: {
        programmes: {
          totalCount: 1,
          nodes: [{ slug: OWN }],
          edges: [{ node: { slug: OWN } }],
          pageInfo: { hasNextPage: false },
        },
      },
    });
  });

  test.each([OWN, LATER])(
    'gets the same answers, to the byte, whether another exists or not (%s)',
    async (slug) => {
      const before = answersBefore.get(slug) ?? {};
      expect(Object.keys(before).length).toBeGreaterThan(20);
      for (const [question, text] of Object.entries(before)) {
        expect(leaks(text), question).toEqual([]);
        expect(text, question).not.toContain('"errors"');
      }
      await forgetOther();
      expect(await answersTo(slug)).toEqual(before);
    },
  );
});

/** All that all services tell about all that a programme has, and about what belongs to all programmes. */
async function answersTo(slug: string): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const subgraph of subgraphs) {
    const lists = aboutEverything(subgraph);
    if (lists !== null) texts[`${subgraph.name}: lists`] = await ask(subgraph.name, lists, {}, slug);
    for (const type of entitiesOf(subgraph)) {
      const ids = await idsOf(type.name, slug);
      const of = ids.slice(0, 30).map((id) => ({ __typename: type.name, id }));
      texts[`${subgraph.name}: ${type.name}`] = await ask(subgraph.name, aboutEntities(type), { of }, slug);
    }
  }
  return texts;
}

/** Removes every row of the other programme from every table. */
function forgetOther(): Promise<void> {
  return asOwner(async (owner) => {
    // Tables point at each other: what is still pointed at waits for the next round.
    let open = await scopedTables(owner);
    for (let round = 0; open.length > 0 && round < 10; round += 1) {
      const left: string[] = [];
      for (const table of open) {
        await owner.query('savepoint before');
        await owner
          .query(`delete from ${table} where programme_id = $1`, [programmes.get(OTHER)])
          .catch(() => owner.query('rollback to before').then(() => left.push(table)));
      }
      open = left;
    }
    expect(open, 'tables that would not let go').toEqual([]);
    await owner.query('delete from actions.programme where id = $1', [programmes.get(OTHER)]);
  });
}
