import { freeCode, type Queryable } from '@kapstok/kit';
import type { AmendmentField } from '@kapstok/schema';
import { insertRow } from '../change/rows.ts';
import type { Agreement } from './agreement.ts';

/** What an amendment changes, as texts. */
export interface FieldChange {
  readonly field: AmendmentField;
  readonly before: string | null;
  readonly after: string | null;
}

/** Keeps what was changed in an agreement that is signed, as its next version; a draft has no versions. */
export async function noteAmendment(
  db: Queryable,
  { id, programmeId, code, status }: Agreement,
  { amendedOn, reason }: { readonly amendedOn: string; readonly reason: string | null },
  changes: readonly FieldChange[],
): Promise<void> {
  const real = changes.filter(({ before, after }) => before !== after);
  if (status === 'DRAFT' || real.length === 0) return;
  const { rows } = await db.query<{ next: number }>(
    'select coalesce(max(number), 0) + 1 as next from agreement_amendment where agreement_id = $1',
    [id],
  );
  for (const { field, before, after } of real)
    await insertRow(db, 'agreement_amendment', {
      programme_id: programmeId,
      code: await freeCode(db, 'agreement_amendment', programmeId, `${code}-am`),
      agreement_id: id,
      number: rows[0]?.next ?? 1,
      amended_on: amendedOn,
      field,
      value_before: before,
      value_after: after,
      reason,
    });
}
