import { mapBy, type Page, type PageRequest, pagesByParent, toDomain } from '@kapstok/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { PlanLevel } from '../plan/plan-level.ts';
import type { Rights } from '../rights/rights.ts';
import { moneyRows } from '../rights/row-conditions.ts';
import type { BudgetLine } from './ledger.ts';

/** Whose budget lines. */
export type BudgetLineOwner = PlanLevel | 'agreement';

/** Which page of whose lines; of every year when `year` is null. */
export interface BudgetLinePage {
  readonly owner: BudgetLineOwner;
  readonly year: number | null;
  readonly rights: Rights;
  readonly request: PageRequest;
}

/** Where the lines of an owner are found: through the money that falls to it. */
const PARENT = {
  programme: sql`entry.programme_id`,
  domain: sql`entry.domain_id`,
  block: sql`entry.block_id`,
  action: sql`entry.action_id`,
  agreement: sql`entry.agreement_id`,
} as const satisfies Record<BudgetLineOwner, RawBuilder<unknown>>;

/** Budget lines. */
export class BudgetLineStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, BudgetLine>> => {
    const rows = await this.#tables.prisma.budgetLine.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<BudgetLine>), (line) => line.id);
  };

  /** One page of the lines of each owner, by year and code; those for the whole term come last. */
  pages = (
    { owner, year, rights, request }: BudgetLinePage,
    ids: readonly string[],
  ): Promise<Map<string, Page>> => {
    const rows = sql`
      select distinct ${PARENT[owner]}, line.id, coalesce(line.year::text, '9999') || ' ' || line.code
      from money_entry entry join budget_line line on line.id = entry.row_id
      where ${PARENT[owner]} = any (${ids}::uuid[]) and ${moneyRows(rights)}
        ${year === null ? sql`` : sql`and line.year = ${year}`}`;
    return pagesByParent(this.#tables.sql, rows, request);
  };
}
