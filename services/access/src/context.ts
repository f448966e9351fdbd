import type { Database, KitContext } from '@kapstok/kit';
import { AccountStore } from './account/account-store.ts';
import type { DB } from './generated/kysely/types.ts';
import { PrismaClient } from './generated/prisma/client.ts';

/** The stores of this service. */
export interface Stores {
  readonly accounts: AccountStore;
}

/** What every resolver of this service gets. */
export interface Context extends KitContext, Stores {}

export function createStores(database: Database): Stores {
  const prisma = new PrismaClient({ adapter: database.prismaAdapter(), errorFormat: 'minimal' });
  const tables = { prisma, sql: database.kysely<DB>() };
  return { accounts: new AccountStore(tables) };
}
