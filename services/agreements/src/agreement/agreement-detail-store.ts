import { groupBy, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import {
  type AgreementParty,
  type AgreementTask,
  type Allocation,
  type CostShare,
  type CostShareNode,
  costShareTree,
  type Obligation,
} from './agreement.ts';

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

  /** In SQL, since what falls short is a difference of exact decimals. */
  obligations = async (ids: readonly string[]): Promise<Map<string, Obligation[]>> => {
    const { rows } = await sql<Obligation>`
      select id, agreement_id as "agreementId", code, kind, title, due_value as "dueValue",
        due_value_reason as "dueValueReason", realised_value as "realisedValue",
        realised_value_reason as "realisedValueReason",
        case when due_value is not null and realised_value is not null
          then greatest(due_value - realised_value, 0) end as "shortValue",
        unit, source_id as "sourceId"
      from obligation where agreement_id = any (${ids}::uuid[])
      order by code, id`.execute(this.#tables.sql);
    return groupBy(rows, ofAgreement);
  };

  costShares = async (ids: readonly string[]): Promise<Map<string, CostShareNode[]>> => {
    const where = { agreementId: { in: [...ids] } };
    const rows = await this.#tables.prisma.costShare.findMany({ where, orderBy: { code: 'asc' } });
    const byAgreement = groupBy(rows.map(toDomain<CostShare>), ofAgreement);
    return new Map([...byAgreement].map(([id, shares]) => [id, costShareTree(shares)]));
  };
}
