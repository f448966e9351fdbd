import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { execute, type GraphQLSchema, parse } from 'graphql';
import type { FetchAnswer, SubgraphFetch } from '../src/index.ts';

type Resolver = (parent: never, args: never, context: unknown) => unknown;
export type Resolvers = Readonly<Record<string, Readonly<Record<string, Resolver>>>>;
export interface Subgraph {
  readonly sdl: string;
  readonly resolvers: Resolvers;
}
/** A graph of a few subgraphs in this process. */
export type Subgraphs = Readonly<Record<string, Subgraph>>;

const HEADER = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@requires", "@provides", "@external", "@shareable", "@override", "@interfaceObject", "@inaccessible"
])\n`;

export interface Graph {
  readonly supergraphSdl: string;
  /** Answers as the subgraph would over the wire: plain JSON. */
  ask(name: string, request: Pick<SubgraphFetch, 'query' | 'variables'>): Promise<FetchAnswer>;
  /** How often each subgraph was asked, since the last look. */
  takeCount(): number;
  /** Subgraphs that do not answer. */
  readonly away: Set<string>;
}

export function compose(subgraphs: Subgraphs): Graph {
  const services = Object.entries(subgraphs).map(([name, { sdl }]) => ({
    name,
    typeDefs: parse(HEADER + sdl),
    url: `http://${name}.invalid`,
  }));
  const result = composeServices(services);
  if (!result.supergraphSdl) throw new Error(JSON.stringify(result.errors));
  const schemas = new Map<string, GraphQLSchema>(
    Object.entries(subgraphs).map(([name, { sdl, resolvers }]) => [
      name,
      buildSubgraphSchema([{ typeDefs: parse(HEADER + sdl), resolvers: resolvers as never }]),
    ]),
  );
  const away = new Set<string>();
  let count = 0;
  return {
    supergraphSdl: result.supergraphSdl,
    away,
    takeCount() {
      const taken = count;
      count = 0;
      return taken;
    },
    async ask(name, { query, variables }) {
      count += 1;
      const schema = schemas.get(name);
      if (schema === undefined) throw new Error(`There is no subgraph ${name}.`);
      if (away.has(name)) return { data: null, errors: [{ message: `${name} is away` }] };
      const answer = await execute({ schema, document: parse(query), variableValues: variables });
      return JSON.parse(JSON.stringify(answer)) as FetchAnswer;
    },
  };
}
