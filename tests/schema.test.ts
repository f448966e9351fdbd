import { readFile } from 'node:fs/promises';
import { composeServices as composeByApollo } from '@apollo/composition';
import { subgraphs } from '@kapstok/all';
import { contractFiles, printApi, ROOT } from '@kapstok/cli/testing';
import { SERVICES } from '@kapstok/schema';
import { composeServices } from '@theguild/federation-composition';
import {
  buildClientSchema,
  buildSchema,
  findBreakingChanges,
  type GraphQLField,
  GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  Kind,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
  type TypeNode,
  validateSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCEPTED_BREAKS } from './accepted-breaks.ts';
import { committedSubgraphs, hasDirective, ownerOf, readCommitted } from './committed-schema.ts';
import { openTestHub, type TestHub } from './hub.ts';

const committedApi = readCommitted('api.graphql');
const api = buildSchema(committedApi);
const objectTypes = Object.values(api.getTypeMap()).filter(
  (type) => isObjectType(type) && !type.name.startsWith('__'),
);
const fields = objectTypes.flatMap((type) =>
  isObjectType(type)
    ? Object.values(type.getFields()).map((field) => ({ type, field, place: `${type.name}.${field.name}` }))
    : [],
);

describe('the committed contract', () => {
  test('is what the code says now', async () => {
    const stale: string[] = [];
    for (const [file, content] of await contractFiles()) {
      const committed = await readFile(new URL(file, ROOT), 'utf8').catch(() => null);
      if (committed !== content) stale.push(file);
    }
    expect(stale, 'the code says something else by now: run `npm run schema`').toEqual([]);
  });

  // At start they are taken for valid.
  test.each(subgraphs)('holds a valid schema of $name', ({ schema }) => {
    expect(validateSchema(new GraphQLSchema({ ...schema.toConfig(), assumeValid: false }))).toEqual([]);
  });

  test('composes with two composers, which see the same graph and find nothing to remark', () => {
    const subgraphs = committedSubgraphs.map(({ name, document }) => ({
      name,
      url: `http://${name}/graphql`,
      typeDefs: document,
    }));
    const ours = composeServices(subgraphs);
    const theirs = composeByApollo(subgraphs);
    expect(ours.errors ?? []).toEqual([]);
    expect(theirs.errors ?? []).toEqual([]);
    expect(theirs.hints?.map((hint) => `${hint.definition.code}: ${hint.message}`)).toEqual([]);
    const reference = theirs.schema?.toAPISchema().toGraphQLJSSchema();
    if (reference === undefined || ours.supergraphSdl === undefined) throw new Error('nothing was composed');
    expect(printApi(ours.supergraphSdl)).toBe(`${printSchema(lexicographicSortSchema(reference))}\n`);
    expect(committedApi).toBe(printApi(ours.supergraphSdl));
  });

  test('breaks nothing that the last release promised, unless a reason is written down', () => {
    const released = buildSchema(readCommitted('released.graphql'));
    const breaks = findBreakingChanges(released, api).map(({ description }) => description);
    const unexplained = breaks.filter((description) => ACCEPTED_BREAKS[description] === undefined);
    expect(unexplained, 'breaks clients; undo it, or give the reason in tests/accepted-breaks.ts').toEqual(
      [],
    );
    const gone = Object.keys(ACCEPTED_BREAKS).filter((description) => !breaks.includes(description));
    expect(gone, 'is listed as a break, and is none').toEqual([]);
  });
});

describe('descriptions', () => {
  /** A capital, a name in backticks or a figure, then words, then a full stop. */
  const isSentence = (text: string, words: number): boolean =>
    /^[\p{Lu}\p{N}`"].*[.!?]$/su.test(text) && text.split(/\s+/).length >= words;

  /** Everything that can be described, with how many words it takes at least: a word of a list may be one. */
  const described = parse(committedApi).definitions.flatMap((node) => {
    if (!('name' in node) || node.name === undefined) return [];
    const at = (name: string, { description }: { description?: { value: string } }, words = 3) => ({
      name,
      text: description?.value ?? '',
      words,
    });
    const type = node.name.value;
    const own = at(type, node as never);
    if (node.kind === Kind.ENUM_TYPE_DEFINITION)
      return [own, ...(node.values ?? []).map((value) => at(`${type}.${value.name.value}`, value, 1))];
    if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
      return [own, ...(node.fields ?? []).map((field) => at(`${type}.${field.name.value}`, field))];
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      return [own];
    const ofFields = (node.fields ?? []).flatMap((field) => {
      const name = `${type}.${field.name.value}`;
      return [
        at(name, field),
        ...(field.arguments ?? []).map((arg) => at(`${name}(${arg.name.value}:)`, arg)),
      ];
    });
    return [own, ...ofFields];
  });

  test('every type, field, argument, input field and enum value has one, and it is a sentence', () => {
    expect(described.length).toBeGreaterThan(1000);
    const poor = described
      .filter(({ text, words }) => !isSentence(text, words))
      .map(({ name, text }) => `${name}: ${text === '' ? 'is missing' : `"${text}"`}`);
    expect(poor, 'is no sentence of three words or more (enum values: one)').toEqual([]);
  });

  test('every field that can be null says when; a root field is null when its service does not answer', () => {
    const silent = fields
      .filter(({ type, field }) => type.name !== 'Query' && !isNonNullType(field.type))
      .filter(({ field }) => !/\bnull\b/i.test(field.description ?? ''))
      .map(({ place }) => place);
    expect(silent).toEqual([]);
  });
});

/** `[A]!` → nullable items: whatever stops a failure from emptying more than this field. */
const stopsFailure = (type: TypeNode): boolean => {
  if (type.kind !== Kind.NON_NULL_TYPE) return true;
  return type.type.kind === Kind.LIST_TYPE && stopsFailure(type.type.type);
};
const namedTypeOf = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedTypeOf(type.type);

describe('one dead service never empties an answer', () => {
  const added = committedSubgraphs.flatMap(({ name, types }) =>
    types.flatMap((type) =>
      (type.fields ?? [])
        .filter((field) => !hasDirective(field, 'external'))
        .map((field) => ({
          subgraph: name,
          owner: ownerOf.get(type.name.value) ?? name,
          place: `${type.name.value}.${field.name.value}`,
          field,
        })),
    ),
  );

  test('every entity is owned by the subgraph that the design names', () => {
    expect(Object.fromEntries(ownerOf)).toEqual({
      Programme: 'actions',
      PolicyDomain: 'actions',
      Block: 'actions',
      Action: 'actions',
      Crosswalk: 'actions',
      Organisation: 'agreements',
      Agreement: 'agreements',
      PovertyTest: 'reviews',
      TestTemplate: 'reviews',
      Indicator: 'indicators',
      Place: 'indicators',
    });
  });

  test('every root field is nullable', () => {
    const firm = Object.values(api.getQueryType()?.getFields() ?? {}).filter(({ type }) =>
      isNonNullType(type),
    );
    expect(firm.map(({ name, type }) => `Query.${name}: ${type}`)).toEqual([]);
  });

  test('every field that a subgraph adds to the noun of another is nullable', () => {
    const foreign = added.filter(({ subgraph, owner }) => subgraph !== owner);
    expect(foreign.length).toBeGreaterThan(10);
    const firm = foreign
      .filter(({ field }) => field.type.kind === Kind.NON_NULL_TYPE)
      .map(({ subgraph, place, field }) => `${place}: ${print(field.type)}, added by ${subgraph}`);
    expect(firm).toEqual([]);
  });

  test('every field that leads to the noun of another subgraph is nullable, or its items are', () => {
    const leading = added.filter(({ subgraph, field }) => {
      const owner = ownerOf.get(namedTypeOf(field.type));
      return owner !== undefined && owner !== subgraph;
    });
    expect(leading.length).toBeGreaterThan(10);
    const firm = leading
      .filter(({ field }) => !stopsFailure(field.type))
      .map(({ subgraph, place, field }) => {
        const owner = ownerOf.get(namedTypeOf(field.type));
        return `${place}: ${print(field.type)} in ${subgraph}, but ${owner} may not answer`;
      });
    expect(firm).toEqual([]);
  });
});

describe('lists', () => {
  const connections = objectTypes.filter(({ name }) => name.endsWith('Connection'));

  test('every connection has nodes, edges, pageInfo and totalCount', () => {
    expect(connections.length).toBeGreaterThan(5);
    const wrong = connections.flatMap((type) => {
      const noun = type.name.replace(/Connection$/, '');
      const node = getNamedType(fieldOf(type.name, 'nodes')?.type)?.name;
      const shape = [
        [type.name, 'nodes', `[${node}!]!`],
        [type.name, 'edges', `[${noun}Edge!]!`],
        [type.name, 'pageInfo', 'PageInfo!'],
        [type.name, 'totalCount', 'Int!'],
        [`${noun}Edge`, 'node', `${node}!`],
        [`${noun}Edge`, 'cursor', 'String!'],
      ] as const;
      return shape
        .filter(([name, field, expected]) => String(fieldOf(name, field)?.type) !== expected)
        .map(([name, field, expected]) => `${name}.${field} is no ${expected}`);
    });
    expect(wrong).toEqual([]);
  });

  test('every field that gives a connection takes first and after', () => {
    const takes = ({ args }: GraphQLField<unknown, unknown>, name: string, type: string) =>
      args.some((arg) => arg.name === name && String(arg.type) === type);
    const without = fields
      .filter(({ field }) => getNamedType(field.type).name.endsWith('Connection'))
      .filter(({ field }) => !takes(field, 'first', 'Int') || !takes(field, 'after', 'String'))
      .map(({ place }) => place);
    expect(without).toEqual([]);
  });
});

const fieldOf = (type: string, name: string) =>
  fields.find(({ place }) => place === `${type}.${name}`)?.field;

test('what several subgraphs define, and is no noun, reads the same in each', () => {
  const texts = new Map<string, Map<string, string[]>>();
  for (const { name: subgraph, document } of committedSubgraphs) {
    for (const node of document.definitions) {
      const name = 'name' in node ? node.name?.value : undefined;
      if (name === undefined || /^(Query|Mutation)$/.test(name) || ownerOf.has(name)) continue;
      const variants = texts.get(name) ?? new Map<string, string[]>();
      texts.set(name, variants.set(print(node), [...(variants.get(print(node)) ?? []), subgraph]));
    }
  }
  const shared = [...texts].filter(([, variants]) => [...variants.values()].flat().length > 1);
  expect(shared.map(([name]) => name)).toEqual(expect.arrayContaining(['Money', 'Figure', 'PageInfo']));
  const different = [...texts].filter(([, variants]) => variants.size > 1);
  expect(different.map(([name, variants]) => `${name}: ${[...variants.values()].join(' ≠ ')}`)).toEqual([]);
});

describe('introspection', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub('empty');
  });
  afterAll(() => hub?.close());

  test('in full, through the front door, gives the committed API', async () => {
    const { data, errors } = await hub.ask(getIntrospectionQuery({ inputValueDeprecation: true }));
    expect(errors).toEqual([]);
    const seen = printSchema(lexicographicSortSchema(buildClientSchema(data)));
    expect(`${seen}\n`).toBe(committedApi);
  });
});

test('scalars are the few that the contract explains', () => {
  const own = Object.values(api.getTypeMap()).filter(
    (type) => type.astNode?.kind === Kind.SCALAR_TYPE_DEFINITION && !isSpecifiedScalarType(type),
  );
  expect(own.map(({ name }) => name).sort()).toEqual(['Date', 'DateTime', 'Decimal']);
  expect(committedSubgraphs.map(({ name }) => name)).toEqual([...SERVICES]);
});
