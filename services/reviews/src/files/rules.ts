import type { CsvRow, RowRule as Rule, RuleBreach } from '@kapstok/kit';
import { LANGUAGES } from '@kapstok/schema';

type Cells = CsvRow['cells'];

/** Whether a column of text per language is filled in any language. */
export const hasText = (cells: Cells, name: string): boolean =>
  LANGUAGES.some((language) => isFilled(cells, `${name}_${language}`));

export const isFilled = (cells: Cells, column: string): boolean => (cells[column] ?? '') !== '';

/** Whether a cell is one of these words. */
export const isOneOf = (cells: Cells, column: string, words: readonly string[]): boolean =>
  words.includes(cells[column] ?? '');

/** A rule over single rows: where `isBroken` holds, `column` is told `message`. */
export function breach(column: string, message: string, isBroken: (cells: Cells) => boolean): Rule {
  return (rows): RuleBreach[] =>
    rows.filter(({ cells }) => isBroken(cells)).map((row) => ({ row, column, message }));
}
