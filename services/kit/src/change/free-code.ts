import type { Queryable } from '../import/queryable.ts';

/**
 * A code that no row of the programme has: `stem` and the number after the highest one in use, such as `A-12-s3`.
 * `table` is a literal of ours. Lock what the stem is of: two who ask at once would get the same.
 */
export async function freeCode(
  db: Queryable,
  table: string,
  programmeId: string,
  stem: string,
): Promise<string> {
  const { rows } = await db.query<{ next: string }>(
    `select coalesce(max(substr(code, length($2) + 1)::bigint), 0) + 1 as next from ${table}
     where programme_id = $1 and starts_with(code, $2) and substr(code, length($2) + 1) ~ '^[0-9]{1,15}$'`,
    [programmeId, stem],
  );
  return `${stem}${rows[0]?.next ?? 1}`;
}
