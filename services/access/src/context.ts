import type { Database, KitContext } from '@kapstok/kit';
import { AccountStore } from './account/account-store.ts';
import type { DB } from './generated/kysely/types.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { cacheOf, type PersonCache } from './person/person-cache.ts';
import { PlanStore } from './plan/plan-store.ts';
import { PublicationStore } from './publication/publication-store.ts';
import { RoleStore } from './role/role-store.ts';
import { SessionStore } from './session/session-store.ts';
import { TokenStore } from './token/token-store.ts';

/** The stores of this service. */
export interface Stores {
  readonly accounts: AccountStore;
  readonly assignedRoles: RoleStore;
  readonly tokens: TokenStore;
  readonly browserSessions: SessionStore;
  readonly publications: PublicationStore;
  readonly plan: PlanStore;
  /** What the door remembers of people. */
  readonly people: PersonCache;
}

/** What every resolver of this service gets. */
export interface Context extends KitContext, Stores {}

export function createStores(database: Database): Stores {
  const prisma = new PrismaClient({ adapter: database.prismaAdapter(), errorFormat: 'minimal' });
  const tables = { prisma, sql: database.kysely<DB>() };
  return {
    accounts: new AccountStore(tables, database),
    assignedRoles: new RoleStore(tables),
    tokens: new TokenStore(tables),
    browserSessions: new SessionStore(tables),
    publications: new PublicationStore(tables),
    plan: new PlanStore(tables),
    people: cacheOf(database),
  };
}
