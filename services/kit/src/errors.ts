import type { ErrorCode } from '@kapstok/schema';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';

/** A refusal that we foresaw: the sentence says what was wrong and what would be right, and reaches the caller. */
export class HubError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = 'HubError';
    this.code = code;
  }
}

/** Codes of graphql-js' own refusals: a question that does not parse, fit the schema or carry right variables. */
function codeOf(error: GraphQLError): ErrorCode | null {
  if (error.originalError instanceof HubError) return error.originalError.code;
  // What a scalar says of a variable is wrapped once more, as a GraphQLError in a GraphQLError.
  if (error.originalError !== undefined && !(error.originalError instanceof GraphQLError)) return null;
  if (error.extensions.code === 'BAD_USER_INPUT') return 'BAD_USER_INPUT';
  return error.path === undefined ? 'GRAPHQL_VALIDATION_FAILED' : null;
}

/**
 * What a caller may see of an error. Whatever we did not foresee is logged whole, once, and leaves as INTERNAL with
 * the correlation id of the request: never a stack, a path, SQL or a host.
 */
export function toPublicError(
  error: GraphQLError,
  about: { service: string; correlationId: string; log: Logger },
): GraphQLFormattedError {
  const code = codeOf(error);
  const place = error.path === undefined ? {} : { path: error.path };
  if (code !== null) return { message: error.message, ...place, extensions: { code } };
  const { service, correlationId, log } = about;
  log.error(
    { err: error.originalError ?? error, path: error.path, service, correlationId },
    'unforeseen failure',
  );
  return {
    message: `Something went wrong on our side. Quote ${correlationId} when you report it.`,
    ...place,
    extensions: { code: 'INTERNAL', correlationId },
  };
}
