import { subgraphs } from '@kapstok/all';
import {
  ensureRoles,
  grantService,
  migrate,
  migrationStatus,
  readHeads,
  serviceRole,
  withOwner,
} from '@kapstok/kit';
import type { ServiceName } from '@kapstok/schema';

/** Who the hub is in its database. */
export interface HubIdentity {
  /** URL of the owner of the tables. */
  readonly ownerUrl: string;
  /** What role names begin with, so that two hubs can share a server. */
  readonly rolePrefix: string;
  /** What their passwords derive from. */
  readonly secret: string;
}

/** Where a service keeps its migrations. */
export const migrationsOf = ({ directory }: Pick<(typeof subgraphs)[number], 'directory'>): URL =>
  new URL('prisma/migrations/', directory);

const placeOf = (service: (typeof subgraphs)[number]) => ({
  schema: service.name,
  directory: migrationsOf(service),
});

/**
 * Brings every service's tables and rights up to date; returns the names of the migrations that it applied. `only`
 * names, for each service, those that may be: the tables are then those of an older release.
 */
export async function prepareDatabase(
  { ownerUrl, rolePrefix, secret }: HubIdentity,
  only?: ReadonlyMap<string, readonly string[]>,
): Promise<string[]> {
  return withOwner(ownerUrl, async (owner) => {
    const applied: string[] = [];
    const services = subgraphs.map((service) => service.name);
    await ensureRoles(owner, { prefix: rolePrefix, services, secret });
    for (const service of subgraphs) {
      const names = await migrate(owner, { ...placeOf(service), only: only?.get(service.name) });
      applied.push(...names.map((name) => `${service.name}/${name}`));
      const role = serviceRole(rolePrefix, service.name);
      const { name: schema, hasScratch = false } = service;
      await grantService(owner, { schema, role, appendOnly: ['audit_entry'], hasScratch });
    }
    return applied;
  });
}

/** Migrations that are not applied yet, with their SQL. */
export async function pendingMigrations(
  ownerUrl: string,
): Promise<{ service: ServiceName; name: string; sql: string }[]> {
  return withOwner(ownerUrl, async (owner) => {
    const pending = [];
    for (const service of subgraphs) {
      const status = await migrationStatus(owner, placeOf(service));
      pending.push(...status.pending.map(({ name, sql }) => ({ service: service.name, name, sql })));
    }
    return pending;
  });
}

/** Whether somebody did anything in this database: every change leaves an entry in an audit trail. */
export async function isUsed(ownerUrl: string): Promise<boolean> {
  return withOwner(ownerUrl, async (owner) => {
    const made: ServiceName[] = [];
    for (const { name } of subgraphs) {
      const { rows } = await owner.query('select 1 where to_regclass($1) is not null', [
        `${name}.audit_entry`,
      ]);
      if (rows.length > 0) made.push(name);
    }
    return made.length > 0 && (await readHeads(owner, made)).length > 0;
  });
}
