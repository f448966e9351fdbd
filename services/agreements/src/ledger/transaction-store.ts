import { mapBy, type Page, type PageRequest, pagesByParent } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Rights } from '../rights/rights.ts';
import { moneyRows } from '../rights/row-conditions.ts';
import type { Transaction } from './ledger.ts';

/** Transactions. */
export class TransactionStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Transaction>> => {
    const { rows } = await sql<Transaction>`
      select moved.id, moved.programme_id as "programmeId", moved.code, moved.agreement_id as "agreementId",
        moved.budget_line_id as "budgetLineId", moved.action_id as "actionId", moved.type,
        moved.transacted_on as "transactedOn", moved.transacted_on_precision as "transactedOnPrecision",
        moved.amount_cents as "amountCents", moved.currency, moved.provider_id as "providerId",
        moved.receiver_id as "receiverId", moved.is_synthetic as "isSynthetic", moved.note,
        moved.source_id as "sourceId", moved.version, coalesce(moved.agreement_id, line.agreement_id) as "underId"
      from transaction moved left join budget_line line on line.id = moved.budget_line_id
      where moved.id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return mapBy(rows, (transaction) => transaction.id);
  };

  /** One page of the transactions of each agreement, its own and those on its budget lines, oldest first. */
  pages = (rights: Rights, request: PageRequest, ids: readonly string[]): Promise<Map<string, Page>> => {
    const rows = sql`
      select distinct entry.agreement_id, moved.id, moved.transacted_on::text || ' ' || moved.code
      from money_entry entry join transaction moved on moved.id = entry.row_id
      where entry.agreement_id = any (${ids}::uuid[]) and ${moneyRows(rights)}`;
    return pagesByParent(this.#tables.sql, rows, request);
  };
}
