import type { GraphQLFormattedError } from 'graphql';
import type { Deadlines, SubgraphAnswer, SubgraphCall, SubgraphRequest } from './options.ts';
import type { RequestScope } from './request-scope.ts';
import { NEVER, within } from './within.ts';

/** How many entities must come back under which name. */
export type ExpectedEntities = ReadonlyMap<string, number>;

/** Asks one subgraph within a deadline. Whatever goes wrong on the way becomes an error that names the subgraph only. */
export type AskSubgraph = (
  request: SubgraphRequest,
  expected: ExpectedEntities,
  scope: RequestScope,
) => Promise<SubgraphAnswer>;

export function createAskSubgraph(name: string, call: SubgraphCall, deadlines: Deadlines): AskSubgraph {
  const { subgraphMs, requestMs, changeMs } = deadlines;
  return async (request, expected, scope) => {
    const token = await scope.viewerToken();
    const isChange = isMutation(request);
    const milliseconds = isChange ? changeMs : Math.min(subgraphMs, scope.endsAt - performance.now());
    // A change that has begun is not broken off because the caller hung up.
    const gone = isChange ? NEVER : scope.gone;
    try {
      const answer = await within(Math.max(1, milliseconds), gone, (signal) => call(request, token, signal));
      return checkedAnswer(answer, expected);
    } catch (error) {
      report(name, error, scope);
      return { data: null, errors: [unavailable(name, isChange)] };
    } finally {
      if (isChange) scope.endsAt = performance.now() + requestMs;
    }
  };
}

function report(subgraph: string, error: unknown, { log, gone }: RequestScope): void {
  if (gone.aborted) log.debug({ subgraph }, 'the caller hung up');
  else log.warn({ err: error, subgraph }, 'subgraph did not answer');
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

/** An answer of another shape would break what merges it, and the other subgraphs' parts be lost. */
function checkedAnswer(answer: SubgraphAnswer, expected: ExpectedEntities): SubgraphAnswer {
  if (typeof answer !== 'object' || answer === null) throw new Error('the answer is no object');
  const { data, errors } = answer;
  if (errors !== undefined && !Array.isArray(errors)) throw new Error('errors is no list');
  const said = errors !== undefined && errors.length > 0 ? { errors } : null;
  if (data === undefined || data === null) {
    if (said === null) throw new Error('the answer has neither data nor errors');
    return { data: null, ...said };
  }
  // A list would be merged as an answer without fields: null everywhere, and no error to say why.
  if (typeof data !== 'object' || Array.isArray(data)) throw new Error('data is no object');
  for (const [name, count] of expected) {
    const entities = data[name];
    if (Array.isArray(entities) && entities.length === count) continue;
    if (said === null) throw new Error(`${name} does not fit what was asked`);
    return { data: null, ...said };
  }
  return { data, ...said };
}
