import type { ServiceName } from '@kapstok/schema';
import type { Database } from '../database.ts';
import type { Queryable } from '../import/queryable.ts';
import type { SubgraphDefinition } from '../subgraph.ts';

/** What listening needs of a service. */
type Consumer = Pick<SubgraphDefinition, 'name' | 'hears' | 'learn'>;

import { BEGINNING, type FactsEvent, type Position, readOutbox } from './outbox.ts';

const BATCH = 50;

/** Where the events of a service can be read: in this process or over the wire. */
export type EventSource = (after: Position) => Promise<FactsEvent[]>;

/** The events of a service that this process can reach by its database. */
export const eventsOf =
  (database: Database): EventSource =>
  (after) =>
    database.change((db) => readOutbox(db, after, BATCH));

/**
 * Applies what other services said and this one has not heard yet; returns how many events. Each batch and the new
 * position are one transaction, so an event counts once however often the process dies. Two callers wait for each
 * other at the position's row.
 */
export async function catchUp(
  consumer: Consumer,
  database: Database,
  sources: ReadonlyMap<ServiceName, EventSource>,
): Promise<number> {
  let count = 0;
  for (const producer of consumer.hears) {
    const source = sources.get(producer);
    if (source === undefined) throw new Error(`${consumer.name} hears ${producer}, but has no way to it.`);
    for (let heard = BATCH; heard > 0; count += heard)
      heard = await database.change((db) => hear(db, consumer, producer, source));
  }
  return count;
}

async function hear(
  db: Queryable,
  consumer: Consumer,
  producer: ServiceName,
  source: EventSource,
): Promise<number> {
  const events = await source(await lockPosition(db, producer));
  for (const { programmeId, actionId, facts } of events)
    await consumer.learn(db, producer, programmeId, facts, actionId);
  const last = events.at(-1);
  if (last !== undefined)
    await db.query('update inbox set id = $2, applied_at = now() where producer = $1', [producer, last.id]);
  return events.length;
}

async function lockPosition(db: Queryable, producer: ServiceName): Promise<Position> {
  await db.query('insert into inbox (producer, id) values ($1, $2) on conflict do nothing', [
    producer,
    BEGINNING.id,
  ]);
  const { rows } = await db.query<Position>('select id::text from inbox where producer = $1 for update', [
    producer,
  ]);
  return rows[0] ?? BEGINNING;
}

/** Forgets how far a service has heard; the next `catchUp` applies every event again. */
export function forgetEvents(database: Database): Promise<void> {
  return database.change(async (db) => {
    await db.query('delete from inbox');
  });
}

/** Whether a service has heard all that the others have said so far. */
export async function hasHeardAll(
  consumer: SubgraphDefinition,
  database: Database,
  databaseOf: (producer: ServiceName) => Database,
): Promise<boolean> {
  for (const producer of consumer.hears) {
    const said = await databaseOf(producer).change((db) => lastPosition(db, 'outbox', 'true'));
    const heard = await database.change((db) => lastPosition(db, 'inbox', `producer = '${producer}'`));
    if (BigInt(said.id) > BigInt(heard.id)) return false;
  }
  return true;
}

async function lastPosition(db: Queryable, table: 'outbox' | 'inbox', where: string): Promise<Position> {
  const { rows } = await db.query<Position>(
    `select id::text from ${table} where ${where} order by ${table}.id desc limit 1`,
  );
  return rows[0] ?? BEGINNING;
}
