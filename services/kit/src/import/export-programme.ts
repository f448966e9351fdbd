import type { Programmes, ServiceName } from '@kapstok/schema';
import { stringify } from 'csv-stringify/sync';
import type pg from 'pg';
import { appendExport, beginAs } from '../audit/folder-entries.ts';
import { readsAll, setLocal } from '../session.ts';
import type { SubgraphDefinition } from '../subgraph.ts';
import { headersOf } from './csv-file.ts';
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
  const firsts = new Map<string, KeptFile>();
  for (const [index, kept] of reader.files.entries()) {
    const { file } = kept;
    onProgress?.(index, reader.files.length, file.name);
    const first = firsts.get(file.name);
    if (first !== undefined) {
      await checkCopy(reader, first, kept);
      continue;
    }
    firsts.set(file.name, kept);
    const rows = await writeFile(reader, folder, kept);
    if (rows !== null) files.push({ file: file.name, rows });
  }
  onProgress?.(reader.files.length, reader.files.length, '');
  return files;
}

/** Writes a file and counts its rows; null when it has none and may be absent. */
async function writeFile(reader: ExportReader, folder: ExportFolder, kept: KeptFile): Promise<number | null> {
  const pages = reader.pages(kept);
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

/** A file that several services keep is written from the first; the others must have the same rows. */
async function checkCopy(reader: ExportReader, first: KeptFile, copy: KeptFile): Promise<void> {
  const [one, other] = [await reader.keys(first), await reader.keys(copy)];
  const names = (keys: typeof one) => JSON.stringify([...keys.cells.values()]);
  if (names(one) === names(other)) return;
  throw new ExportRefused(`${first.service} and ${copy.service} have different rows of ${copy.file.name}.`);
}
