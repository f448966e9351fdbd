import { groupBy, mapBy, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Rights } from '../rights/rights.ts';
import { agreementRows } from '../rights/row-conditions.ts';
import {
  type AgreementParty,
  type AgreementTask,
  type Allocation,
  type CostShare,
  type CostShareNode,
  costShareTree,
  type Obligation,
} from './agreement.ts';
import type { AmendmentChange } from './amendment.ts';
import type { ObligationRollUp } from './roll-up.ts';

const ofAgreement = (row: { readonly agreementId: string }): string => row.agreementId;

/** What belongs to agreements: who is party, what is to be done, for which actions, who bears the cost. */
export class AgreementDetailStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  parties = async (ids: readonly string[]): Promise<Map<string, AgreementParty[]>> => {
    const rows = await this.#tables.prisma.agreementParty.findMany({
      where: { agreementId: { in: [...ids] } },
      orderBy: [{ role: 'asc' }, { organisation: { name: 'asc' } }, { id: 'asc' }],
    });
    return groupBy(rows.map(toDomain<AgreementParty>), ofAgreement);
  };

  tasks = async (ids: readonly string[]): Promise<Map<string, AgreementTask[]>> => {
    const where = { agreementId: { in: [...ids] } };
    const rows = await this.#tables.prisma.agreementTask.findMany({ where, orderBy: { code: 'asc' } });
    return groupBy(rows.map(toDomain<AgreementTask>), ofAgreement);
  };

  /** Largest share first. */
  allocations = async (ids: readonly string[]): Promise<Map<string, Allocation[]>> => {
    const rows = await this.#tables.prisma.allocation.findMany({
      where: { agreementId: { in: [...ids] } },
      orderBy: [{ shareBasisPoints: 'desc' }, { actionId: 'asc' }],
    });
    return groupBy(rows.map(toDomain<Allocation>), ofAgreement);
  };

  /** In SQL, since what is due of a contract and what falls short are exact decimals. */
  obligations = async (ids: readonly string[]): Promise<Map<string, Obligation[]>> => {
    const { rows } = await sql<Obligation>`
      select ${OBLIGATION} from ${WORTH} worth where worth.agreement_id = any (${ids}::uuid[])
      order by worth.code, worth.id`.execute(this.#tables.sql);
    return groupBy(rows, ofAgreement);
  };

  obligationsByIds = async (ids: readonly string[]): Promise<Map<string, Obligation>> => {
    const { rows } = await sql<Obligation>`
      select ${OBLIGATION} from ${WORTH} worth where worth.id = any (${ids}::uuid[])`.execute(
      this.#tables.sql,
    );
    return mapBy(rows, (row) => row.id);
  };

  /**
   * What the parts of agreements promise together, by kind and unit. An agreement that states it speaks for its own
   * parts: what is below it is not added again.
   */
  rollUps = async (rights: Rights, ids: readonly string[]): Promise<Map<string, ObligationRollUp[]>> => {
    const { rows } = await sql<ObligationRollUp & { parent: string }>`
      with recursive family (parent, id, above) as (
        select agreement.parent_id, agreement.id, '{}'::uuid[] from agreement
        where agreement.parent_id = any (${ids}::uuid[]) and ${agreementRows(rights)}
        union all
        select family.parent, agreement.id, family.above || family.id
        from family join agreement on agreement.parent_id = family.id
        where agreement.id <> all (family.above) and ${agreementRows(rights)})
      select family.parent, worth.kind, worth.unit, sum(worth.due) as due, sum(worth.realised_value) as realised,
        count(*)::int as count, count(worth.due)::int as "dueCount", count(worth.realised_value)::int as "realisedCount"
      from family join ${WORTH} worth on worth.agreement_id = family.id
      where not exists (select from obligation higher where higher.agreement_id = any (family.above)
        and higher.kind = worth.kind and higher.unit = worth.unit)
      group by family.parent, worth.kind, worth.unit
      order by worth.kind, worth.unit`.execute(this.#tables.sql);
    return groupBy(rows, (row) => row.parent);
  };

  /** What was changed after the signature, oldest first. */
  amendments = async (ids: readonly string[]): Promise<Map<string, AmendmentChange[]>> => {
    const rows = await this.#tables.prisma.agreementAmendment.findMany({
      where: { agreementId: { in: [...ids] } },
      orderBy: [{ number: 'asc' }, { code: 'asc' }],
    });
    return groupBy(rows.map(toDomain<AmendmentChange>), ofAgreement);
  };

  costShares = async (ids: readonly string[]): Promise<Map<string, CostShareNode[]>> => {
    const where = { agreementId: { in: [...ids] } };
    const rows = await this.#tables.prisma.costShare.findMany({ where, orderBy: { code: 'asc' } });
    const byAgreement = groupBy(rows.map(toDomain<CostShare>), ofAgreement);
    return new Map([...byAgreement].map(([id, shares]) => [id, costShareTree(shares)]));
  };
}

/** Obligations with what is due as a number: as stated, or as a share of the value of the contract. */
const WORTH = sql`(
  select obligation.*, agreement.contract_currency,
    coalesce(due_value, round(agreement.contract_value_cents::numeric * due_share_basis_points / 1000000, 2)) as due
  from obligation join agreement on agreement.id = obligation.agreement_id)`;
const OBLIGATION = sql`
  worth.id, worth.programme_id as "programmeId", worth.agreement_id as "agreementId", worth.code, worth.kind, worth.title,
  worth.due as "dueValue",
  case when worth.due is not null then null when worth.due_share_basis_points is null then worth.due_value_reason
    else 'NOT_PUBLISHED' end as "dueValueReason",
  worth.realised_value as "realisedValue", worth.realised_value_reason as "realisedValueReason",
  case when worth.due is not null and worth.realised_value is not null
    then greatest(worth.due - worth.realised_value, 0) end as "shortValue",
  case when worth.due_share_basis_points is null then worth.unit else coalesce(worth.contract_currency, worth.unit) end
    as unit,
  worth.source_id as "sourceId", worth.due_share_basis_points as "dueShareBasisPoints", worth.version`;
