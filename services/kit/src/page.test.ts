import type { Viewer } from '@kapstok/schema';
import { graphqlSync } from 'graphql';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createBuilder } from './builder.ts';
import { addConnections } from './connection.ts';
import { Database } from './database.ts';
import { EMPTY_PAGE, type Page, type PageRequest, pageRequest, pagesByParent, pagesInOrder } from './page.ts';
import { withOwner } from './postgres/owner-client.ts';
import type { KitContext } from './subgraph.ts';
import { createTestDatabase } from './testing.ts';

const VIEWER: Viewer = {
  subject: 'somebody',
  roles: [],
  published: [],
  mayWrite: false,
  languages: ['en'],
  correlationId: 'test',
};
const parentOf = (one: number) => `00000000-0000-0000-0000-00000000000${one}`;
const PARENTS = [0, 1, 2].map(parentOf);

let place: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase(inject('serverUrl'));
  database = new Database({ url: place.url, service: 'public', connections: 1 });
  // Few days and few codes, with capitals and spaces in them: many rows are equal but for their id. The third has none.
  await withOwner(place.url, (owner) =>
    owner.query(`create table row as
      select gen_random_uuid() as id, ('00000000-0000-0000-0000-00000000000' || n % 2)::uuid as parent,
        date '1999-12-30' + n % 3 as day, 8 + n % 3 as number, (array['a', 'B', 'a b', '', 'Z é'])[1 + n % 5] as code
      from generate_series(1, 60) n`),
  );
});
afterAll(async () => {
  await database?.close();
  await place?.drop();
});

type Ask = (request: PageRequest) => Promise<Map<string, Page>>;
const read: (ask: Ask) => Ask = (ask) => (request) => database.read(VIEWER, () => ask(request));

const LISTS = {
  text: [{ by: sql`row.code`, as: 'text' }],
  'day and text': [
    { by: sql`row.day`, as: 'day' },
    { by: sql`row.code`, as: 'text' },
  ],
  'number and text': [
    { by: sql`row.number`, as: 'number' },
    { by: sql`row.code`, as: 'text' },
  ],
} as const;
const POSITIONS: Record<keyof typeof LISTS, RawBuilder<unknown>> = {
  text: sql`code`,
  'day and text': sql`day::text || ' ' || code`,
  // As wide as each other, so that they sort as text as they do as numbers.
  'number and text': sql`number || ' ' || code`,
};
const listOf = (name: keyof typeof LISTS) => ({
  from: sql`row`,
  where: sql`row.number < 10`,
  parent: sql`row.parent`,
  id: sql`row.id`,
  keys: LISTS[name],
});

/** All pages of one parent, one after the other. */
async function walk(ask: Ask, parent: string, isCounted: boolean): Promise<Page[]> {
  const pages: Page[] = [];
  for (let after: string | null = null; ; after = pages.at(-1)?.entries.at(-1)?.cursor ?? null) {
    const page = (await ask({ first: 4, after, isCounted })).get(parent) ?? EMPTY_PAGE;
    pages.push(page);
    if (!page.hasNextPage) return pages;
  }
}

describe.each(['text', 'day and text', 'number and text'] as const)('a list by %s', (name) => {
  test.each(['ASC', 'DESC'] as const)(
    'gives in the order of an index (%s) what sorting all gives',
    async (direction) => {
      const db = database.kysely<unknown>();
      const list = { ...listOf(name), direction };
      const inOrder = read((request) => pagesInOrder(db, list, request, PARENTS));
      const rows = sql`select parent, id, ${POSITIONS[name]} from row where number < 10`;
      const sorted = read((request) => pagesByParent(db, rows, request, direction));
      for (const parent of PARENTS) {
        const pages = await walk(inOrder, parent, true);
        expect(pages).toEqual(await walk(sorted, parent, true));
        expect(pages).toHaveLength(parent === parentOf(2) ? 1 : 5);
        expect(await walk(inOrder, parent, false)).toEqual(
          pages.map((page) => ({ ...page, totalCount: null })),
        );
      }
    },
  );
});

test('a cursor of a list in another order is refused', async () => {
  const db = database.kysely<unknown>();
  const cursor = (position: string) =>
    Buffer.from(JSON.stringify([position, parentOf(0)])).toString('base64url');
  const ask = (name: keyof typeof LISTS, position: string) =>
    read((request) => pagesInOrder(db, listOf(name), request, PARENTS))({
      first: 4,
      after: cursor(position),
      isCounted: false,
    });
  for (const position of ['A001', 'A001 B', '1999-02-30 a', '9 a'])
    await expect(ask('day and text', position)).rejects.toThrow('not a cursor of this list');
  for (const position of ['A001', '1999-12-30 a', '99999999999 a'])
    await expect(ask('number and text', position)).rejects.toThrow('not a cursor of this list');
});

describe('a list hears whether its rows are to be counted', () => {
  const builder = createBuilder<KitContext>();
  const { connectionType } = addConnections(builder);
  const Thing = builder.objectRef<{ id: string }>('Thing').implement({
    fields: (t) => ({ id: t.exposeID('id') }),
  });
  const asked: boolean[] = [];
  const Things = connectionType('Thing', 'things', Thing);
  builder.queryType({
    fields: (t) => ({
      things: t.field({
        type: Things,
        args: { first: t.arg.int() },
        resolve: (_root, args) => {
          asked.push(pageRequest(args).isCounted);
          return { page: EMPTY_PAGE, nodes: [] };
        },
      }),
    }),
  });
  const schema = builder.toSubGraphSchema({});
  test.each([
    ['{ things { totalCount } }', true],
    ['{ things { pageInfo { hasNextPage } nodes { id } } }', false],
    ['{ things { many: totalCount } }', true],
    ['{ things { nodes { id } } things { ... on ThingConnection { totalCount } } }', true],
    [
      '{ things { ...Some } } fragment Some on ThingConnection { ...More } fragment More on ThingConnection { totalCount }',
      true,
    ],
    ['query ($yes: Boolean = false) { things { nodes { id } totalCount @include(if: $yes) } }', true],
  ])('%s', (source, isCounted) => {
    asked.length = 0;
    const { errors } = graphqlSync({ schema, source, contextValue: { viewer: VIEWER } });
    expect(errors).toBeUndefined();
    expect(asked).toEqual([isCounted]);
  });

  test('and counts for whoever asks it without a question', () => {
    expect(pageRequest({})).toMatchObject({ isCounted: true });
  });
});
