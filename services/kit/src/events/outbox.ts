import type { Queryable } from '../import/queryable.ts';
import type { Facts } from './facts.ts';

/**
 * Where an event stands: the transaction that wrote it, and its number in it. Events are read in this order, and only
 * up to the oldest transaction that still runs, so that none can appear before one that was read already. (A number
 * from a sequence alone would do that: a later one can commit first.)
 */
export interface Position {
  readonly xid: string;
  readonly id: string;
}
export const BEGINNING: Position = { xid: '0', id: '0' };

/** What a service said of one programme; it replaces whatever the service said of it before. */
export interface FactsEvent extends Position {
  readonly programmeId: string;
  readonly facts: Facts;
}

/** Says what the service knows of a programme, in the transaction of the change. */
export async function publish(db: Queryable, programmeId: string, facts: Facts): Promise<void> {
  // An event tells the whole of what the service knows of a programme, so an earlier one has nothing left to say.
  await db.query('delete from outbox where programme_id = $1', [programmeId]);
  await db.query('insert into outbox (programme_id, facts) values ($1, $2::jsonb)', [
    programmeId,
    JSON.stringify(facts),
  ]);
  await db.query(`select pg_notify('kapstok_events', current_schema())`);
}

/** The events after a position that no running transaction can precede any more. */
export async function readOutbox(db: Queryable, after: Position, limit: number): Promise<FactsEvent[]> {
  const { rows } = await db.query<{ xid: string; id: string; programmeId: string; facts: Facts }>(
    `select xid::text, id::text, programme_id as "programmeId", facts from outbox
     where (xid, id) > ($1::bigint, $2::bigint)
       and xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
     order by outbox.xid, outbox.id limit $3`,
    [after.xid, after.id, limit],
  );
  return rows;
}
