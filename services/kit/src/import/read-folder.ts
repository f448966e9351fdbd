import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { type CsvFile, type CsvRow, headersOf } from './csv-file.ts';
import type { Problems } from './problems.ts';

/** The rows of one file of a folder. */
export interface FileRows {
  readonly file: CsvFile;
  readonly rows: readonly CsvRow[];
  /** Of its bytes, in hex. */
  readonly sha256: string;
}

const MAX_FILE_BYTES = 200_000_000;

/** Reads a programme folder; whatever cannot be read as rows of the known files goes to `problems`. */
export async function readFolder(
  directory: string,
  files: readonly CsvFile[],
  problems: Problems,
): Promise<FileRows[]> {
  const names = (await readdir(directory)).filter((name) => name.toLowerCase().endsWith('.csv'));
  const present = new Set(names);
  const known = [...new Map(files.map((file) => [file.name, file])).values()];
  for (const name of names) {
    if (known.some((file) => file.name === name)) continue;
    const meant = known.find((file) => file.name === name.toLowerCase())?.name;
    const message =
      meant === undefined
        ? 'is not a file of this format; see programmes/README.md'
        : `must be named ${meant}`;
    problems.add({ file: name, message });
  }
  const read: FileRows[] = [];
  for (const file of known) {
    if (!present.has(file.name)) {
      if (file.isRequired) problems.add({ file: file.name, message: 'is missing and must be there' });
      continue;
    }
    const content = await readFile(path.join(directory, file.name));
    const sha256 = createHash('sha256').update(content).digest('hex');
    read.push({ file, rows: readRows(file, content, problems), sha256 });
  }
  return read;
}

/** The rows of one file; whatever cannot be read as such goes to `problems`. */
export function readRows(file: CsvFile, content: Buffer, problems: Problems): CsvRow[] {
  const name = file.name;
  if (content.length > MAX_FILE_BYTES) {
    problems.add({ file: name, message: `is larger than ${MAX_FILE_BYTES / 1e6} MB` });
    return [];
  }
  let records: { info: { lines: number }; record: string[] }[];
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true };
    // The types of csv-parse do not know what `info` does to the result.
    records = parse(text, options) as unknown as typeof records;
  } catch (error) {
    const line = error instanceof CsvError && typeof error['lines'] === 'number' ? error['lines'] : undefined;
    const message =
      error instanceof CsvError
        ? 'is not CSV here: check the quotes (a quote inside a quoted cell is doubled)'
        : 'is not UTF-8 text; save it as "CSV UTF-8"';
    problems.add({ file: name, ...(line === undefined ? {} : { line }), message });
    return [];
  }
  const [first, ...rest] = records;
  const header = first?.record.map((cell) => cell.trim()) ?? [];
  if (!headerIsRight(file, header, problems)) return [];
  return rest.flatMap(({ record, info }) => {
    const line = info.lines;
    if (record.length !== header.length) {
      problems.add({
        file: name,
        line,
        message: `has ${record.length} cells; the header has ${header.length}`,
      });
      return [];
    }
    return [{ line, cells: Object.fromEntries(header.map((column, i) => [column, clean(record[i] ?? '')])) }];
  });
}

/** Composed letters, no blanks at the ends; what looks like a formula stays the text it is. */
const clean = (cell: string): string => cell.normalize('NFC').trim();

function headerIsRight(file: CsvFile, header: readonly string[], problems: Problems): boolean {
  const expected = headersOf(file);
  const add = (message: string) => problems.add({ file: file.name, line: 1, message });
  for (const column of header)
    if (!expected.includes(column)) add(`has a column "${column}" that the format lacks`);
  for (const column of new Set(header)) {
    if (header.filter((other) => other === column).length > 1) add(`has the column "${column}" twice`);
  }
  for (const [name, column] of Object.entries(file.columns)) {
    const headers = column.headers(name);
    const found = headers.filter((one) => header.includes(one));
    if (column.required && found.length === 0) add(`lacks the column "${headers[0]}"`);
  }
  return header.every((column) => expected.includes(column)) && new Set(header).size === header.length;
}
