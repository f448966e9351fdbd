import { createHash } from 'node:crypto';
import { v4 as uuid } from 'uuid';
import type { ExportResult } from '../import/export-programme.ts';
import type { FileCounts } from '../import/import-programme.ts';
import type { Queryable } from '../import/queryable.ts';
import type { FileRows } from '../import/read-folder.ts';
import { HUB_SETTINGS, setLocal } from '../session.ts';
import { type AuditValues, appendAudit, HUB_SUBJECT } from './append.ts';

/** What becomes of a programme as a whole: kept in the trail of the service that keeps programmes. */
interface FolderEntry {
  readonly what: 'PROGRAMME_IMPORTED' | 'PROGRAMME_EXPORTED' | 'IMPORT_REFUSED';
  readonly programmeId: string | null;
  readonly after: AuditValues;
  readonly reason?: string;
}

/** All rows that an import made, changed or removed are one entry, which tells the bytes that they came from. */
export function appendImport(
  db: Queryable,
  folder: readonly FileRows[],
  result: { slug: string; programmeId: string; files: readonly FileCounts[] },
): Promise<void> {
  const { slug, programmeId, files } = result;
  const after = { slug, ...digestsOf(folder), rows: files.map(countsOf) };
  return append(db, { what: 'PROGRAMME_IMPORTED', programmeId, after });
}

/** The problems themselves quote the files and are not kept; the hash tells which files they were. */
export async function appendRefusedImport(
  db: Queryable,
  folder: readonly FileRows[],
  slug: string | null,
  problems: { readonly message: string },
): Promise<void> {
  const known = await db.query<{ id: string }>('select id from programme where slug = $1', [slug]);
  const programmeId = known.rows[0]?.id ?? null;
  const after = { slug, ...digestsOf(folder) };
  await append(db, { what: 'IMPORT_REFUSED', programmeId, after, reason: problems.message });
}

export function appendExport(db: Queryable, { slug, programmeId, files }: ExportResult): Promise<void> {
  return append(db, { what: 'PROGRAMME_EXPORTED', programmeId, after: { slug, rows: files } });
}

/** Begins a transaction in which the service of this role writes as the hub. */
export async function beginAs(db: Queryable, role: string, schema: string): Promise<void> {
  await db.query('begin isolation level read committed');
  await db.query(setLocal(HUB_SETTINGS));
  await db.query(`set local role "${role}"; set local search_path to ${schema}`);
}

/** Not who sat at the command line: the hub does not know that, and a name of the system proves nothing. */
function append(db: Queryable, { what, programmeId, after, reason }: FolderEntry): Promise<void> {
  return appendAudit(db, {
    subject: HUB_SUBJECT,
    what,
    objectType: 'Programme',
    objectId: programmeId,
    programmeId,
    before: null,
    after,
    reason: reason ?? null,
    correlationId: uuid(),
  });
}

/** One hash for the folder: of the lines that `sha256sum *.csv` prints for the files that were read. */
function digestsOf(folder: readonly FileRows[]): { sha256: string } {
  const lines = folder.map(({ file, sha256 }) => `${sha256}  ${file.name}\n`).sort(byName);
  return { sha256: createHash('sha256').update(lines.join('')).digest('hex') };
}

const byName = (one: string, other: string): number => (one.slice(66) < other.slice(66) ? -1 : 1);

const countsOf = ({ file, service, inserted, updated, deleted, unchanged }: FileCounts) => ({
  file,
  service,
  inserted,
  updated,
  deleted,
  unchanged,
});
