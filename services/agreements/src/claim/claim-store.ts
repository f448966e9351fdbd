import {
  groupBy,
  inProgrammes,
  isSpoken,
  mapBy,
  type Page,
  type PageRequest,
  pagesByParent,
  toDomain,
} from '@kapstok/kit';
import type { ExpenseClaimStatus } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { BudgetLevel } from '../budget/budget-store.ts';
import type { Tables } from '../database-types.ts';
import type { Rights } from '../rights/rights.ts';
import type { DoubleClaim, ExpenseClaim } from './claim.ts';

const OWNER = { agreement: sql`claim.agreement_id`, programme: sql`claim.programme_id` } as const;
export type ClaimOwner = keyof typeof OWNER;

/** Which page of whose claims. */
export interface ClaimPage {
  readonly owner: ClaimOwner;
  readonly statuses: readonly ExpenseClaimStatus[] | null;
  readonly rights: Rights;
  readonly request: PageRequest;
}

/** Claims of partners. */
export class ClaimStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, ExpenseClaim>> => {
    const rows = await this.#tables.prisma.expenseClaim.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<ExpenseClaim>), (claim) => claim.id);
  };

  /** One page of the claims of each owner, oldest first. */
  pages = (
    { owner, statuses, rights, request }: ClaimPage,
    ids: readonly string[],
  ): Promise<Map<string, Page>> => {
    const status = statuses === null ? sql`true` : sql`claim.status = any (${statuses}::text[])`;
    const rows = sql`
      select ${OWNER[owner]}, claim.id, claim.submitted_on::text || ' ' || claim.code from expense_claim claim
      where ${OWNER[owner]} = any (${ids}::uuid[]) and ${status} and ${claimRows(rights)}`;
    return pagesByParent(this.#tables.sql, rows, request);
  };

  /**
   * Claims that another one of the programme repeats: with the same evidence, or of one organisation with the same
   * amount for days that overlap. Of programmes of which all claims may be read.
   */
  doubles = async (
    level: BudgetLevel,
    rights: Rights,
    ids: readonly string[],
  ): Promise<Map<string, DoubleClaim[]>> => {
    const parents = PARENTS[level];
    if (parents === undefined) return new Map();
    const { rows } = await sql<DoubleClaim>`
      with claim as materialized (
        select * from expense_claim claim where claim.status <> 'REJECTED' and ${steered(rights)}
          and claim.programme_id in (select programme_id from expense_claim claim join ${parents} place
            on place.agreement_id = claim.agreement_id where place.parent = any (${ids}::uuid[]))),
      pair as (
        select first.id as first_id, second.id as second_id, first.evidence_url = second.evidence_url as is_evidence
        from claim first join claim second on second.programme_id = first.programme_id and second.id <> first.id
          and (second.evidence_url = first.evidence_url or second.organisation_id = first.organisation_id
            and second.amount_cents = first.amount_cents and second.currency = first.currency
            and second.period_start <= first.period_end and second.period_end >= first.period_start)),
      told as (
        select distinct place.parent, pair.is_evidence, case when pair.is_evidence then claim.evidence_url end as evidence_url,
          array(select id from claim one where one.id = pair.first_id
            or one.id in (select second_id from pair other where other.first_id = pair.first_id
              and other.is_evidence = pair.is_evidence) order by one.code, one.id) as claim_ids
        from pair join claim on claim.id = pair.first_id join ${parents} place on place.agreement_id = claim.agreement_id
        where place.parent = any (${ids}::uuid[]))
      select parent, case when is_evidence then 'EVIDENCE' else 'EXPENSE' end as kind, evidence_url as "evidenceUrl",
        claim_ids as "claimIds"
      from told order by kind, evidence_url, claim_ids`.execute(this.#tables.sql);
    return groupBy(rows, (row) => row.parent);
  };
}

/** Where the claims of a parent are found, through their agreements. */
const PARENTS: Readonly<Partial<Record<BudgetLevel, RawBuilder<unknown>>>> = {
  programme: sql`(select programme_id as parent, id as agreement_id from agreement)`,
  domain: sql`(select distinct domain_id as parent, agreement_id from agreement_place)`,
  block: sql`(select distinct block_id as parent, agreement_id from agreement_place)`,
  action: sql`(select distinct action_id as parent, agreement_id from agreement_place)`,
  agreement: sql`(select id as parent, id as agreement_id from agreement)`,
  organisation: sql`(select distinct organisation_id as parent, agreement_id from agreement_party)`,
};

const steered = ({ money, drafts }: Rights) =>
  sql`(${inProgrammes(money, sql`claim.programme_id`)} and ${inProgrammes(drafts, sql`claim.programme_id`)})`;
/** Rows of `expense_claim claim` that may be read. */
const claimRows = (rights: Rights) =>
  sql`(${steered(rights)} or ${isSpoken(rights.spoken, sql`claim.organisation_id`, sql`claim.programme_id`)})`;
