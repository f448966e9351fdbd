import { type ErrorCode, isErrorCode } from '@kapstok/schema';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';

const MESSAGE_LENGTH = 500;
const ERRORS = 5;

/** Codes with which a subgraph tells the gateway, not the caller, that the request was wrong. To a caller they are our fault. */
const BETWEEN_US: ReadonlySet<string> = new Set<ErrorCode>([
  'UNAUTHENTICATED',
  'GRAPHQL_PARSE_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PAYLOAD_TOO_LARGE',
  'QUERY_TOO_LARGE',
]);

/** Apollo's own codes that are not in our catalogue, and what they are to us. */
const APOLLO_CODES: Readonly<Record<string, ErrorCode>> = {
  PERSISTED_QUERY_NOT_FOUND: 'BAD_REQUEST',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_REQUEST',
};

/** The planner counts what it would have to consider and throws plain errors when that is too much. */
const PLANNER_LIMIT = /^(Number of non-local selections exceeds|Exceeded maximum recursive selections)/;

/** To whom an error happened; null when it happened outside the work on one request. */
export interface ErrorOwner {
  readonly correlationId: string;
  readonly log: Logger;
}

/** What a caller may see of an error. Whatever is not in the catalogue is logged whole and leaves as INTERNAL. */
export function publicError(
  error: unknown,
  formatted: GraphQLFormattedError,
  owner: ErrorOwner | null,
  log: Logger,
): GraphQLFormattedError {
  const subgraph = subgraphOf(formatted);
  const code = publicCode(formatted, subgraph);
  const place = { ...(formatted.locations && { locations: formatted.locations }), ...pathOf(formatted) };
  const from = subgraph === null ? {} : { subgraph };
  if (code === null) {
    (owner?.log ?? log).error(
      { err: error, original: originalOf(error), path: formatted.path },
      'unforeseen failure',
    );
    return { ...internalError(owner?.correlationId), ...pathOf(formatted) };
  }
  if (code === 'INTERNAL') return { ...internalError(owner?.correlationId), ...pathOf(formatted) };
  return { message: shorten(messageOf(code, formatted)), ...place, extensions: { code, ...from } };
}

/** What is said when the fault is ours. */
export function internalError(correlationId: string | undefined): GraphQLFormattedError {
  if (correlationId === undefined) {
    return { message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL' } };
  }
  return {
    message: `Something went wrong on our side. Quote ${correlationId} when you report it.`,
    extensions: { code: 'INTERNAL', correlationId },
  };
}

/**
 * At most five errors. One of each kind (code and subgraph) comes first, so that two hundred of one kind do not hide
 * that another part is missing; the last says how many were left out.
 */
export function capErrors(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  if (errors.length <= ERRORS) return errors;
  const kinds = new Map(errors.toReversed().map((error) => [kindOf(error), error]));
  const firsts = new Set(kinds.values());
  const ordered = [
    ...errors.filter((error) => firsts.has(error)),
    ...errors.filter((error) => !firsts.has(error)),
  ];
  const left = ordered.slice(ERRORS);
  const code = left[0]?.extensions?.['code'];
  return [
    ...ordered.slice(0, ERRORS),
    { message: `${left.length} more errors are not shown.`, extensions: { code, more: left.length } },
  ];
}

function kindOf({ extensions }: GraphQLFormattedError): string {
  return `${String(extensions?.['code'])} ${String(extensions?.['subgraph'])}`;
}

function publicCode(
  { message, extensions }: GraphQLFormattedError,
  subgraph: string | null,
): ErrorCode | null {
  const code = extensions?.['code'];
  if (PLANNER_LIMIT.test(message)) return 'QUERY_TOO_LARGE';
  if (typeof code === 'string' && Object.hasOwn(APOLLO_CODES, code)) return APOLLO_CODES[code] ?? null;
  // The gateway's own reading of the question is stricter, or older, than graphql-js'.
  if (code === 'INVALID_GRAPHQL' && subgraph === null) return 'GRAPHQL_VALIDATION_FAILED';
  if (!isErrorCode(code)) return null;
  return subgraph !== null && BETWEEN_US.has(code) ? null : code;
}

function messageOf(code: ErrorCode, { message }: GraphQLFormattedError): string {
  return PLANNER_LIMIT.test(message) && code === 'QUERY_TOO_LARGE'
    ? 'The question can be answered in too many ways; ask for less at once.'
    : message;
}

function subgraphOf({ extensions }: GraphQLFormattedError): string | null {
  const name = extensions?.['serviceName'];
  return typeof name === 'string' ? name : null;
}

function pathOf({ path }: GraphQLFormattedError) {
  return path === undefined ? {} : { path };
}

function originalOf(error: unknown): unknown {
  return error instanceof Error && 'originalError' in error ? error.originalError : undefined;
}

function shorten(text: string): string {
  return text.length <= MESSAGE_LENGTH ? text : `${text.slice(0, MESSAGE_LENGTH - 1).toWellFormed()}…`;
}
