import type { ServiceName } from '@kapstok/schema';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { appendImport, appendRefusedImport, beginAs } from '../audit/folder-entries.ts';
import { publish } from '../events/outbox.ts';
import { HUB_SETTINGS, setLocal } from '../session.ts';
import type { SubgraphDefinition } from '../subgraph.ts';
import type { CsvFile } from './csv-file.ts';
import { Ids } from './ids.ts';
import { type LoadTarget, readTableRows, removeOthers, type TableRow, upsert } from './load-file.ts';
import { ImportRefused, Problems } from './problems.ts';
import { type FileRows, readFolder } from './read-folder.ts';
import { checkFrozen, checkIdentity, recordListing } from './shared-rows.ts';

/** How many rows of one table an import made, changed, removed and left alone. */
export interface FileCounts {
  readonly file: string;
  readonly service: ServiceName;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly unchanged: number;
}

export interface ImportOptions {
  /** The programme folder. */
  readonly directory: string;
  readonly services: readonly SubgraphDefinition[];
  /** A connection of the import role, which may become each service's role in turn. */
  readonly client: pg.ClientBase;
  readonly roleOf: (service: ServiceName) => string;
  /** Do everything, then undo it. */
  readonly isDryRun?: boolean;
  readonly onProgress?: (done: number, total: number, file: string) => void;
}

export interface ImportResult {
  readonly slug: string;
  readonly programmeId: string;
  readonly files: readonly FileCounts[];
}

/** A file, its rows and the service that keeps it. */
interface Step extends Pick<FileRows, 'file' | 'rows'> {
  readonly service: ServiceName;
}

/**
 * Loads a programme folder: all of it or, when anything is wrong, none of it. All services write in one
 * transaction, each under its own role and rights. Throws ImportRefused with every problem found.
 */
export async function importProgramme(options: ImportOptions): Promise<ImportResult> {
  const problems = new Problems();
  const files = options.services.flatMap((service) => service.files);
  const folder = await readFolder(options.directory, files, problems);
  const slug = folder.find(({ file }) => file.scope === 'root')?.rows[0]?.cells['slug'];
  if (slug === undefined) problems.add({ file: 'programme.csv', message: 'must have one row' });
  try {
    if (problems.count > 0 || slug === undefined) throw new ImportRefused(problems);
    return await loadOrUndo(options, folder, slug, problems);
  } catch (error) {
    const told = brokenRule(error, files) ?? error;
    if (told instanceof ImportRefused && !options.isDryRun) await tellRefused(options, folder, slug, told);
    throw told;
  }
}

async function loadOrUndo(
  options: ImportOptions,
  folder: readonly FileRows[],
  slug: string,
  problems: Problems,
): Promise<ImportResult> {
  const { client, services, roleOf, isDryRun } = options;
  await client.query('begin isolation level read committed');
  try {
    const result = await load(options, toSteps(services, folder), slug, problems);
    if (problems.count > 0) throw new ImportRefused(problems);
    await client.query(`set local role "${roleOf('actions')}"; set local search_path to actions`);
    if (!isDryRun) await appendImport(client, folder, result);
    await client.query(isDryRun ? 'rollback' : 'commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** In a transaction of its own: that of the import is undone. */
async function tellRefused(
  { client, roleOf }: ImportOptions,
  folder: readonly FileRows[],
  slug: string | undefined,
  refused: ImportRefused,
): Promise<void> {
  await beginAs(client, roleOf('actions'), 'actions');
  try {
    await appendRefusedImport(client, folder, slug ?? null, refused);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Files in an order in which every file comes after those it points to. */
function toSteps(services: readonly SubgraphDefinition[], folder: readonly FileRows[]): Step[] {
  const rowsOf = new Map(folder.map(({ file, rows }) => [file.name, rows]));
  const open = services.flatMap(({ name, files }) =>
    files.map((file) => ({ service: name, file, rows: rowsOf.get(file.name) ?? [] })),
  );
  const steps: Step[] = [];
  const done = new Set<string>();
  while (open.length > 0) {
    const index = open.findIndex(({ file }) => pointsTo(file).every((name) => done.has(name)));
    const [step] = open.splice(index, 1);
    if (index < 0 || step === undefined)
      throw new Error(`Files point at each other in a ring: ${open.map((s) => s.file.name).join(', ')}`);
    steps.push(step);
    if (!open.some((other) => other.file.name === step.file.name)) done.add(step.file.name);
  }
  return steps;
}

const pointsTo = (file: CsvFile): string[] =>
  Object.values(file.columns).flatMap(({ refersTo }) =>
    refersTo && refersTo !== file.name ? [refersTo] : [],
  );

async function load(options: ImportOptions, steps: readonly Step[], slug: string, problems: Problems) {
  const { client, services } = options;
  const become = async (service: ServiceName) => {
    await client.query(`set local role "${options.roleOf(service)}"; set local search_path to ${service}`);
  };
  await client.query(setLocal(HUB_SETTINGS));
  // Two imports of one programme wait for each other; of two programmes too, since they share organisations.
  await client.query(`select pg_advisory_xact_lock(hashtext('kapstok import'))`);
  await become('actions');
  const known = await client.query<{ id: string }>('select id from programme where slug = $1', [slug]);
  const programmeId = known.rows[0]?.id ?? uuidv7();
  const ids = new Map<ServiceName, Ids>();
  const shared = new Ids();
  const rowsOf = new Map(steps.map(({ file, rows }) => [file.name, rows]));
  const written: { step: Step; target: LoadTarget; rows: readonly TableRow[]; counts: FileCounts }[] = [];
  for (const [index, step] of steps.entries()) {
    options.onProgress?.(index, steps.length, step.file.name);
    await become(step.service);
    const own = step.file.table === 'source' ? ownIds(ids, step.service) : shared;
    const target: LoadTarget = {
      db: client,
      file: step.file,
      programmeId,
      ids: own,
      problems,
      rowsOf: (file) => rowsOf.get(file) ?? [],
      find: (file, cells) => (file === 'sources.csv' ? ownIds(ids, step.service) : shared).find(file, cells),
    };
    const rows = await readTableRows(target, step.rows);
    // Once something is wrong nothing is written any more; reading goes on, to name all problems at once.
    if (problems.count > 0) continue;
    written.push({ step, target, rows, counts: await write(target, step, rows) });
  }
  if (problems.count > 0) throw new ImportRefused(problems);
  const files: FileCounts[] = [];
  for (const { step, target, rows, counts } of written.reverse()) {
    await become(step.service);
    const deleted = step.file.scope === 'programme' ? await removeOthers(target, rows) : 0;
    files.unshift({ ...counts, deleted });
  }
  // One event per service for the whole import; the others hear it after the commit.
  for (const service of services) {
    await become(service.name);
    await service.afterImport?.(client, programmeId, today());
    await publish(client, service.describe, programmeId);
  }
  options.onProgress?.(steps.length, steps.length, '');
  return { slug, programmeId, files };
}

const today = (): string => new Date().toISOString().slice(0, 10);

function ownIds(ids: Map<ServiceName, Ids>, service: ServiceName): Ids {
  const own = ids.get(service) ?? new Ids();
  ids.set(service, own);
  return own;
}

async function write(target: LoadTarget, step: Step, rows: readonly TableRow[]): Promise<FileCounts> {
  const isShared = target.file.scope === 'shared' || target.file.scope === 'frozen';
  if (isShared) await checkIdentity(target, rows, step.rows);
  const written = await upsert(target, rows);
  if (target.file.scope === 'frozen') checkFrozen(target, written, step.rows);
  if (isShared) await recordListing(target, rows);
  const [inserted, updated] = [written.inserted.size, written.updated.size];
  const unchanged = rows.length - inserted - updated;
  return { file: step.file.name, service: step.service, inserted, updated, deleted: 0, unchanged };
}

/** A rule of the database that no cell check foresaw, told as a problem of the file. */
function brokenRule(error: unknown, files: readonly CsvFile[]): ImportRefused | null {
  if (!(error instanceof Error) || !('code' in error) || !('table' in error)) return null;
  if (!['23514', '23505', '23503'].includes(String(error.code))) return null;
  const file = files.find(({ table }) => table === error.table)?.name ?? String(error.table);
  const rule = 'constraint' in error ? String(error.constraint) : 'unknown';
  const problems = new Problems();
  problems.add({ file, message: `a row breaks the rule ${rule} of the database` });
  return new ImportRefused(problems);
}
