import type { Facts } from '../events/facts.ts';
import type { Queryable } from '../import/queryable.ts';

/** Files name a programme as people do: keeps what the service actions says of it, in `programme_name`. */
export async function keepProgrammeName(
  db: Queryable,
  programmeId: string,
  { programme }: Facts,
): Promise<void> {
  await db.query('delete from programme_name where programme_id = $1', [programmeId]);
  if (programme === undefined) return;
  await db.query('insert into programme_name (programme_id, slug) values ($1, $2)', [
    programmeId,
    programme.slug,
  ]);
}
