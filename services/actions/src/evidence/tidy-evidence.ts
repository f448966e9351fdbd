import type { Database } from '@kapstok/kit';
import type { FileStore } from './evidence-file.ts';
import { holdFiles } from './load-files.ts';

const DAY_MS = 24 * 3_600_000;

/** Removes files that no update names, a day after they were sent; how many files went from the store. */
export async function removeUnusedEvidence(database: Database, files: FileStore, now: Date): Promise<number> {
  const before = new Date(now.getTime() - DAY_MS);
  await database.change(async (db) => {
    await holdFiles(db, 'ALONE');
    await db.query(
      `delete from evidence_file file where uploaded_at < $1 and not exists (
         select from progress_update report where report.action_id = file.action_id
           and report.organisation_id = file.organisation_id
           and report.evidence @> jsonb_build_array(jsonb_build_object('url', '/evidence/' || file.id)))`,
      [before],
    );
  });
  // Only now that no row names them for certain; and while nobody puts the same content there anew.
  return database.change(async (db) => {
    await holdFiles(db, 'ALONE');
    const { rows } = await db.query<{ sha256: string }>('select distinct sha256 from evidence_file');
    return files.sweep(new Set(rows.map(({ sha256 }) => sha256)), before);
  });
}
