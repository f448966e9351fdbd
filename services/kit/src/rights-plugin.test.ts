import type { Viewer } from '@kapstok/schema';
import { execute, type GraphQLSchema, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createBuilder } from './builder.ts';
import { addConnections } from './connection.ts';
import { Loaders } from './loaders.ts';
import { readableByOrOwn } from './rights.ts';
import type { KitContext } from './subgraph.ts';
import { subgraphSchema } from './subgraph-schema.ts';

interface Deal {
  readonly id: string;
  readonly programmeId: string;
}
const DEALS: readonly Deal[] = ['here', 'there', 'own'].map((id) => ({
  id,
  programmeId: id === 'here' ? 'P1' : 'P2',
}));
const deal = (id: string) => DEALS.find((one) => one.id === id) ?? null;

interface Context extends KitContext {
  /** Programmes that were looked up. */
  readonly asked: string[];
}

function createSchema(): GraphQLSchema {
  const builder = createBuilder<Context>();
  const { connectionType } = addConnections(builder);
  const Deal = builder.objectRef<Deal>('Deal');
  Deal.implement({
    isReadable: readableByOrOwn('MONEY', ({ id }) => id),
    fields: (t) => ({
      id: t.exposeID('id'),
      remark: t.string({ nullable: true, reads: 'INTERNAL', resolve: ({ id }) => `remark of ${id}` }),
      twin: t.field({ type: Deal, nullable: true, resolve: () => deal('there') }),
    }),
  });
  builder.asEntity(Deal, {
    key: builder.selection<{ id: string }>('id'),
    resolveReference: async ({ id }) => deal(id),
  });
  const Deals = connectionType('Deal', 'deals', Deal);
  const Action = builder.externalRef('Action', builder.selection<{ id: string }>('id'));
  Action.implement({
    programmeOf: async ({ id }, { asked }) => {
      asked.push(id);
      return id === 'A1' ? 'P1' : null;
    },
    externalFields: (t) => ({ id: t.id() }),
    fields: (t) => ({
      sum: t.int({ nullable: true, reads: 'MONEY', resolve: () => 7 }),
      list: t.field({ type: [Deal], reads: 'MONEY', resolve: () => DEALS }),
    }),
  });
  builder.queryType({
    fields: (t) => ({
      deal: t.field({
        type: Deal,
        nullable: true,
        args: { id: t.arg.string({ required: true }) },
        resolve: (_root, { id }) => deal(id),
      }),
      deals: t.field({ type: [Deal], resolve: () => DEALS }),
      sum: t.int({ nullable: true, reads: 'MONEY', resolve: () => 7 }),
      own: t.field({ type: [Deal], reads: 'MONEY', orOwn: true, resolve: async () => DEALS }),
      page: t.field({
        type: Deals,
        resolve: () => ({
          page: {
            entries: DEALS.map(({ id }) => ({ id, cursor: `at ${id}` })),
            totalCount: 3,
            hasNextPage: false,
            hasPreviousPage: false,
          },
          nodes: DEALS,
        }),
      }),
      moneyPage: t.field({ type: Deals, reads: 'MONEY', resolve: () => Promise.reject(new Error('asked')) }),
      action: t.field({
        type: Action,
        args: { id: t.arg.string({ required: true }) },
        resolve: (_root, { id }) => ({ id }),
      }),
    }),
  });
  return subgraphSchema(builder);
}
const schema = createSchema();

const of = (...roles: Viewer['roles']): Viewer => ({
  subject: 'x',
  roles,
  published: [],
  mayWrite: false,
  languages: ['en'],
  correlationId: 'x',
});
const director = of({ role: 'DIRECTOR', programme: '*' });
const first = of({ role: 'EVALUATOR', programme: 'P1' });
const partner = of({ role: 'PARTNER', programme: 'P2', organisation: 'O' });
const nobody = of();

/** The answer, and whether it was there at once. */
function ask(viewer: Viewer, query: string) {
  const asked: string[] = [];
  let ownReads = 0;
  const own = async () => {
    ownReads += 1;
    return new Set(['own']);
  };
  const now = new Date('2026-01-01');
  const shared = { viewer, loaders: new Loaders(), today: '2026-01-01', now, isMomentary: () => false };
  const contextValue = { ...shared, own, asked } satisfies Omit<Context, 'trail' | 'changes'>;
  const result = execute({ schema, document: parse(query), contextValue });
  return { result, asked, ownReads: () => ownReads };
}
const dataOf = async (viewer: Viewer, query: string) =>
  JSON.parse(JSON.stringify(await ask(viewer, query).result)).data;

describe('isReadable', () => {
  test('a single row that is not for the viewer → null, as one that does not exist', async () => {
    expect(
      await dataOf(first, '{ here: deal(id: "here") { id twin { id } } there: deal(id: "there") { id } }'),
    ).toEqual({
      here: { id: 'here', twin: null },
      there: null,
    });
  });

  test('rows in a list and in a page → left out, with their cursors', async () => {
    const query =
      '{ deals { id } page { nodes { id } edges { cursor node { id } } pageInfo { endCursor } } }';
    expect(await dataOf(first, query)).toEqual({
      deals: [{ id: 'here' }],
      page: {
        nodes: [{ id: 'here' }],
        edges: [{ cursor: 'at here', node: { id: 'here' } }],
        pageInfo: { endCursor: 'at here' },
      },
    });
    expect((await dataOf(director, '{ deals { id } }')).deals).toHaveLength(3);
  });

  test('references of the gateway → null', async () => {
    const query = `{ _entities(representations: [{ __typename: "Deal", id: "here" }, { __typename: "Deal", id: "there" },
      { __typename: "Deal", id: "nowhere" }]) { ... on Deal { id } } }`;
    expect(await dataOf(first, query)).toEqual({ _entities: [{ id: 'here' }, null, null] });
    expect((await dataOf(director, query))._entities[1]).toEqual({ id: 'there' });
  });

  test('what is the own of the viewer is readable whatever its kind', async () => {
    expect(await dataOf(partner, '{ deals { id } deal(id: "own") { id } own { id } }')).toEqual({
      deals: [{ id: 'own' }],
      deal: { id: 'own' },
      own: [{ id: 'own' }],
    });
  });
});

describe('reads', () => {
  test('a field of another kind → null, beside others of the same row', async () => {
    expect(await dataOf(first, '{ deal(id: "here") { id remark } }')).toEqual({
      deal: { id: 'here', remark: null },
    });
    expect(await dataOf(director, '{ deal(id: "here") { remark } }')).toEqual({
      deal: { remark: 'remark of here' },
    });
  });

  test('at the root → whoever reads the kind of some programme', async () => {
    expect(await dataOf(first, '{ sum }')).toEqual({ sum: 7 });
    expect(await dataOf(partner, '{ sum moneyPage { totalCount nodes { id } } own { id } }')).toEqual({
      sum: null,
      moneyPage: { totalCount: 0, nodes: [] },
      own: [{ id: 'own' }],
    });
    expect(await dataOf(nobody, '{ sum own { id } }')).toEqual({ sum: null, own: [] });
  });

  test('of a noun of another service → by the programme that it is of', async () => {
    const query = '{ one: action(id: "A1") { sum list { id } } other: action(id: "A2") { sum list { id } } }';
    expect(await dataOf(first, query)).toEqual({
      one: { sum: 7, list: [{ id: 'here' }] },
      other: { sum: null, list: [] },
    });
  });
});

test('who reads every programme waits for nothing and has nothing looked up', () => {
  const { result, asked, ownReads } = ask(
    director,
    '{ deals { id remark } page { nodes { id } } action(id: "A2") { sum list { id } } sum }',
  );
  expect(result).not.toBeInstanceOf(Promise);
  expect(asked).toEqual([]);
  expect(ownReads()).toBe(0);
});

describe('a schema that could not keep its word is not built', () => {
  const build = (define: (builder: ReturnType<typeof createBuilder<Context>>) => void) => () => {
    const builder = createBuilder<Context>();
    define(builder);
    return builder.toSchema();
  };

  test('a field that reads a kind and can be neither null nor empty', () => {
    const wrong = build((b) =>
      b.queryType({ fields: (t) => ({ sum: t.int({ reads: 'MONEY', resolve: () => 7 }) }) }),
    );
    expect(wrong).toThrow('Query.sum must be nullable: it is null for who does not read its kind.');
  });

  test('a single row that may not be for the viewer, where null is not allowed', () => {
    const wrong = build((b) => {
      const Thing = b
        .objectRef<Deal>('Thing')
        .implement({ isReadable: () => false, fields: (t) => ({ id: t.exposeID('id') }) });
      b.queryType({ fields: (t) => ({ thing: t.field({ type: Thing, resolve: () => DEALS[0] as Deal }) }) });
    });
    expect(wrong).toThrow('Query.thing must be nullable: its row may not be read.');
  });
});
