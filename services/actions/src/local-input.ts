import { ChangeRefused, needText, textOf } from '@kapstok/kit';
import type { Language, LocalText } from '@kapstok/schema';
import type { Context } from './context.ts';

/** Description of the input field `language` of mutations that take texts. */
export const LANGUAGE_INPUT =
  'The language in which your texts are. Left out: the language of the programme.';

/** The language of an input: the one named, else that of the programme. */
export async function languageOf(
  given: Language | null | undefined,
  programmeId: string,
  { programmes }: Context,
): Promise<Language> {
  if (given != null) return given;
  const programme = (await programmes.byIds([programmeId])).get(programmeId);
  return programme?.defaultLanguage ?? 'nl';
}

/** A text that must be given, kept in one language. */
export const needLocal = (given: string, path: string, longest: number, language: Language): LocalText => ({
  [language]: needText(given, path, longest),
});

/** As `needLocal`, null when it is empty; other languages that were there go, since they said something else. */
export function localOf(
  given: string | null,
  path: string,
  longest: number,
  language: Language,
): LocalText | null {
  const text = textOf(given, path, longest);
  return text === null ? null : { [language]: text };
}

/** A whole number of the input that must lie in a range. */
export function numberIn(given: number, path: string, [least, most]: readonly [number, number]): number {
  if (given >= least && given <= most) return given;
  throw new ChangeRefused('BAD_USER_INPUT', `${path} is ${given}; it must be ${least} to ${most}.`, { path });
}
