import type { ErrorCode } from '@kapstok/schema';
import { GraphQLError } from 'graphql';

/** Why a request is refused before it runs: the HTTP status, the code, and a sentence that says what would be right. */
export interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal that is thrown where a return value cannot travel: inside walks over a question. */
export class RefusalError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'RefusalError';
    this.refusal = refusal;
  }
}

export function tooLarge(message: string): RefusalError {
  return new RefusalError({ status: 400, code: 'QUERY_TOO_LARGE', message });
}

export function badInput(message: string): RefusalError {
  return new RefusalError({ status: 400, code: 'BAD_USER_INPUT', message });
}

/** The refusal that the work throws, or null when it passes. Whatever else it throws is a fault and passes on. */
export function refusalOf(work: () => void): Refusal | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal;
    throw error;
  }
}

/** A refusal in the form in which Apollo takes it. */
export function asGraphQLError({ message, code, status }: Refusal): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } });
}
