import type { Programmes, ServiceName } from '@kapstok/schema';
import { stringify } from 'csv-stringify/sync';
import type pg from 'pg';
import { appendExport, beginAs } from '../audit/folder-entries.ts';
import { readsAll, setLocal } from '../session.ts';
import type { SubgraphDefinition } from '../subgraph.ts';
import { type CsvFile, headersOf } from './csv-file.ts';
import { keyHeaders } from './export-cells.ts';
import { ExportFolder } from './export-folder.ts';
import type { LeftOut } from './export-named.ts';
import { ExportReader, type KeptFile } from './export-reader.ts';
import { ExportRefused } from './export-refused.ts';

export interface ExportOptions {
  readonly slug: string;
  /** Made when it is missing; refused when it is not empty. */
  readonly directory: string;
  readonly services: readonly SubgraphDefinition[];
  /** A connection of the import role, which may become each service's role in turn. */
  readonly client: pg.ClientBase;
  readonly roleOf: (service: ServiceName) => string;
  /** Replace the files of a programme that the directory holds. */
  readonly isReplacing?: boolean;
  readonly onProgress?: (done: number, total: number, file: string) => void;
}

export interface ExportResult {
  readonly slug: string;
  readonly programmeId: string;
  /** The files written, and how many rows each has. */
  readonly files: readonly { readonly file: string; readonly rows: number }[];
  /** Cells of shared rows that were left empty: they name a source that only another programme has. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Writes a programme as a folder in canonical form: the same rows always give the same bytes, and importing the folder
 * gives the same rows. All services are read in one snapshot, each under its own role and rights. Throws ExportRefused;
 * then, as after any other error, nothing is left in the directory.
 */
export async function exportProgramme(options: ExportOptions): Promise<ExportResult> {
  const { client } = options;
  await client.query('begin isolation level repeatable read read only');
  try {
    return await exportSnapshot(options);
  } finally {
    // Nothing was changed, or the entry in the trail is in; a connection that broke has nothing to end.
    await client.query('rollback').catch(() => {});
  }
}

/** What left the hub is in the trail before anybody can take it away: what cannot be told does not leave. */
async function tell({ client, roleOf }: ExportOptions, result: ExportResult): Promise<void> {
  await client.query('rollback');
  await beginAs(client, roleOf('actions'), 'actions');
  await appendExport(client, result);
  await client.query('commit');
}

async function exportSnapshot(options: ExportOptions): Promise<ExportResult> {
  const { client, services, slug, directory, roleOf } = options;
  const become = async (service: ServiceName) => {
    await client.query(`set local role "${roleOf(service)}"; set local search_path to ${service}`);
  };
  const programmeId = await findProgramme(client, slug, become);
  const reader = new ExportReader({ client, services, programmeId, become });
  const names = [...new Set(reader.files.map(({ file }) => file.name))];
  const root = reader.files.find(({ file }) => file.scope === 'root')?.file.name ?? '';
  const folder = await ExportFolder.open({
    directory,
    names,
    root,
    isReplacing: options.isReplacing ?? false,
  });
  try {
    const files = await writeAll(options, reader, folder);
    const result = { slug, programmeId, files, leftOut: reader.leftOut };
    await tell(options, result);
    await folder.finish();
    return result;
  } catch (error) {
    await folder.abandon().catch(() => {}); // the first error is the one to tell
    throw error;
  }
}

/** From here on the session sees this programme and no other. */
async function findProgramme(
  client: pg.ClientBase,
  slug: string,
  become: (service: ServiceName) => Promise<void>,
): Promise<string> {
  const reads = (programmes: Programmes) =>
    setLocal({
      'kapstok.viewer': 'export',
      'kapstok.export': 'on',
      ...readsAll(programmes),
      datestyle: 'ISO, YMD',
    });
  await client.query(reads('*'));
  await become('actions');
  const { rows } = await client.query<{ id: string; slug: string }>(
    'select id, slug from programme order by slug',
  );
  const found = rows.find((row) => row.slug === slug);
  if (found === undefined) {
    const there = rows.length === 0 ? 'it has none yet' : `it has ${rows.map((row) => row.slug).join(', ')}`;
    throw new ExportRefused(`This hub has no programme ${JSON.stringify(slug)}; ${there}.`);
  }
  await client.query(reads(new Set([found.id])));
  return found.id;
}

async function writeAll({ onProgress }: ExportOptions, reader: ExportReader, folder: ExportFolder) {
  const files: { file: string; rows: number }[] = [];
  const written = new Set<string>();
  for (const [index, kept] of reader.files.entries()) {
    const { file } = kept;
    onProgress?.(index, reader.files.length, file.name);
    if (written.has(file.name)) continue;
    written.add(file.name);
    const copies = reader.files.filter((other) => other.file.name === file.name);
    const rows = await writeFile(
      folder,
      kept,
      copies.length > 1 ? merged(reader, copies) : reader.pages(kept),
    );
    if (rows !== null) files.push({ file: file.name, rows });
  }
  onProgress?.(reader.files.length, reader.files.length, '');
  return files;
}

/** Writes a file and counts its rows; null when it has none and may be absent. */
async function writeFile(
  folder: ExportFolder,
  kept: KeptFile,
  pages: AsyncGenerator<string[][]>,
): Promise<number | null> {
  let page = await pages.next();
  if (page.done && !kept.file.isRequired) return null;
  let rows = 0;
  async function* lines(): AsyncGenerator<string> {
    yield stringify([headersOf(kept.file)]);
    for (; !page.done; page = await pages.next()) {
      rows += page.value.length;
      yield stringify(page.value);
    }
  }
  await folder.write(kept.file.name, lines());
  return rows;
}

/**
 * A file that several services keep: the rows of all of them, since people may add a source in one service alone. Where
 * two have a row of the same key, the first one's is written.
 */
async function* merged(reader: ExportReader, copies: readonly KeptFile[]): AsyncGenerator<string[][]> {
  const rows = new Map<string, string[]>();
  for (const copy of copies) {
    const places = keyPlaces(copy.file);
    for await (const page of reader.pages(copy)) {
      for (const row of page) {
        const key = places.map((place) => row[place] ?? '').join('\0');
        if (!rows.has(key)) rows.set(key, row);
      }
    }
  }
  // By code point, as PostgreSQL orders with collation "C".
  const keys = [...rows.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  if (keys.length > 0) yield keys.map((key) => rows.get(key) ?? []);
}

const keyPlaces = (file: CsvFile): number[] =>
  keyHeaders(file).map((header) => headersOf(file).indexOf(header));
