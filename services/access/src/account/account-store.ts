import { appendAudit, type Database, mapBy, type Page, type PageRequest, pagesByParent } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import { accountMade } from '../person/door-entry.ts';
import { accountOf } from '../person/person-store.ts';
import type { Account, AccountIdentity } from './account.ts';

/** Accounts and how providers know them. */
export class AccountStore {
  readonly #tables: Tables;
  readonly #database: Database;

  constructor(tables: Tables, database: Database) {
    this.#tables = tables;
    this.#database = database;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Account>> => {
    const rows: Account[] = await this.#tables.prisma.account.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows, (account) => account.id);
  };

  identities = async (ids: readonly string[]): Promise<Map<string, AccountIdentity>> => {
    const rows: AccountIdentity[] = await this.#tables.prisma.accountIdentity.findMany({
      where: { accountId: { in: [...ids] } },
    });
    return mapBy(rows, (identity) => identity.accountId);
  };

  /** The programmes in which each account holds or held a role; every programme is not among them. */
  programmesOf = async (ids: readonly string[]): Promise<Map<string, readonly string[]>> => {
    const { rows } = await sql<{ id: string; programmes: string[] }>`
      select account_id as id, array_agg(distinct programme_id) as programmes from role_assignment
      where account_id = any (${ids}::uuid[]) and programme_id is not null group by account_id`.execute(
      this.#tables.sql,
    );
    return new Map(rows.map(({ id, programmes }) => [id, programmes]));
  };

  /** One page of all accounts, by name. */
  page = async (request: PageRequest): Promise<Page | undefined> => {
    const all = '00000000-0000-0000-0000-000000000000';
    const rows = sql`select ${all}::uuid, id, lower(coalesce(name, '')) from account`;
    return (await pagesByParent(this.#tables.sql, rows, request)).get(all);
  };

  /**
   * The account of somebody whom a provider knows, made when there is none. With the rights of the hub, in a
   * transaction of its own: whoever may give a role need not be able to see the account before.
   */
  meet = async (
    who: { readonly issuer: string; readonly subject: string },
    now: Date,
    by: { readonly subject: string; readonly correlationId: string },
  ): Promise<{ id: string; isClosed: boolean }> =>
    this.#database.change(async (db) => {
      const { accountId, isClosed, isNew } = await accountOf(db, who, now);
      const { subject, correlationId } = by;
      if (isNew) await appendAudit(db, { ...accountMade(accountId), subject, correlationId });
      return { id: accountId, isClosed };
    });

  /** An account that stays as it is until the change ends; undefined when it is not for whoever asks to change. */
  lock = async (id: string): Promise<Account | undefined> => {
    const { rows } = await sql<Account>`
      select id, name, created_at as "createdAt", closed_at as "closedAt", version from account
      where id = ${id} for update`.execute(this.#tables.sql);
    return rows[0];
  };

  close = async (id: string, now: Date): Promise<void> => {
    const { numUpdatedRows } = await this.#tables.sql
      .updateTable('account')
      .set((row) => ({ closed_at: now, version: row('version', '+', 1) }))
      .where('id', '=', id)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Error('An account that was locked could not be closed.');
  };
}
