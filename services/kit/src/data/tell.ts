import { PUBLIC_SUBJECT, type Viewer } from '@kapstok/schema';
import { type AuditValues, appendAudit } from '../audit/append.ts';
import type { Database } from '../database.ts';

/** What leaves the hub is in the trail before it leaves. Without sign-in anybody could fill the trail: that is left out. */
export async function tellExport(
  database: Database,
  { subject, correlationId }: Viewer,
  dataset: string,
  after: AuditValues,
): Promise<void> {
  if (subject === PUBLIC_SUBJECT) return;
  await database.change((db) =>
    appendAudit(db, {
      subject,
      what: 'DATASET_EXPORTED',
      objectType: 'Dataset',
      objectId: dataset,
      programmeId: null,
      before: null,
      after,
      reason: null,
      correlationId,
    }),
  );
}
