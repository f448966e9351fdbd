import { mapBy, type Page, type PageRequest, pagesByParent, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Account, AccountIdentity } from './account.ts';

/** Accounts and how providers know them. */
export class AccountStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Account>> => {
    const rows = await this.#tables.prisma.account.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Account>), (account) => account.id);
  };

  identities = async (ids: readonly string[]): Promise<Map<string, AccountIdentity>> => {
    const rows = await this.#tables.prisma.accountIdentity.findMany({
      where: { accountId: { in: [...ids] } },
    });
    return mapBy(rows.map(toDomain<AccountIdentity>), (identity) => identity.accountId);
  };

  /** One page of all accounts, by name. */
  page = async (request: PageRequest): Promise<Page | undefined> => {
    const all = '00000000-0000-0000-0000-000000000000';
    const rows = sql`select ${all}::uuid, id, lower(coalesce(name, '')) from account`;
    return (await pagesByParent(this.#tables.sql, rows, request)).get(all);
  };
}
