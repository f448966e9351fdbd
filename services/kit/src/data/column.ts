import type { WordList } from '@kapstok/schema';

/** What the cells of a column are. Everything but `text` and `breakdown` needs no quotes in any file. */
export type CellKind =
  | 'id'
  | 'code'
  | 'word'
  | 'text'
  | 'breakdown'
  | 'number'
  | 'integer'
  | 'flag'
  | 'date'
  | 'partial date';

/** One column of a data set, as its dictionary tells it. */
export interface Column {
  readonly name: string;
  readonly kind: CellKind;
  /** What it says, in a sentence for a stranger; with what an empty cell means where it can be empty. */
  readonly about: string;
  readonly isRequired?: boolean;
  /** In what a number is given. */
  readonly unit?: string;
  /** The words that it can hold. */
  readonly words?: WordList;
}

/** A column that is never empty. */
export const must = (name: string, kind: CellKind, about: string, words?: WordList): Column => ({
  name,
  kind,
  about,
  isRequired: true,
  ...(words === undefined ? {} : { words }),
});

/** A column that may be empty. */
export const may = (name: string, kind: CellKind, about: string, words?: WordList): Column => ({
  name,
  kind,
  about,
  ...(words === undefined ? {} : { words }),
});

const LANGUAGE_NAMES = { nl: 'Dutch', fr: 'French', en: 'English', de: 'German' } as const;

/** A text that the hub keeps in up to four languages: one column each. */
export const inLanguages = (name: string, about: string): Column[] =>
  Object.entries(LANGUAGE_NAMES).map(([language, label]) =>
    may(`${name}_${language}`, 'text', `${about}, in ${label}; empty when it is not kept in that language.`),
  );
