import { groupBy } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';

/** How many one organisation employs for an agreement, or for one action of it. */
export interface Employed {
  readonly agreementId: string;
  readonly employerId: string;
  readonly actionId: string | null;
  readonly fte: string;
  readonly headCount: number | null;
}

/** The staff of one agreement, as its parts say and as somebody stated. */
export interface Staffing {
  readonly byEmployer: readonly Employed[];
  readonly total: string | null;
  readonly statedTotal: string | null;
  readonly difference: string | null;
}

interface Row extends Omit<Employed, 'employerId'> {
  readonly employerId: string | null;
  readonly total: string | null;
  readonly stated: string | null;
  readonly difference: string | null;
}

/** Who employs how many. */
export class StaffingStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Sums in SQL, since full-time equivalents are exact decimals. */
  byAgreements = async (ids: readonly string[]): Promise<Map<string, Staffing>> => {
    const { rows } = await sql<Row>`
      with part as (
        select staffing.*, sum(fte) filter (where employer_id is not null) over own as total,
          min(fte) filter (where employer_id is null) over own as stated
        from staffing where agreement_id = any (${ids}::uuid[])
        window own as (partition by agreement_id))
      select part.agreement_id as "agreementId", part.employer_id as "employerId", part.action_id as "actionId", part.fte,
        part.head_count as "headCount", part.total, part.stated, part.total - part.stated as difference
      from part left join organisation on organisation.id = part.employer_id
      order by part.fte desc, lower(organisation.name), part.code`.execute(this.#tables.sql);
    return new Map([...groupBy(rows, (row) => row.agreementId)].map(([id, own]) => [id, toStaffing(own)]));
  };
}

function toStaffing(rows: readonly Row[]): Staffing {
  const [first] = rows;
  return {
    byEmployer: rows.flatMap(({ employerId, ...row }) =>
      employerId === null ? [] : [{ ...row, employerId }],
    ),
    total: first?.total ?? null,
    statedTotal: first?.stated ?? null,
    difference: first?.difference ?? null,
  };
}
