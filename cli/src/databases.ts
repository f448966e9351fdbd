import { setTimeout as delay } from 'node:timers/promises';
import { subgraphs } from '@kapstok/all';
import {
  catchUp,
  Database,
  type EventSource,
  eventsOf,
  hasHeardAll,
  roleUrl,
  serviceRole,
} from '@kapstok/kit';
import type { ServiceName } from '@kapstok/schema';
import type { HubIdentity } from './prepare-database.ts';

/** Every service's door to the one PostgreSQL. */
export interface Databases {
  of(service: ServiceName): Database;
  /** A URL by which this process can wait for news of events. */
  readonly listenUrl: string;
  close(): Promise<void>;
}

export function openDatabases({ ownerUrl, rolePrefix, secret }: HubIdentity): Databases {
  const urlOf = (service: ServiceName) => roleUrl(ownerUrl, serviceRole(rolePrefix, service), secret);
  const open = new Map(
    subgraphs.map(({ name, own }) => [name, new Database({ url: urlOf(name), service: name, own })] as const),
  );
  return {
    of(service) {
      const database = open.get(service);
      if (database === undefined) throw new Error(`There is no service ${service}.`);
      return database;
    },
    listenUrl: urlOf('actions'),
    async close() {
      await Promise.all([...open.values()].map((database) => database.close()));
    },
  };
}

/** Lets every service hear what the others said. */
export async function catchUpAll(databases: Databases): Promise<void> {
  const sources = new Map<ServiceName, EventSource>(
    subgraphs.map(({ name }) => [name, eventsOf(databases.of(name))]),
  );
  for (const service of subgraphs) await catchUp(service, databases.of(service.name), sources);
}

/**
 * Lets every service hear what one of them has just said. Whoever asks while that is under way waits for one more
 * round, which hears all that was said until it began: many changes at once cost two rounds and not one each.
 */
export function createSpread(databases: Databases): (producer: ServiceName) => Promise<void> {
  const rounds = new Map<ServiceName, { running: Promise<void>; next: Promise<void> | null }>();
  const begin = (producer: ServiceName): Promise<void> => {
    const running = spread(databases, producer).finally(() => {
      if (rounds.get(producer)?.next === null) rounds.delete(producer);
    });
    rounds.set(producer, { running, next: null });
    return running;
  };
  return (producer) => {
    const round = rounds.get(producer);
    if (round === undefined) return begin(producer);
    round.next ??= round.running.then(
      () => begin(producer),
      () => begin(producer),
    );
    return round.next;
  };
}

async function spread(databases: Databases, producer: ServiceName): Promise<void> {
  const sources = new Map<ServiceName, EventSource>([[producer, eventsOf(databases.of(producer))]]);
  const listening = subgraphs.filter(({ hears }) => hears.includes(producer));
  await Promise.all(
    listening.map(({ name, learn }) =>
      catchUp({ name, learn, hears: [producer] }, databases.of(name), sources),
    ),
  );
}

const LOOK_AGAIN_MS = 50;
const LONGEST_WAIT_MS = 30_000;

/**
 * As `catchUpAll`, and again until nothing is left to hear of what others say meanwhile. False when that takes too long; the hub then hears it later.
 */
export async function catchUpFully(databases: Databases): Promise<boolean> {
  const end = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    await catchUpAll(databases);
    const heard = subgraphs.map((service) =>
      hasHeardAll(service, databases.of(service.name), (producer) => databases.of(producer)),
    );
    if ((await Promise.all(heard)).every(Boolean)) return true;
    if (performance.now() > end) return false;
    await delay(LOOK_AGAIN_MS);
  }
}
