import { type GateOpening, groupBy, type LatestVerdict } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';

/** What was last said of the gate of an action that an agreement pays for. */
export interface GateRow {
  readonly agreementId: string;
  readonly programmeId: string;
  readonly actionId: string;
  readonly validThrough: string | null;
  readonly overdueAfter: string | null;
  readonly latest: LatestVerdict | null;
  readonly override: GateOpening | null;
  readonly knownAsOf: Date | null;
}

/** Gates of the actions that agreements pay for. */
export class GateStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** The gates of the actions that each agreement is allocated to or of which a budget line names one. */
  byAgreements = async (ids: readonly string[]): Promise<Map<string, GateRow[]>> => {
    const { rows } = await sql<GateRow>`
      select named.agreement_id as "agreementId", named.programme_id as "programmeId", named.action_id as "actionId",
        gate.valid_through::text as "validThrough", gate.overdue_after::text as "overdueAfter", gate.latest,
        case when given.action_id is not null
          then jsonb_build_object('reason', given.reason, 'until', given.until) end as override,
        (select applied_at from inbox where producer = 'reviews') as "knownAsOf"
      from (select distinct agreement_id, programme_id, action_id from agreement_place
        where agreement_id = any (${ids}::uuid[]) and action_id is not null) named
      left join action_gate gate on gate.action_id = named.action_id
      left join gate_override given on given.action_id = named.action_id
      order by named.action_id`.execute(this.#tables.sql);
    return groupBy(rows, (row) => row.agreementId);
  };
}
