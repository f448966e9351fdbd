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

/** Connections (08, 57P), resources (53), a statement that took too long (57014), and turns that were lost (40, 55P03). */
const PASSING_STATES = /^(08|53|57P|57014|40001|40P01|55P03)/;
const PASSING_MESSAGES = /^(timeout exceeded when trying to connect|Connection terminated)/;
const PASSING_CODES = /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT)$/;

/** Whether PostgreSQL was away or too busy, as pg tells it or as Prisma passes it on: no fault of the question. */
function isOfTheDatabase(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, meta } = error as { code?: unknown; meta?: { driverAdapterError?: { cause?: unknown } } };
  const { originalCode } = (meta?.driverAdapterError?.cause ?? {}) as { originalCode?: unknown };
  const codes = [code, originalCode].filter((one) => typeof one === 'string');
  const isSystem = 'syscall' in error && codes.some((one) => PASSING_CODES.test(one));
  const isState = codes.some((one) => one.length === 5 && PASSING_STATES.test(one));
  return isSystem || isState || PASSING_MESSAGES.test(error.message);
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
  const whole = { err: error.originalError ?? error, path: error.path, service, correlationId };
  if (isOfTheDatabase(error.originalError)) {
    log.error(whole, 'the database did not do it in time');
    const message = `${service} could not reach its data in time. Try again in a moment; a change that is sent again with its idempotencyKey is made once.`;
    return { message, ...place, extensions: { code: 'SUBGRAPH_UNAVAILABLE', correlationId } };
  }
  log.error(whole, 'unforeseen failure');
  return {
    message: `Something went wrong on our side. Quote ${correlationId} when you report it.`,
    ...place,
    extensions: { code: 'INTERNAL', correlationId },
  };
}
