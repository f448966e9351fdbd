import { composeServices } from '@theguild/federation-composition';
import { buildSchema, graphql, parse } from 'graphql';
import type { SubgraphCall } from '../src/index.ts';

/** A graph of two subgraphs, as small as the questions of the tests allow. */
const PLAN = /* GraphQL */ `
  type Query {
    programme(slug: String!): Programme
    programmes(first: Int, after: String): ProgrammeConnection
    search(filter: Filter): [Programme!]
    echo(text: String): String
  }
  type Mutation {
    rename(input: RenameInput!): Programme
  }
  input RenameInput { id: ID!, title: String!, year: Int }
  input Filter { title: String, page: PageInput, and: Filter }
  input PageInput { first: Int }
  type Programme @key(fields: "id") {
    id: ID!
    title: String!
    parent: Programme
    parts: [Programme!]
    actions(first: Int = 20, year: Int): ActionConnection!
  }
  type ProgrammeConnection { nodes: [Programme!]!, edges: [ProgrammeEdge!]!, totalCount: Int! }
  type ProgrammeEdge { cursor: String!, node: Programme! }
  type ActionConnection { nodes: [Action!]!, totalCount: Int! }
  type Action { code: String!, programme: Programme }
`;
const MONEY = /* GraphQL */ `
  type Query { currency: String }
  type Programme @key(fields: "id") { id: ID!, budget(year: Int): Budget }
  type Budget { amount: String!, lines: [String!] }
`;
const HEADER = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';
const ENTITIES = `
  scalar _Any
  union _Entity = Programme
  extend type Query { _entities(representations: [_Any!]!): [_Entity]! }
`;

export function supergraphSdl(): string {
  const services = Object.entries({ plan: PLAN, money: MONEY });
  const result = composeServices(
    services.map(([name, sdl]) => ({ name, typeDefs: parse(HEADER + sdl), url: `http://${name}.invalid` })),
  );
  if (!result.supergraphSdl) throw new Error(JSON.stringify(result.errors));
  return result.supergraphSdl;
}

type Values = Record<string, unknown>;
const schemas = { plan: PLAN, money: MONEY };

/** One subgraph in this process: graphql-js over plain values. */
export function subgraph(name: keyof typeof schemas, root: Values): SubgraphCall {
  const schema = buildSchema(schemas[name] + ENTITIES, { assumeValidSDL: true });
  return async ({ query, variables, operationName }) => {
    const result = await graphql({
      schema,
      source: query,
      rootValue: root,
      ...(variables && { variableValues: variables }),
      ...(operationName && { operationName }),
    });
    const { errors, data } = result;
    return {
      ...(data !== undefined && { data: data as Values | null }),
      ...(errors && { errors: errors.map((error) => error.toJSON()) }),
    };
  };
}

const programme = (id: string): Values => ({
  __typename: 'Programme',
  id,
  title: `Programme ${id}`,
  parts: () => [programme(`${id}a`), programme(`${id}b`)],
  actions: { totalCount: 1, nodes: [{ code: 'A1' }] },
});

export const planRoot: Values = {
  programme: ({ slug }: { slug: string }) => programme(slug),
  programmes: () => ({ totalCount: 2, nodes: [programme('1'), programme('2')], edges: [] }),
  search: () => [programme('1')],
  echo: ({ text }: { text: string }) => text,
  rename: ({ input }: { input: { id: string; title: string } }) => ({
    ...programme(input.id),
    title: input.title,
  }),
  _entities: ({ representations }: { representations: { id: string }[] }) =>
    representations.map(({ id }) => programme(id)),
};

export const moneyRoot: Values = {
  currency: 'EUR',
  _entities: ({ representations }: { representations: { id: string }[] }) =>
    representations.map(({ id }) => ({
      __typename: 'Programme',
      id,
      budget: { amount: '100.00', lines: ['staff'] },
    })),
};
