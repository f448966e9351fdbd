import type { Queryable } from '../import/queryable.ts';
import type { Facts } from './facts.ts';

/**
 * Where an event stands: its number. Whoever publishes waits for whoever publishes in the same service, from before
 * the number is drawn until the end of the transaction; so the order of numbers is the order of commits, and no event
 * can appear before one that was read already.
 */
export interface Position {
  readonly id: string;
}
export const BEGINNING: Position = { id: '0' };

/** What a service said of one programme, or of one action of it; it replaces whatever it said of that before. */
export interface FactsEvent extends Position {
  readonly programmeId: string;
  /** Null: it is about the whole programme. */
  readonly actionId: string | null;
  readonly facts: Facts;
}

/** Waits until nobody else publishes in this service, and lets nobody do so until the transaction ends. */
export async function takeTurn(db: Queryable): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('kapstok outbox ' || current_schema(), 0))`);
}

/** What a service can say of a programme, or of one action of it. */
export type Describe = (db: Queryable, programmeId: string, actionId?: string | null) => Promise<Facts>;

/**
 * Says what the service knows of a programme, or of one action of it, in the transaction of the change. It is found
 * out when it is our turn: what others changed and said before is then seen.
 */
export async function publish(
  db: Queryable,
  describe: Describe,
  programmeId: string,
  actionId: string | null = null,
): Promise<void> {
  await takeTurn(db);
  const facts = await describe(db, programmeId, actionId);
  // An event tells all that the service knows of what it is about, so an earlier one has nothing left to say.
  await db.query('delete from outbox where programme_id = $1 and ($2::uuid is null or action_id = $2)', [
    programmeId,
    actionId,
  ]);
  await db.query('insert into outbox (programme_id, action_id, facts) values ($1, $2, $3::jsonb)', [
    programmeId,
    actionId,
    JSON.stringify(facts),
  ]);
  await db.query(`select pg_notify('kapstok_events', current_schema())`);
}

/** The events after a position, in their order. */
export async function readOutbox(db: Queryable, after: Position, limit: number): Promise<FactsEvent[]> {
  const { rows } = await db.query<FactsEvent>(
    `select id::text, programme_id as "programmeId", action_id as "actionId", facts from outbox
     where id > $1::bigint order by outbox.id limit $2`,
    [after.id, limit],
  );
  return rows;
}
