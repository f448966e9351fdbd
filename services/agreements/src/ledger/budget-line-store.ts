import { mapBy, type Page, type PageRequest, pagesByParent, pagesInOrder, toDomain } from '@kapstok/kit';
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
  domain: sql`entry.domain_id`,
  block: sql`entry.block_id`,
  action: sql`entry.action_id`,
  agreement: sql`entry.agreement_id`,
} as const satisfies Record<Exclude<BudgetLineOwner, 'programme'>, RawBuilder<unknown>>;

/** All lines of a programme; under the name of the entries, for which the rights are the same. */
const OF_PROGRAMME = {
  from: sql`budget_line entry`,
  parent: sql`entry.programme_id`,
  id: sql`entry.id`,
  keys: [
    // Not coalesce, which PostgreSQL does not look up by an index beneath the policies of the table.
    { by: sql`case when entry.year is null then 9999 else entry.year end`, as: 'number' },
    { by: sql`entry.code`, as: 'text' },
  ],
} as const;

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
    const { sql: db } = this.#tables;
    const ofYear = year === null ? sql`` : sql`and entry.year = ${year}`;
    const where = sql`${moneyRows(rights)} ${ofYear}`;
    if (owner === 'programme') return pagesInOrder(db, { ...OF_PROGRAMME, where }, request, ids);
    const rows = sql`
      select distinct ${PARENT[owner]}, line.id, coalesce(line.year::text, '9999') || ' ' || line.code
      from money_entry entry join budget_line line on line.id = entry.row_id
      where ${PARENT[owner]} = any (${ids}::uuid[]) and ${where}`;
    return pagesByParent(db, rows, request);
  };
}
