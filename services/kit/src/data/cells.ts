import type { Column } from './column.ts';
import type { CsvStyle } from './question.ts';

/**
 * A spreadsheet takes a text that begins so for a formula, and runs it. One ' before it keeps it a text; what begins
 * with ' and such a sign gets one too, so that an import can take one away again.
 */
const FORMULA = /^'*[=+\-@\t\r]/;
/** The same, as an import meets it; for PostgreSQL too. */
export const GUARDED = "^'+[=+\\-@\\t\\r]";

/** Writes rows of a data set as lines of CSV. */
export function csvWriter(columns: readonly Column[], { separator, decimal }: CsvStyle) {
  const needsQuotes = separator === ',' ? /[",\n\r]/ : /[";\n\r]/;
  const quoted = (cell: string): string =>
    needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  const text = (cell: string): string => quoted(FORMULA.test(cell) ? `'${cell}` : cell);
  const comma = (cell: string): string => cell.replace('.', ',');
  const writers = columns.map(({ kind }) => {
    if (kind === 'text') return text;
    if (kind === 'breakdown') return quoted;
    return kind === 'number' && decimal === ',' ? comma : null;
  });
  const special = writers.flatMap((write, i) => (write === null ? [] : [{ i, write }]));
  return {
    header: `${columns.map(({ name }) => name).join(separator)}\n`,
    /** Writes over those of the cells that need it: nobody else has the row. */
    line(cells: string[]): string {
      for (const { i, write } of special) {
        const cell = cells[i];
        if (cell !== undefined && cell !== '') cells[i] = write(cell);
      }
      return `${cells.join(separator)}\n`;
    },
  };
}

/** Writes rows as JSON objects, one to a line. */
export function jsonWriter(columns: readonly Column[]) {
  const names = columns.map(({ name }) => `${JSON.stringify(name)}:`);
  const isPlain = columns.map(({ kind }) => kind === 'number' || kind === 'integer' || kind === 'flag');
  const isText = columns.map(({ kind }) => kind === 'breakdown');
  return (cells: readonly string[]): string => {
    const parts = cells.map((cell, i) => {
      // The empty breakdown is the total, and no unknown.
      if (cell === '' && !isText[i]) return `${names[i]}null`;
      return `${names[i]}${isPlain[i] ? cell : JSON.stringify(cell)}`;
    });
    return `{${parts.join(',')}}`;
  };
}
