import { groupBy, mapBy, newId } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Secret } from './secret.ts';
import type { ApiToken } from './token.ts';

/** What is read of a token: everything but its hash. */
const SHOWN = {
  id: true,
  accountId: true,
  name: true,
  start: true,
  scope: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
  version: true,
  carriesVouched: true,
} as const;

/** API tokens. */
export class TokenStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, ApiToken>> => {
    const where = { id: { in: [...ids] } };
    const rows = await this.#tables.prisma.apiToken.findMany({ where, select: SHOWN });
    return mapBy(rows as ApiToken[], (token) => token.id);
  };

  /** The tokens of each account, newest first; also those that ended. */
  byAccounts = async (ids: readonly string[]): Promise<Map<string, ApiToken[]>> => {
    const where = { accountId: { in: [...ids] } };
    const rows = await this.#tables.prisma.apiToken.findMany({
      where,
      select: SHOWN,
      orderBy: { id: 'desc' },
    });
    return groupBy(rows as ApiToken[], (token) => token.accountId);
  };

  /** Makes a token, inside a change; of its secret only the hash is kept. */
  make = async (
    row: Pick<ApiToken, 'accountId' | 'name' | 'scope' | 'createdAt' | 'expiresAt'>,
    { hash, start }: Secret,
  ): Promise<string> => {
    const id = newId();
    await this.#tables.sql
      .insertInto('api_token')
      .values({
        id,
        account_id: row.accountId,
        name: row.name,
        hash,
        start,
        scope: row.scope,
        created_at: row.createdAt,
        expires_at: row.expiresAt,
        carries_vouched: true,
      })
      .execute();
    return id;
  };

  /** A token that stays as it is until the change ends; undefined when whoever asks may not change it. */
  lock = async (id: string): Promise<Pick<ApiToken, 'id' | 'version' | 'revokedAt'> | undefined> => {
    const { rows } = await sql<Pick<ApiToken, 'id' | 'version' | 'revokedAt'>>`
      select id, version, revoked_at as "revokedAt" from api_token where id = ${id} for update`.execute(
      this.#tables.sql,
    );
    return rows[0];
  };

  revoke = async (id: string, now: Date): Promise<void> => {
    const { numUpdatedRows } = await this.#tables.sql
      .updateTable('api_token')
      .set((row) => ({ revoked_at: now, version: row('version', '+', 1) }))
      .where('id', '=', id)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Error('A token that was locked could not be revoked.');
  };

  /** Revokes every token of an account that works still. */
  revokeAll = async (accountId: string, now: Date): Promise<void> => {
    await this.#tables.sql
      .updateTable('api_token')
      .set((row) => ({ revoked_at: now, version: row('version', '+', 1) }))
      .where('account_id', '=', accountId)
      .where('revoked_at', 'is', null)
      .execute();
  };
}
