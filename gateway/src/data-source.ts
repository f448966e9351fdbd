import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { AskSubgraph, ExpectedEntities } from './ask-subgraph.ts';
import type { SubgraphRequest } from './options.ts';
import type { RequestScope } from './request-scope.ts';

/** The way to one subgraph as @apollo/gateway asks for it. */
export class SubgraphDataSource implements GraphQLDataSource {
  readonly #ask: AskSubgraph;

  constructor(ask: AskSubgraph) {
    this.#ask = ask;
  }

  async process(options: GraphQLDataSourceProcessOptions) {
    const request = toSubgraphRequest(options.request);
    return this.#ask(request, expectedOf(request), options.context as RequestScope);
  }
}

function toSubgraphRequest(request: GraphQLDataSourceProcessOptions['request']): SubgraphRequest {
  const { query = '', variables, operationName } = request;
  return { query, ...(variables && { variables }), ...(operationName && { operationName }) };
}

function expectedOf({ variables }: SubgraphRequest): ExpectedEntities {
  const asked = variables?.['representations'];
  return new Map(Array.isArray(asked) ? [['_entities', asked.length]] : []);
}
