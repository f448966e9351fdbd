import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROGRAMMES } from '@kapstok/cli/testing';

/** A row of a CSV file by its column names. */
export type Row = Record<string, string>;

/** A programme folder in a temporary place, to be changed at will. */
export class ProgrammeFolder {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  static async empty(): Promise<ProgrammeFolder> {
    return new ProgrammeFolder(await mkdtemp(path.join(tmpdir(), 'kapstok-programme-')));
  }

  static async copyOf(slug: string): Promise<ProgrammeFolder> {
    const folder = await ProgrammeFolder.empty();
    await cp(path.join(PROGRAMMES, slug), folder.directory, { recursive: true });
    return folder;
  }

  path(file: string): string {
    return path.join(this.directory, file);
  }

  async read(file: string): Promise<Row[]> {
    const [header = [], ...rows] = parseCsv(await readFile(this.path(file), 'utf8'));
    return rows.map((cells) => Object.fromEntries(header.map((column, i) => [column, cells[i] ?? ''])));
  }

  /** Writes the file anew; `columns` when there may be no row to take them from. */
  async write(file: string, rows: readonly Row[], columns = Object.keys(rows[0] ?? {})): Promise<void> {
    const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
    await this.writeBytes(file, lines.map((cells) => `${cells.map(quote).join(',')}\n`).join(''));
  }

  async writeBytes(file: string, content: string | Uint8Array): Promise<void> {
    await writeFile(this.path(file), content);
  }

  async change(file: string, change: (rows: Row[]) => Row[]): Promise<void> {
    const before = await this.read(file);
    const after = change(before);
    await this.write(file, after, Object.keys(after[0] ?? before[0] ?? {}));
  }

  /** Changes the content of the whole file. */
  async rewrite(file: string, change: (content: string) => string): Promise<void> {
    await this.writeBytes(file, change(await readFile(this.path(file), 'utf8')));
  }

  /** Sets a cell of the row whose first column is `key`; tells the line on which the row ends. */
  async set(file: string, key: string, column: string, cell: string): Promise<number> {
    const rows = await this.read(file);
    const index = rows.findIndex((row) => Object.values(row)[0] === key);
    const row = rows[index];
    if (row?.[column] === undefined) throw new Error(`${file} has no ${column} of ${key}.`);
    row[column] = cell;
    await this.write(file, rows);
    return index + 2;
  }

  delete(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }
}

const quote = (cell: string): string =>
  /[",\n\r]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Cells of well-formed CSV; written apart from the importer, so that it can be told when it reads wrong. */
export function parseCsv(content: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  for (const [, quoted, bare = '', end] of content.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/g)) {
    if (end === '' && bare === '' && quoted === undefined && cells.length === 0) break;
    cells.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(cells);
    cells = [];
  }
  return rows;
}
