import { CellError, type Column, type FindCells } from './columns.ts';
import type { CsvFile } from './csv-file.ts';
import { ExportRefused } from './export-refused.ts';

/** A row of a table: jsonb as an object, everything else as text. */
export type ExportRow = Readonly<Record<string, unknown>>;
/** Cells by header. */
export type Cells = Record<string, string>;

export function columnOf(file: CsvFile, name: string): Column {
  const found = file.columns[name];
  if (found === undefined) throw new Error(`${file.name} has no column ${name}.`);
  return found;
}

/** The headers of the cells that name a row of the file. */
export const keyHeaders = (file: CsvFile): string[] =>
  file.key.flatMap((name) => [...columnOf(file, name).headers(name)]);

/** The fields that columns fill. */
export const fieldsIn = (file: CsvFile, names: readonly string[]) =>
  names.flatMap((name) => [...columnOf(file, name).fields(name)]);

/** Whether a column keeps the id of the row it points to; others keep its key as text. */
export const isById = (column: Column, name: string): boolean =>
  column.refersTo !== undefined && column.fields(name).some(({ type }) => type === 'uuid');

/** Makes the function that turns rows into the cells of these columns, as the import would read them. */
export function cellWriter(file: CsvFile, names: readonly string[], find: FindCells) {
  // Looked up once: a file can have a million rows.
  const columns = names.map((name) => {
    const column = columnOf(file, name);
    const fields = column.fields(name).map((field) => field.name);
    return { column, headers: column.headers(name), fields };
  });
  return (row: ExportRow): Cells => {
    const cells: Cells = {};
    for (const { column, headers, fields } of columns) {
      const values = fields.map((field) => row[field]);
      const written = writeColumn(file, column, headers, values, find);
      headers.forEach((header, i) => {
        cells[header] = same(file, header, cells[header], written[i] ?? '');
      });
    }
    return cells;
  };
}

function writeColumn(
  file: CsvFile,
  column: Column,
  headers: readonly string[],
  values: readonly unknown[],
  find: FindCells,
): readonly string[] {
  try {
    return column.write(values, find);
  } catch (error) {
    if (!(error instanceof CellError)) throw error;
    throw new ExportRefused(
      `${file.name}, column ${headers[error.header]}: ${values.join(' ')} ${error.message}.`,
    );
  }
}

/** Two columns that share a header tell the same of it: the indicator, and the version of that indicator. */
function same(file: CsvFile, header: string, before: string | undefined, cell: string): string {
  if (before === undefined || before === '' || cell === '' || before === cell) return before || cell;
  throw new ExportRefused(`${file.name}, column ${header}: a row names both ${before} and ${cell}.`);
}
