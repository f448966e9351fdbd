import { mapBy, type Page, type PageRequest, pagesByParent, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Transaction } from './ledger.ts';

/** Transactions. */
export class TransactionStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Transaction>> => {
    const rows = await this.#tables.prisma.transaction.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Transaction>), (transaction) => transaction.id);
  };

  /** One page of the transactions of each agreement, its own and those on its budget lines, oldest first. */
  pages = (request: PageRequest, ids: readonly string[]): Promise<Map<string, Page>> => {
    const rows = sql`
      select distinct entry.agreement_id, moved.id, moved.transacted_on::text || ' ' || moved.code
      from money_entry entry join transaction moved on moved.id = entry.row_id
      where entry.agreement_id = any (${ids}::uuid[])`;
    return pagesByParent(this.#tables.sql, rows, request);
  };
}
