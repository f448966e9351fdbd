/**
 * A list of words that graph, database and CSV share: the key is what is stored and sent, `about` is the
 * English sentence that the schema shows, the labels are what people read.
 */
export interface Word {
  readonly nl: string;
  readonly fr: string;
  readonly en: string;
  readonly about: string;
}
export type WordList = Readonly<Record<string, Word>>;
export type WordOf<L extends WordList> = Extract<keyof L, string>;

/** The keys of a word list, in the order in which they are written. */
export function wordsOf<L extends WordList>(list: L): readonly WordOf<L>[] {
  return Object.keys(list) as WordOf<L>[];
}
