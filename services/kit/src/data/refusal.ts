import type { DataReply, ErrorCode } from '@kapstok/schema';
import type { Logger } from 'pino';
import { HubError } from '../errors.ts';

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  NOT_ALLOWED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  OVERLOADED: 503,
};
const AGAIN_IN_SECONDS = 5;

/** What failed, in the shape of every refusal of the hub. What nobody foresaw is logged whole and leaves as INTERNAL. */
export function refusalOf(error: unknown, correlationId: string | null, log: Logger): DataReply {
  if (error instanceof HubError) return refuse(STATUS[error.code] ?? 400, error.code, error.message);
  log.error({ err: error, correlationId }, 'a file could not be made');
  return refuse(500, 'INTERNAL', 'Something went wrong on our side.');
}

function refuse(status: number, code: ErrorCode, message: string): DataReply {
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(status === 503 && { 'retry-after': String(AGAIN_IN_SECONDS) }),
    },
    body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
  };
}
