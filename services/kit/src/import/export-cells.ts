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

/** The cells of a row, as the import would read them. */
export function writeCells(file: CsvFile, names: readonly string[], row: ExportRow, find: FindCells): Cells {
  const cells: Cells = {};
  for (const name of names) {
    const column = columnOf(file, name);
    const written = writeColumn(file, name, row, find);
    column.headers(name).forEach((header, i) => {
      const cell = written[i] ?? '';
      const other = cells[header];
      // Two columns that share a header tell the same of it: the indicator, and the version of that indicator.
      if (other !== undefined && other !== cell && other !== '' && cell !== '')
        throw new ExportRefused(`${file.name}: ${header} is both ${other} and ${cell}, in ${told(cells)}.`);
      cells[header] = cell === '' ? (other ?? '') : cell;
    });
  }
  return cells;
}

function writeColumn(file: CsvFile, name: string, row: ExportRow, find: FindCells): readonly string[] {
  const column = columnOf(file, name);
  const values = column.fields(name).map((field) => row[field.name]);
  try {
    return column.write(values, find);
  } catch (error) {
    if (!(error instanceof CellError)) throw error;
    const header = column.headers(name)[error.header] ?? name;
    throw new ExportRefused(`${file.name}, column ${header}: ${values.join(' ')} ${error.message}.`);
  }
}

/** A row for people: what its first cells say. */
const told = (cells: Cells): string => JSON.stringify(Object.values(cells).slice(0, 3).join(' '));
