import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { capErrors, internalError, publicError } from './public-error.ts';
import type { RequestScope } from './request-scope.ts';

/** Masks errors, and makes of each answer what leaves the house. */
export interface AnswerMask {
  readonly plugin: ApolloServerPlugin<RequestScope>;
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

/**
 * Apollo's formatError does not say to which request an error belongs; the plugin hook just before it does. The two
 * meet in a WeakMap, which costs nothing where async context tracking would slow every promise of the process.
 */
export function createAnswerMask(log: Logger): AnswerMask {
  const owners = new WeakMap<object, RequestScope>();
  const ownerOf = (error: unknown) =>
    typeof error === 'object' && error !== null ? (owners.get(error) ?? null) : null;
  return {
    formatError: (formatted, error) => publicError(error, formatted, ownerOf(error), log),
    plugin: {
      async unexpectedErrorProcessingRequest({ requestContext, error }) {
        requestContext.contextValue.log.error({ err: error }, 'request failed outside execution');
      },
      async requestDidStart() {
        return {
          async didEncounterErrors({ errors, contextValue }) {
            for (const error of errors) owners.set(error, contextValue);
          },
          async willSendResponse(context) {
            finishAnswer(context);
          },
        };
      },
    },
  };
}

function finishAnswer({ response, contextValue }: GraphQLRequestContextWillSendResponse<RequestScope>): void {
  if (response.body.kind !== 'single') return;
  const result = response.body.singleResult;
  const violations = takeViolations(result, contextValue);
  const errors = [...(result.errors ?? []), ...violations];
  if (errors.length > 0) result.errors = capErrors(errors);
  if (result.data === undefined) response.http.status = refusalStatus(errors, response.http.status);
}

/**
 * @apollo/gateway puts promises that an answer breaks (null where the schema says never) under
 * `extensions.valueCompletion`, where no client looks. They are our fault, so they become errors like others.
 */
function takeViolations(
  result: { extensions?: Record<string, unknown> },
  { correlationId, log }: RequestScope,
): GraphQLFormattedError[] {
  const found = result.extensions?.['valueCompletion'];
  delete result.extensions;
  if (!Array.isArray(found) || found.length === 0) return [];
  const violations = found as GraphQLError[];
  const messages = violations.slice(0, 20).map(({ message, path }) => ({ message, path }));
  log.error({ violations: messages, count: violations.length }, 'an answer broke the promises of the schema');
  return violations.map(({ path }) => ({ ...internalError(correlationId), ...(path && { path }) }));
}

/** 500 only where the fault is ours; what the planner refuses would be one otherwise. */
function refusalStatus(errors: readonly GraphQLFormattedError[], status: number | undefined): number {
  const isOurs = errors.some(({ extensions }) => extensions?.['code'] === 'INTERNAL');
  if (isOurs) return 500;
  return status === undefined || status >= 500 ? 400 : status;
}
