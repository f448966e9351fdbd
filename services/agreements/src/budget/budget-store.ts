import { groupBy, inProgrammes, isSpoken } from '@kapstok/kit';
import type { BudgetLineKind } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { PlanLevel } from '../plan/plan-level.ts';
import type { Rights } from '../rights/rights.ts';
import { agreementRows, moneyRows, organisationRows, planRows } from '../rights/row-conditions.ts';
import type { BudgetSlice, GoalSlice, MoneyCell } from './budget.ts';

/** By what money is gathered. */
export type BudgetLevel = PlanLevel | 'crosswalk' | 'agreement' | 'agreementWithParts' | 'organisation';

/** Which sums are wanted, and what of them may be read; of every year when `year` is null. */
export interface BudgetQuestion {
  readonly level: BudgetLevel;
  readonly year: number | null;
  readonly rights: Rights;
}

/** Lines that name the same budget of a funder. */
export interface DoubleFunding {
  readonly parent: string;
  readonly sourceBudget: string;
  readonly kind: BudgetLineKind;
  readonly lineIds: readonly string[];
}

type CellRow = MoneyCell & { readonly parent: string };
type SliceRow = CellRow & Omit<BudgetSlice, 'cells'> & { readonly by: SliceBy };
export type SliceBy = 'year' | 'category' | 'funder';
export type Slices = Readonly<Record<SliceBy, readonly BudgetSlice[]>>;

// `counts` marks one part of each row in each parent, so that a row that is divided is counted once.
const SUMS = sql`
  entry.measure, entry.currency, entry.certainty, entry.is_in_kind as "isInKind",
  bool_or(entry.is_synthetic) as "hasSynthetic", sum(entry.cents)::bigint as cents,
  (count(*) filter (where entry.counts))::int as "rowCount",
  (count(*) filter (where entry.counts and entry.cents is null))::int as "unknownCount",
  min(entry.reason) as reason`;
const ALIKE = sql`entry.measure, entry.currency, entry.certainty, entry.is_in_kind`;

const isKept = (level: BudgetLevel): boolean => ['programme', 'domain', 'block'].includes(level);

/** Sums over entries. */
const addedCells = (question: BudgetQuestion, ids: readonly string[]): RawBuilder<CellRow> => sql`
  select entry.parent as parent, ${SUMS} from ${entriesOf(question, ids)} entry
  group by entry.parent, ${ALIKE}
  order by ${ALIKE}`;

/** The same from what is kept. It is asked for those who read all money of the programme. */
function keptCells({ rights, year }: BudgetQuestion, ids: readonly string[]): RawBuilder<CellRow> {
  const isOfYear = year === null ? sql`true` : sql`kept.year = ${year}`;
  return sql`
    select entry.parent, entry.measure, entry.currency, entry.certainty, entry.is_in_kind as "isInKind",
      bool_or(entry.is_synthetic) as "hasSynthetic", sum(entry.cents)::bigint as cents,
      sum(entry.row_count)::int as "rowCount", sum(entry.unknown_count)::int as "unknownCount",
      min(nullif(entry.reason, '')) as reason
    from (
      select kept.parent_id as parent, kept.measure, kept.currency, nullif(kept.certainty, '') as certainty,
        kept.is_in_kind, kept.is_synthetic, kept.reason, kept.row_count, kept.unknown_count,
        case when kept.known_count > 0 then kept.cents end as cents
      from money_sum kept
      where kept.parent_id = any (${ids}::uuid[]) and ${isOfYear}
        and ${inProgrammes(rights.money, sql`kept.programme_id`)}) entry
    group by entry.parent, ${ALIKE}
    order by ${ALIKE}`;
}

/** Sums of money: one statement for any number of parents of one level. */
export class BudgetStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  cells = async (question: BudgetQuestion, ids: readonly string[]): Promise<Map<string, MoneyCell[]>> => {
    const statement = isKept(question.level) ? keptCells(question, ids) : addedCells(question, ids);
    const { rows } = await statement.execute(this.#tables.sql);
    return groupBy(rows, (row) => row.parent);
  };

  /** The same sums by year, by category and by funder. */
  slices = async (question: BudgetQuestion, ids: readonly string[]): Promise<Map<string, Slices>> => {
    const { rows } = await sql<SliceRow>`
      select entry.parent as parent, entry.year, entry.category, entry.funder_id as "funderId",
        case when grouping(entry.year) = 0 then 'year' when grouping(entry.category) = 0 then 'category'
          else 'funder' end as by, ${SUMS}
      from ${entriesOf(question, ids)} entry
      left join organisation funder on funder.id = entry.funder_id and ${organisationRows(question.rights, 'funder')}
      group by grouping sets (
        (entry.parent, ${ALIKE}, entry.year), (entry.parent, ${ALIKE}, entry.category),
        (entry.parent, ${ALIKE}, entry.funder_id, funder.name))
      order by entry.year nulls last, entry.category nulls last, lower(funder.name) nulls last, entry.funder_id,
        ${ALIKE}`.execute(this.#tables.sql);
    return new Map([...groupBy(rows, (row) => row.parent)].map(([id, own]) => [id, toSlices(own)]));
  };

  /** Subsidies by year, earliest first; those for the whole term are in no year. */
  support = async (question: BudgetQuestion, ids: readonly string[]): Promise<Map<string, BudgetSlice[]>> => {
    const { rows } = await sql<CellRow & { readonly year: number }>`
      select entry.parent as parent, entry.year, ${SUMS} from ${entriesOf(question, ids)} entry
      where entry.measure = 'REVENUE' and entry.category = 'SUBSIDY' and entry.year is not null
      group by entry.parent, entry.year, ${ALIKE}
      order by entry.year, ${ALIKE}`.execute(this.#tables.sql);
    const years = [...groupBy(rows, ({ parent, year }) => `${parent} ${year}`).values()].flatMap((cells) =>
      cells[0] === undefined
        ? []
        : [{ parent: cells[0].parent, year: cells[0].year, category: null, funderId: null, cells }],
    );
    return groupBy(years, ({ parent }) => parent);
  };

  /** The same sums by the goal and level of the action that the money is for; neither where it is for none. */
  goalSlices = async (
    question: BudgetQuestion,
    ids: readonly string[],
  ): Promise<Map<string, GoalSlice[]>> => {
    const { rows } = await sql<CellRow & Omit<GoalSlice, 'cells'>>`
      select entry.parent as parent, plan.goal, plan.level, ${SUMS}
      from ${entriesOf(question, ids)} entry
      left join plan_action plan on plan.action_id = entry.action_id and ${planRows(question.rights)}
      group by entry.parent, plan.goal, plan.level, ${ALIKE}
      order by plan.goal nulls last, plan.level nulls last, ${ALIKE}`.execute(this.#tables.sql);
    const slices = [
      ...groupBy(rows, ({ parent, goal, level }) => JSON.stringify([parent, goal, level])).values(),
    ];
    return groupBy(
      slices.flatMap((cells) => (cells[0] === undefined ? [] : [{ ...cells[0], cells }])),
      (slice) => slice.parent,
    );
  };

  /**
   * Source budgets that lines of the parent name and that other lines of the same programme and kind name too. Only of
   * programmes of which the money may be read: of others a viewer would see some of the lines, and think them all.
   */
  doubleFunding = async (
    question: BudgetQuestion,
    ids: readonly string[],
  ): Promise<Map<string, DoubleFunding[]>> => {
    const { rows } = await sql<DoubleFunding>`
      with named as (
        select distinct entry.parent as parent, line.programme_id, line.source_budget, line.kind
        from ${entriesOf(question, ids)} entry join budget_line line on line.id = entry.row_id
        where line.source_budget is not null
          and ${inProgrammes(question.rights.money, sql`line.programme_id`)})
      select named.parent, named.source_budget as "sourceBudget", named.kind,
        array_agg(line.id order by line.code, line.id) as "lineIds"
      from named join budget_line line on line.programme_id = named.programme_id
        and line.source_budget = named.source_budget and line.kind = named.kind
      group by named.parent, named.programme_id, named.source_budget, named.kind
      having count(*) > 1
      order by named.source_budget, named.kind, named.programme_id`.execute(this.#tables.sql);
    return groupBy(rows, (row) => row.parent);
  };
}

const once = sql`entry.part = 1`;
const DIRECT = {
  programme: { parent: sql`entry.programme_id`, counts: once },
  domain: { parent: sql`entry.domain_id`, counts: sql`entry.is_first_in_domain` },
  block: { parent: sql`entry.block_id`, counts: sql`entry.is_first_in_block` },
  action: { parent: sql`entry.action_id`, counts: sql`true` },
  agreement: { parent: sql`entry.agreement_id`, counts: once },
} as const;

/** The money of each parent: rows of `money_entry` with `parent` and `counts` beside them. */
function entriesOf({ level, year, rights }: BudgetQuestion, ids: readonly string[]): RawBuilder<unknown> {
  const rows = sql`${moneyRows(rights)} ${year === null ? sql`` : sql`and entry.year = ${year}`}`;
  if (level === 'agreementWithParts')
    return sql`(
      with recursive family (parent, agreement_id) as (
        select id, id from agreement where id = any (${ids}::uuid[])
        union
        select family.parent, agreement.id from family join agreement on agreement.parent_id = family.agreement_id
        where ${agreementRows(rights)})
      select family.parent, ${once} as counts, entry.*
      from family join money_entry entry on entry.agreement_id = family.agreement_id and ${rows})`;
  if (level === 'organisation')
    return sql`(
      select party.parent, ${once} as counts, entry.*
      from (select distinct party.organisation_id as parent, party.agreement_id, agreement.status
        from agreement_party party join agreement on agreement.id = party.agreement_id
        where party.organisation_id = any (${ids}::uuid[]) and ${agreementRows(rights)}) party
      join money_entry entry on entry.agreement_id = party.agreement_id and ${rows}
      where ${inProgrammes(rights.money, sql`entry.programme_id`)}
          and (party.status <> 'DRAFT' or ${inProgrammes(rights.drafts, sql`entry.programme_id`)})
        or ${isSpoken(rights.spoken, sql`party.parent`, sql`entry.programme_id`)})`;
  if (level === 'crosswalk')
    return sql`(
      select term.id as parent, row_number() over (partition by term.id, entry.row_id order by entry.part) = 1 as counts,
        entry.*
      from unnest(${ids}::uuid[]) term(id)
      join plan_action plan on term.id = any (plan.crosswalk_ids) and ${planRows(rights)}
      join money_entry entry on entry.action_id = plan.action_id and ${rows})`;
  const { parent, counts } = DIRECT[level];
  return sql`(
    select ${parent} as parent, ${counts} as counts, entry.* from money_entry entry
    where ${parent} = any (${ids}::uuid[]) and ${rows})`;
}

function toSlices(rows: readonly SliceRow[]): Slices {
  const slicesBy = (by: SliceBy): BudgetSlice[] => {
    const groups = groupBy(
      rows.filter((row) => row.by === by),
      (row) => JSON.stringify([row.year, row.category, row.funderId]),
    );
    return [...groups.values()].flatMap((cells) => (cells[0] === undefined ? [] : [{ ...cells[0], cells }]));
  };
  return { year: slicesBy('year'), category: slicesBy('category'), funder: slicesBy('funder') };
}
