/** What a sentence is filled with. */
export type Values = Readonly<Record<string, string | number>>;

const PLACE = /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g;

/**
 * Fills a sentence: `{name}` is the value, `{n|one|many}` the form for that number, in which `#` is the number itself.
 * The four languages here have two forms; which one 0 takes differs, and Intl knows.
 */
export function fill(sentence: string, values: Values, language: string): string {
  return sentence.replace(PLACE, (whole, name: string, one?: string, many?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    const text = typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value;
    if (one === undefined || many === undefined) return text;
    const form = new Intl.PluralRules(language).select(Number(value)) === 'one' ? one : many;
    return form.replaceAll('#', text);
  });
}

/** The names that a sentence asks for, for the test that compares the languages. */
export const placesOf = (sentence: string): string[] =>
  [...new Set([...sentence.matchAll(PLACE)].map(([, name = '']) => name))].sort();
