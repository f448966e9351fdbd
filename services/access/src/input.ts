import { ChangeRefused, isId } from '@kapstok/kit';

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
