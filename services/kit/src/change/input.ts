import type { Queryable } from '../import/queryable.ts';
import { isId } from '../loaders.ts';
import { ChangeRefused, checkVersion } from './refusal.ts';

/** An id of the input in the form in which it is kept; what cannot be one names nothing. */
export function idOf(given: string, path: string, what: string): string {
  if (isId(given)) return given.toLowerCase();
  throw notThere(path, what);
}

/** As `idOf`, where it may be left out. */
export const maybeIdOf = (given: string | null | undefined, path: string, what: string): string | null =>
  given == null ? null : idOf(given, path, what);

export const notThere = (path: string, what: string): ChangeRefused =>
  new ChangeRefused('NOT_FOUND', `There is no such ${what}, or it is not for you.`, { path });

/** A text of the input: without blanks around it, of a length that a person reads; null when it is left out or empty. */
export function textOf(given: string | null | undefined, path: string, longest: number): string | null {
  const text = given?.trim() ?? '';
  if (text === '') return null;
  if (text.length <= longest && text.isWellFormed() && !text.includes('\0')) return text.normalize('NFC');
  throw new ChangeRefused('BAD_USER_INPUT', `${path} has at most ${longest} characters, all of them text.`, {
    path,
  });
}

/** As `textOf`, where it must be given. */
export function needText(given: string | null | undefined, path: string, longest: number): string {
  const text = textOf(given, path, longest);
  if (text !== null) return text;
  throw new ChangeRefused('BAD_USER_INPUT', `${path} is empty: say it in a sentence.`, { path });
}

/** The row that an id of the input names; what is not there, or may not be read, is the same refusal. */
export async function needRow<Row>(
  given: string,
  path: string,
  what: string,
  byIds: (ids: readonly string[]) => Promise<ReadonlyMap<string, Row>>,
): Promise<Row> {
  const id = idOf(given, path, what);
  const row = (await byIds([id])).get(id);
  if (row === undefined) throw notThere(path, what);
  return row;
}

/**
 * Locks a row until the change ends, refuses when it is not in the version that the caller saw, and returns it as it
 * is now. `table` is a literal of ours. Ask first whether the viewer may change it: what the policies do not let it
 * change cannot be locked.
 */
export async function lockRow<Row>(
  db: Queryable,
  table: string,
  { id, byIds }: { id: string; byIds: (ids: readonly string[]) => Promise<ReadonlyMap<string, Row>> },
  expectedVersion?: number | null,
): Promise<Row> {
  const { rows } = await db.query<{ id: string; version: number }>(
    `select id, version from ${table} where id = $1 for update`,
    [id],
  );
  const [locked] = rows;
  const row = (await byIds([id])).get(id);
  if (locked === undefined || row === undefined)
    throw new Error(`A row of ${table} that was to be changed cannot be locked.`);
  checkVersion(locked, expectedVersion);
  return row;
}
