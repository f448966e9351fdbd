import type { UserErrorCode } from '@kapstok/schema';
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

  constructor(code: UserErrorCode, message: string, about: { path?: string; objectId?: string } = {}) {
    super(code, message);
    this.name = 'ChangeRefused';
    this.path = about.path === undefined ? null : ['input', about.path];
    this.objectId = about.objectId ?? null;
  }
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
