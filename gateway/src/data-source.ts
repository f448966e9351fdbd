import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GraphQLFormattedError } from 'graphql';
import type { SubgraphAnswer, SubgraphCall, SubgraphRequest } from './options.ts';
import type { RequestScope } from './request-scope.ts';
import { NEVER, within } from './within.ts';

/** Asks one subgraph within a deadline. Whatever goes wrong on the way becomes an error that names the subgraph only. */
export class SubgraphDataSource implements GraphQLDataSource {
  readonly #name: string;
  readonly #call: SubgraphCall;
  readonly #deadlineMs: number;

  constructor(name: string, call: SubgraphCall, deadlineMs: number) {
    this.#name = name;
    this.#call = call;
    this.#deadlineMs = deadlineMs;
  }

  async process(options: GraphQLDataSourceProcessOptions) {
    const scope = options.context as RequestScope;
    const request = toSubgraphRequest(options.request);
    const token = await scope.viewerToken();
    const milliseconds = Math.max(1, Math.min(this.#deadlineMs, scope.endsAt - performance.now()));
    try {
      // A change that has begun is not broken off because the caller hung up.
      const gone = isMutation(request) ? NEVER : scope.gone;
      const answer = await within(milliseconds, gone, (signal) => this.#call(request, token, signal));
      return checkedAnswer(answer, request);
    } catch (error) {
      this.#report(error, scope);
      return { data: null, errors: [unavailable(this.#name, isMutation(request))] };
    }
  }

  #report(error: unknown, { log, gone }: RequestScope): void {
    if (gone.aborted) log.debug({ subgraph: this.#name }, 'the caller hung up');
    else log.warn({ err: error, subgraph: this.#name }, 'subgraph did not answer');
  }
}

function toSubgraphRequest(request: GraphQLDataSourceProcessOptions['request']): SubgraphRequest {
  const { query = '', variables, operationName } = request;
  return { query, ...(variables && { variables }), ...(operationName && { operationName }) };
}

function isMutation({ query }: SubgraphRequest): boolean {
  return query.startsWith('mutation');
}

function unavailable(subgraph: string, isMutation: boolean): GraphQLFormattedError {
  const message = isMutation
    ? `${subgraph} did not answer; whether the change was made is not known. Look, or send it again with the same idempotencyKey.`
    : `${subgraph} did not answer; the rest of the answer stands.`;
  return { message, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };
}

/** An answer of another shape would make the gateway throw where it merges, and the other subgraphs' parts be lost. */
function checkedAnswer(answer: SubgraphAnswer, { variables }: SubgraphRequest): SubgraphAnswer {
  if (typeof answer !== 'object' || answer === null) throw new Error('the answer is no object');
  const { data, errors } = answer;
  if (errors !== undefined && !Array.isArray(errors)) throw new Error('errors is no list');
  if (data === undefined || data === null) {
    if (errors === undefined || errors.length === 0)
      throw new Error('the answer has neither data nor errors');
    return { data: null, errors };
  }
  // A list would be merged as an answer without fields: null everywhere, and no error to say why.
  if (typeof data !== 'object' || Array.isArray(data)) throw new Error('data is no object');
  const asked = variables?.['representations'];
  if (Array.isArray(asked)) {
    const entities = data['_entities'];
    const fits = Array.isArray(entities) && entities.length === asked.length;
    if (!fits && !(errors && errors.length > 0)) throw new Error('_entities does not fit what was asked');
    if (!fits) return { data: null, ...(errors && { errors }) };
  }
  return { data, ...(errors && errors.length > 0 && { errors }) };
}
