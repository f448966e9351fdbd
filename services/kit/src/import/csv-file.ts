import { type Column, code, may, must, partialDate, text } from './columns.ts';

/** A row as its cells stand in the file. */
export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** What a rule over rows found wrong. */
export interface RuleBreach {
  readonly row: CsvRow;
  readonly column: string;
  readonly message: string;
}

/** The rows of any file of the folder; none when it is absent. */
export type RowsOf = (file: string) => readonly CsvRow[];
/** What must hold between rows. */
export type RowRule = (rows: readonly CsvRow[], rowsOf: RowsOf) => readonly RuleBreach[];

/**
 * One CSV file of a programme folder: what its columns mean and into which table they go. The importer, the exporter
 * and the README of the format are all made from it.
 */
export interface CsvFile {
  readonly name: string;
  readonly about: string;
  readonly table: string;
  /**
   * `root`: the one row that is the programme itself.
   * `programme`: rows belong to the programme and vanish when the file no longer has them.
   * `shared`: rows belong to all programmes that list them.
   * `frozen`: shared, and never changed once loaded.
   */
  readonly scope: 'root' | 'programme' | 'shared' | 'frozen';
  /** The file must exist. */
  readonly isRequired?: boolean;
  /** Columns that together name a row. */
  readonly key: readonly string[];
  /** Shared rows only: columns that another programme's import may not change. */
  readonly identity?: readonly string[];
  readonly columns: Readonly<Record<string, Column>>;
  /** Rules that look at whole rows, and at those of other files. */
  readonly rules?: readonly RowRule[];
}

/** All headers of a file, in order. */
export function headersOf(file: CsvFile): string[] {
  // Two columns can share a header: a question names its template, and its section within that template.
  return [...new Set(Object.entries(file.columns).flatMap(([name, column]) => [...column.headers(name)]))];
}

/** All fields of its table that a file fills, in order. */
export function fieldsOf(file: CsvFile): { name: string; type: string }[] {
  return Object.entries(file.columns).flatMap(([name, column]) => [...column.fields(name)]);
}

/** A rule: `end` is not before `start`, where both are given. Cells compare as text; a year covers its days. */
export function inOrder(start: string, end: string): RowRule {
  return (rows) =>
    rows
      .filter(({ cells }) => {
        const [from, to] = [cells[start] ?? '', cells[end] ?? ''];
        return from !== '' && to !== '' && to < from.slice(0, to.length);
      })
      .map((row) => ({ row, column: end, message: `is before ${start} (${row.cells[start]})` }));
}

/** Where figures come from. Every service keeps its own copy, so that it can answer without the others. */
export const sourcesFile: CsvFile = {
  name: 'sources.csv',
  about: 'Where the figures and statements of the programme come from.',
  table: 'source',
  scope: 'programme',
  isRequired: true,
  key: ['key'],
  columns: {
    key: must(code, 'Short key by which rows name the source.'),
    citation: must(text, 'Who said it, where, when: enough to find it again.'),
    url: may(text, 'Web address, if it has one.'),
    published_on: may(partialDate, 'When it was published.'),
    retrieved_on: may(partialDate, 'When it was read.'),
    note: may(text, 'What a reader should know of it.'),
  },
};
