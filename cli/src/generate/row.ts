import { LANGUAGES, type LocalText } from '@kapstok/schema';

/** A row of a CSV file; cells that are left out are empty. */
export type Row = Readonly<Record<string, string | number | boolean | undefined>>;

/** A text as the columns of its languages. */
export function local(name: string, text: LocalText): Row {
  return Object.fromEntries(LANGUAGES.map((language) => [`${name}_${language}`, text[language]]));
}

/** Builds a text per language from parts that exist in all three. */
export function inThree(write: (pick: (text: LocalText) => string, language: 'nl' | 'fr' | 'en') => string) {
  const one = (language: 'nl' | 'fr' | 'en') => write((text) => text[language] ?? '', language);
  return { nl: one('nl'), fr: one('fr'), en: one('en') };
}

/** A line of a table of texts: cells between bars. */
export const tableOf = (lines: string): string[][] =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));

/** The texts of a table whose columns are Dutch, French and English. */
export const textsOf = (lines: string): LocalText[] =>
  tableOf(lines).map(([nl = '', fr = '', en = '']) => ({ nl, fr, en }));

/** RFC 4180; a cell is quoted only when it must be. */
export const csvLine = (cells: readonly Row[string][]): string =>
  `${cells.map((cell) => quoted(String(cell ?? ''))).join(',')}\n`;

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Items by a key, keys in the order in which they first occur. (`Map.groupBy` is not in Node.js 20.) */
export function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

export const numbered = (prefix: string, index: number, digits = 4): string =>
  `${prefix}${String(index + 1).padStart(digits, '0')}`;
