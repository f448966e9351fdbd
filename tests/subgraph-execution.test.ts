import { Operation } from '@kapstok/kit';
import fc from 'fast-check';
import {
  buildSchema,
  type ExecutionResult,
  execute,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isObjectType,
  parse,
} from 'graphql';
import { expect, test } from 'vitest';
import { operationArbitrary } from './operations/generate-operation.ts';

const isSoak = process.env['KAPSTOK_SOAK'] === '1';
const numRuns = isSoak ? 20_000 : 150;

/** All that stands in the way of a value: lists of lists, abstract types, null where it may and may not be. */
const SDL = `
  type Query { one: Thing sure: Thing! many(first: Int = 2, word: String): [Thing!] some: [Thing] grid: [[Int!]] any: [Any!]! named(kind: Kind): Named count: Int! }
  enum Kind { A B }
  interface Named { name: String! next: Named }
  union Any = Thing | Other
  type Thing implements Named { id: ID! name: String! next: Named kind: Kind! kinds: [Kind!]! size(in: Int! = 1): Float other: Other! others: [Other!]! maybe: [Other] }
  type Other implements Named { name: String! next: Named thing: Thing flag: Boolean! when: Int }
`;

/** Always the same number for the same text. */
function numberOf(text: string): number {
  let hash = 2166136261;
  for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
  return ((hash ^ (hash >>> 13)) >>> 0) % 1000;
}

interface Source {
  readonly at: string;
  readonly __typename?: string;
}

/** A schema whose resolvers give, throw, promise or forget, by what `seed` makes of where they stand. */
function worldOf(seed: number, waits: boolean): GraphQLSchema {
  const schema = buildSchema(SDL);
  const valueAt = (type: GraphQLOutputType, at: string): unknown => {
    const luck = numberOf(`${seed} ${at}`);
    if (luck < 40) return null;
    if (luck < 60) return new Error(`an error stands at ${at}`);
    const inner = getNullableType(type);
    if (isListType(inner)) {
      if (luck < 75) return 'no list';
      return Array.from({ length: luck % 4 }, (_, row) => later(inner.ofType, `${at}.${row}`));
    }
    if (isLeafType(inner))
      return luck < 80 ? {} : ({ A: 'A', Kind: 'B', Boolean: luck > 500 }[inner.name] ?? luck);
    const named = getNamedType(inner);
    if (isAbstractType(named)) return { at, __typename: luck < 80 ? 'Nobody' : luck % 2 ? 'Thing' : 'Other' };
    return { at };
  };
  const later = (type: GraphQLOutputType, at: string): unknown => {
    const value = valueAt(type, at);
    // All or none: of a mixture graphql-js leaves some rejections to nobody, which ends a process.
    return waits ? Promise.resolve(value) : value;
  };
  const resolver =
    ({ name, type }: GraphQLField<unknown, unknown>) =>
    (source: Source | undefined, args: object) => {
      const at = `${source?.at ?? ''}/${name}${JSON.stringify(args)}`;
      if (numberOf(`${at} throws ${seed}`) < 30) {
        const error = new Error(`${at} fails`);
        if (waits) return Promise.reject(error);
        throw error;
      }
      return later(type, at);
    };
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && !type.name.startsWith('__'))
      for (const field of Object.values(type.getFields())) field.resolve = resolver(field);
  return schema;
}

const plain = ({ data, errors = [] }: ExecutionResult) => ({
  data: JSON.parse(JSON.stringify(data ?? null)) as unknown,
  errors: errors.map(({ path, message }) => ({ path, message })),
});

async function bothAnswer(schema: GraphQLSchema, query: string, variableValues: Record<string, unknown>) {
  const document = parse(query);
  const expected = plain(await execute({ schema, document, variableValues }));
  const operation = new Operation(schema, document);
  const got = plain(await operation.run({ variables: variableValues }, {}));
  // What is remembered of the first time changes nothing.
  expect(plain(await operation.run({ variables: variableValues }, {}))).toEqual(got);
  return { got, expected };
}

const schema = buildSchema(SDL);
const root = schema.getQueryType();
if (!root) throw new Error('The schema asks nothing.');
const operations = operationArbitrary(schema, root, {});
const drawn = fc.tuple(operations, fc.integer({ min: 0, max: 1e6 }));

test('a query gets the answer of graphql-js, with its errors and their order', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async ([{ query, variables }, seed]) => {
      const { got, expected } = await bothAnswer(worldOf(seed, false), query, variables);
      expect(got.data, query).toEqual(expected.data);
      expect(got.errors.map(({ path }) => path)).toEqual(expected.errors.map(({ path }) => path));
    }),
    { numRuns },
  );
});

test('and the same data when resolvers keep it waiting', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async ([{ query, variables }, seed]) => {
      const { got, expected } = await bothAnswer(worldOf(seed, true), query, variables);
      expect(got.data, query).toEqual(expected.data);
      // Which of two errors under one null is told depends on which came first.
      expect(got.errors.length > 0, query).toBe(expected.errors.length > 0);
    }),
    { numRuns },
  );
});

test('what its variables do not fit is refused in the words of graphql-js', async () => {
  const query = 'query ($first: Int!) { many(first: $first) { id } }';
  const { got, expected } = await bothAnswer(worldOf(1, false), query, { first: 'two' });
  expect(got).toEqual(expected);
  expect(got.errors).not.toEqual([]);
});

test('introspection, and a name that is no name of a plain object, are left to graphql-js', async () => {
  for (const query of ['{ __schema { queryType { name } } }', '{ __proto__: __typename count }']) {
    const { got, expected } = await bothAnswer(worldOf(1, false), query, {});
    expect(got).toEqual(expected);
  }
});
