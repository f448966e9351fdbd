import { USER_ERROR_CODES, type UserErrorCode } from '@kapstok/schema';
import { HubError } from '../errors.ts';

/** Why a mutation did nothing, for the caller to put right. */
export interface UserError {
  readonly code: UserErrorCode;
  readonly message: string;
  /** The field of the input that it is about, from `input` on; null when it is about the whole. */
  readonly path: readonly string[] | null;
}

/** Ends a change: what it did is undone, and the caller is told in `userErrors`. */
export class ChangeRefused extends HubError {
  readonly path: readonly string[] | null;
  /** What the payload shows although nothing changed, such as the row in its present version. */
  readonly objectId: string | null;
  /** What else was wrong, such as in other rows of a list. */
  readonly others: readonly UserError[];

  constructor(
    code: UserErrorCode,
    message: string,
    about: { path?: string | readonly string[]; objectId?: string; others?: readonly UserError[] } = {},
  ) {
    super(code, message);
    this.name = 'ChangeRefused';
    this.path = about.path === undefined ? null : ['input', ...[about.path].flat()];
    this.objectId = about.objectId ?? null;
    this.others = about.others ?? [];
  }
}

/** A refusal as the caller is told of it; null for what nobody foresaw. */
export function asUserErrors(error: unknown): readonly [UserError, ...UserError[]] | null {
  if (!(error instanceof HubError)) return null;
  const code = USER_ERROR_CODES.find((one) => one === error.code);
  if (code === undefined) return null;
  const isRefusal = error instanceof ChangeRefused;
  const first = { code, message: error.message, path: isRefusal ? error.path : null };
  return [first, ...(isRefusal ? error.others : [])];
}

/** Refuses a list with all that is wrong in it; what is right alone passes. */
export function refuseAll(errors: readonly UserError[]): void {
  const [first, ...others] = errors;
  if (first === undefined) return;
  const path = first.path?.slice(1);
  throw new ChangeRefused(first.code, first.message, { ...(path === undefined ? {} : { path }), others });
}

/** Refuses when a row is not in the version that the caller expected; `row` is locked, so that it stays as it is. */
export function checkVersion(
  row: { readonly id: string; readonly version: number },
  expected: number | null | undefined,
): void {
  if (expected == null || expected === row.version) return;
  const message = `You expected version ${expected}, but it is version ${row.version} by now. Look at it again, and repeat with that version.`;
  throw new ChangeRefused('VERSION_CONFLICT', message, { path: 'expectedVersion', objectId: row.id });
}
