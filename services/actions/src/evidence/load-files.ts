import { ChangeRefused, type Queryable } from '@kapstok/kit';
import type { Context } from '../context.ts';
import type { Evidence, ProgressUpdate } from '../update/update.ts';
import { fileIdOf } from './evidence-file.ts';

/** Keeps files from being removed as unused until the change ends; who removes them holds it alone. */
export async function holdFiles(db: Queryable, how: 'TOGETHER' | 'ALONE'): Promise<void> {
  const lock = how === 'ALONE' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  await db.query(`select ${lock}(hashtextextended('kapstok evidence', 0))`);
}

/** Refuses evidence that names a file which is not there, or which is of another action or organisation. */
export async function needFiles(
  evidence: readonly Evidence[],
  { actionId, organisationId }: Pick<ProgressUpdate, 'actionId' | 'organisationId'>,
  { evidenceFiles }: Context,
  db: Queryable,
): Promise<void> {
  const ids = evidence.flatMap(({ url }) => fileIdOf(url) ?? []);
  if (ids.length === 0) return;
  await holdFiles(db, 'TOGETHER');
  const files = await evidenceFiles.byIds(ids);
  for (const id of ids) {
    const file = files.get(id);
    if (file?.actionId === actionId && file.organisationId === organisationId) continue;
    const message =
      'Evidence names a file that is not there, or is of another action or organisation. Send the file first (POST /evidence); what no update names is removed after a day.';
    throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'evidence' });
  }
}
