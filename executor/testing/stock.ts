import './telemetry-off.ts';

import { ApolloGateway } from '@apollo/gateway';
import { type DocumentNode, type ExecutionResult, parse } from 'graphql';
import type { Graph } from './subgraphs.ts';

export type Ask = (query: string, variables?: Record<string, unknown>) => Promise<ExecutionResult>;

/** The gateway of the federation's own makers, over the same subgraphs. */
export async function stockGateway(graph: Graph): Promise<Ask> {
  const gateway = new ApolloGateway({
    supergraphSdl: graph.supergraphSdl,
    buildService: ({ name }) => ({
      process: async ({ request: { query = '', variables } }) =>
        (await graph.ask(name, { query, variables: variables ?? {} })) as never,
    }),
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    __exposeQueryPlanExperimental: false,
  });
  const { schema, executor } = await gateway.load();
  return async (query, variables = {}) => {
    const document: DocumentNode = parse(query);
    return executor({
      request: { query, variables },
      schema,
      document,
      queryHash: query,
      operationName: null,
      context: {},
      metrics: {},
      logger: console,
    } as never) as Promise<ExecutionResult>;
  };
}
