import { subgraphs } from '@kapstok/all';
import { catchUp, Database, type EventSource, eventsOf, roleUrl, serviceRole } from '@kapstok/kit';
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
    subgraphs.map(({ name }) => [name, new Database({ url: urlOf(name), service: name })] as const),
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
