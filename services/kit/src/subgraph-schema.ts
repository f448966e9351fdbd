import { printSubgraphSchema } from '@apollo/subgraph';
import { EntityType, entitiesField, serviceField } from '@apollo/subgraph/dist/types.js';
import { hasResolvableKey } from '@pothos/plugin-federation';
import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLUnionType,
  isObjectType,
  lexicographicSortSchema,
} from 'graphql';

/** The federation version that every subgraph links to, and what our schemas use of it. */
const LINK = {
  url: 'https://specs.apollo.dev/federation/v2.9',
  import: ['@extends', '@external', '@key', '@shareable'],
};

/** What `make` makes, when it is first asked for. Most commands never ask a service for its schema. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What this needs of a Pothos builder. */
interface Builds {
  toSchema(options: { sortSchema: false; extensions: Record<string, unknown> }): GraphQLSchema;
}

/**
 * The schema of a subgraph: what the builder holds, and what federation asks of it. The plugin's own
 * `toSubGraphSchema` builds it twice, sorts it three times and prints it, each time that a process starts; here it is
 * built once, and printed for who asks. `npm run schema` sorts it, and composition checks it: so it is valid here.
 */
export function subgraphSchema(builder: Builds): GraphQLSchema {
  const schema = builder.toSchema({
    sortSchema: false,
    extensions: { directives: [{ name: 'link', args: LINK }] },
  });
  const own = schema.getQueryType()?.toConfig();
  if (own === undefined) throw new Error('A subgraph has something that can be asked.');
  const others = Object.values(schema.getTypeMap()).filter(({ name }) => name !== own.name);
  const types = others.filter((type) => isObjectType(type) && hasResolvableKey(type)) as GraphQLObjectType[];
  const entity = new GraphQLUnionType({ ...EntityType.toConfig(), types });
  const entities = { ...entitiesField, type: new GraphQLNonNull(new GraphQLList(entity)) };
  const query = new GraphQLObjectType({
    ...own,
    fields: {
      ...(types.length > 0 && { _entities: entities }),
      _service: { ...serviceField, resolve: () => ({ sdl: printSubgraph(whole) }) },
      ...own.fields,
    },
  });
  const whole = new GraphQLSchema({
    ...schema.toConfig(),
    query,
    types: [query, ...others],
    assumeValid: true,
  });
  return whole;
}

/** What a subgraph promises, in federation's SDL: sorted, so that a difference is a change and not an order. */
export const printSubgraph = (schema: GraphQLSchema): string =>
  printSubgraphSchema(lexicographicSortSchema(schema));
