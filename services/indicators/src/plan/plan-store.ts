import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';

/** A noun of the plan that this service knows by its id alone. */
export type PlanNoun = 'domain' | 'block' | 'action';

const KNOWN = {
  domain: sql`select domain_id as id, programme_id from plan_action union all select domain_id, programme_id from indicator`,
  block: sql`select block_id as id, programme_id from plan_action union all select block_id, programme_id from indicator`,
  action: sql`select action_id as id, programme_id from plan_action`,
} as const;

/** Where the plan stands, as far as the actions service told. */
export class PlanStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** The programme of each domain that has an action or indicator, each such block, or each action. */
  programmes = async (noun: PlanNoun, ids: readonly string[]): Promise<Map<string, string>> => {
    const { rows } = await sql<{ id: string; programme: string }>`
      select distinct known.id, known.programme_id as programme from (${KNOWN[noun]}) known
      where known.id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return new Map(rows.map(({ id, programme }) => [id, programme]));
  };
}
