import type { Queryable } from '@kapstok/kit';

/** What money is for: an action, else the actions that the agreement divides it over; with a domain alone, none. */
export async function actionsFor(
  db: Queryable,
  {
    agreementId,
    actionId,
    domainId,
  }: {
    readonly agreementId: string | null;
    readonly actionId: string | null;
    readonly domainId: string | null;
  },
): Promise<string[]> {
  if (actionId !== null) return [actionId];
  if (domainId !== null || agreementId === null) return [];
  const { rows } = await db.query<{ id: string }>(
    'select action_id as id from allocation where agreement_id = $1 order by action_id',
    [agreementId],
  );
  return rows.map(({ id }) => id);
}
