import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  createApolloPlanner,
  createExecutor,
  createHivePlanner,
  type FetchSubgraph,
  type Planner,
  WrittenData,
  withFallback,
} from '@kapstok/executor';
import type { FormattedExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import type { AskSubgraph } from './ask-subgraph.ts';
import { SubgraphDataSource } from './data-source.ts';
import type { SubgraphRequest } from './options.ts';
import type { RequestScope } from './request-scope.ts';

/** What Apollo Server takes as its gateway. */
type ApolloGatewayPart = NonNullable<ApolloServerOptionsWithGateway<RequestScope>['gateway']>;

/** Who plans and joins: our executor with the planner of Hive Router, or @apollo/gateway as it comes. */
export type PlannerChoice = 'hive' | 'apollo';

export interface ExecutingOptions {
  readonly planner: PlannerChoice;
  readonly supergraphSdl: string;
  readonly askOf: (subgraph: string) => AskSubgraph;
  readonly logger: Logger;
}

/** Only what is chosen is loaded. */
export function createExecuting(options: ExecutingOptions): Promise<ApolloGatewayPart> {
  return options.planner === 'apollo' ? stockGateway(options) : ownGateway(options);
}

async function stockGateway({ supergraphSdl, askOf, logger }: ExecutingOptions): Promise<ApolloGatewayPart> {
  const { ApolloGateway } = await import('@apollo/gateway');
  return new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => new SubgraphDataSource(askOf(name)),
    logger: apolloLogger(logger),
    // Each of these would otherwise depend on NODE_ENV.
    __exposeQueryPlanExperimental: false,
    validateSupergraph: true,
  });
}

async function ownGateway({ supergraphSdl, askOf, logger }: ExecutingOptions): Promise<ApolloGatewayPart> {
  const planner = await createPlanner(supergraphSdl, logger);
  const executor = createExecutor({ supergraphSdl, planner });
  const fetchFor = fetcher(askOf);
  const listeners = new Set<Parameters<ApolloGatewayPart['onSchemaLoadOrUpdate']>[0]>();
  return {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async load() {
      const { apiSchema } = executor;
      for (const listener of listeners) listener({ apiSchema, coreSupergraphSdl: supergraphSdl });
      return {
        executor: async ({ document, queryHash, request, context }) => {
          const { operationName, variables } = request;
          const question = { document, key: queryHash, operationName, variables };
          const scope = context as RequestScope;
          const { violations, ...answer } = await executor.execute(question, fetchFor(scope));
          // Where @apollo/gateway puts them too; answer-plugin.ts makes errors of them.
          return violations.length > 0 ? { ...answer, extensions: { valueCompletion: violations } } : answer;
        },
      };
    },
    async stop() {},
  };
}

function fetcher(askOf: (subgraph: string) => AskSubgraph): (scope: RequestScope) => FetchSubgraph {
  const asks = new Map<string, AskSubgraph>();
  return (scope) =>
    (subgraph, { query, operationName, variables, entities }) => {
      let ask = asks.get(subgraph);
      if (ask === undefined) {
        ask = askOf(subgraph);
        asks.set(subgraph, ask);
      }
      const request: SubgraphRequest = { query, variables, ...(operationName && { operationName }) };
      return ask(request, entities, scope);
    };
}

/** The native planner; the reference where its binary does not load, and for what it cannot plan. */
async function createPlanner(supergraphSdl: string, logger: Logger): Promise<Planner> {
  try {
    const native = await createHivePlanner(supergraphSdl);
    const reference = () => createApolloPlanner(supergraphSdl);
    return withFallback(native, reference, (err) => logger.warn({ err }, 'planned by the reference instead'));
  } catch (err) {
    logger.warn({ err }, 'the native planner does not load here; the reference plans');
    return createApolloPlanner(supergraphSdl);
  }
}

/** Apollo tells at info what is a matter of course here. */
export function apolloLogger(logger: Logger) {
  const log = logger.child({ part: 'apollo' });
  return {
    debug: (message?: unknown) => log.debug(message),
    info: (message?: unknown) => log.debug(message),
    warn: (message?: unknown) => log.warn(message),
    error: (message?: unknown) => log.error(message),
  };
}

/** An answer as it leaves: its data is mostly written already. */
export function writeAnswer({ errors, data, extensions }: FormattedExecutionResult): string {
  if (!(data instanceof WrittenData)) return `${JSON.stringify({ errors, data, extensions })}\n`;
  const before = errors === undefined ? '' : `"errors":${JSON.stringify(errors)},`;
  const after = extensions === undefined ? '' : `,"extensions":${JSON.stringify(extensions)}`;
  return `{${before}"data":${data.json}${after}}\n`;
}

/** The same answer with data as an object, for those who ask without a network. */
export function readAnswer(answer: FormattedExecutionResult): FormattedExecutionResult {
  const { data } = answer;
  return data instanceof WrittenData ? { ...answer, data: data.toJSON() as Record<string, unknown> } : answer;
}
