import type { Queryable } from '@kapstok/kit';

/** What other services must hear after figures changed: where the actions stand that these indicators follow. */
export async function tellsOf(
  db: Queryable,
  programmeId: string,
  indicatorIds: readonly string[],
): Promise<{ readonly programmeId: string; readonly actionIds: readonly string[] }> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct action_id as id from contribution
     where indicator_id = any ($1::uuid[]) and ended_on is null order by 1`,
    [[...indicatorIds]],
  );
  return { programmeId, actionIds: rows.map(({ id }) => id) };
}
