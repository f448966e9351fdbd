import type { Database } from '@kapstok/kit';
import type { FileStore } from './evidence-file.ts';
import { holdFiles } from './load-files.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * Removes files that no update names, a day after they were sent; how many went from the store. Only what a row says
 * is removed: a store in which somebody else's files lie too loses none of them. The bytes go first: when the rest
 * fails, the row is still there for the next time, and who sends the file again puts it back.
 */
export function removeUnusedEvidence(database: Database, files: FileStore, now: Date): Promise<number> {
  const before = new Date(now.getTime() - DAY_MS);
  return database.change(async (db) => {
    await holdFiles(db, 'ALONE');
    const { rows: unused } = await db.query<{ id: string }>(
      `select id from evidence_file file where uploaded_at < $1 and not exists (
         select from progress_update report where report.action_id = file.action_id
           and report.organisation_id = file.organisation_id
           and report.evidence @> jsonb_build_array(jsonb_build_object('url', '/evidence/' || file.id)))`,
      [before],
    );
    const ids = unused.map(({ id }) => id);
    const { rows } = await db.query<{ sha256: string }>(
      `select distinct sha256 from evidence_file file where id = any ($1::uuid[]) and not exists (
         select from evidence_file other where other.sha256 = file.sha256 and other.id <> all ($1::uuid[]))`,
      [ids],
    );
    for (const { sha256 } of rows) await files.remove(sha256);
    await db.query('delete from evidence_file where id = any ($1::uuid[])', [ids]);
    return rows.length;
  });
}
