import type { CsvFile } from './csv-file.ts';
import { type Cells, isById, keyHeaders } from './export-cells.ts';
import type { Keys } from './export-reader.ts';
import { ExportRefused } from './export-refused.ts';

/** A cell that was left empty, since what it names is not the programme's. */
export interface LeftOut {
  readonly file: string;
  readonly key: string;
  readonly column: string;
  readonly cell: string;
}

/** A column that names its row by text and not by id, so that the database does not hold it to the row. */
export interface NamedColumn {
  readonly name: string;
  readonly headers: readonly string[];
  readonly target: string;
  readonly keys: Keys;
}

export function namedByText(
  file: CsvFile,
  fileOf: (name: string) => CsvFile,
  targets: ReadonlyMap<string, Keys>,
): NamedColumn[] {
  return Object.entries(file.columns).flatMap(([name, column]) => {
    const { refersTo: target } = column;
    const keys = target === undefined ? undefined : targets.get(target);
    if (target === undefined || keys === undefined || isById(column, name)) return [];
    const headers = column.headers(name);
    // A key that takes further cells of the row is looked up by the database after all.
    return headers.length === keyHeaders(fileOf(target)).length ? [{ name, headers, target, keys }] : [];
  });
}

/**
 * Sees to it that what a row names by text is in the export too. In a shared row such a name may be another programme's,
 * which loaded the row last: then its cells are emptied and told.
 */
export function checkNamed(file: CsvFile, cells: Cells, columns: readonly NamedColumn[]): LeftOut[] {
  return columns.flatMap(({ name, headers, target, keys }) => {
    const named = headers.map((header) => cells[header] ?? '');
    if (named.every((cell) => cell === '') || keys.has(named)) return [];
    const key = keyHeaders(file).map((header) => cells[header]);
    const place = { file: file.name, key: key.join(' '), column: name, cell: named.join(' ') };
    if (file.scope !== 'shared')
      throw new ExportRefused(
        `${place.file} ${place.key}, column ${name}: ${place.cell} is not in ${target}.`,
      );
    for (const header of headers) cells[header] = '';
    return [place];
  });
}
