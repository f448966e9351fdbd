import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';

/** A noun of the plan that this service knows by its id alone. */
export type PlanNoun = 'domain' | 'block' | 'action';

/** Where the plan stands, as far as the actions service told. */
export class PlanStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** The programme of each of these; of one that nobody told of, none. */
  programmes = async (noun: PlanNoun, ids: readonly string[]): Promise<Map<string, string>> => {
    const known =
      noun === 'action'
        ? sql`select action_id, programme_id from plan_action`
        : sql`select id, programme_id from plan_part`;
    const { rows } = await sql<{ id: string; programme: string }>`
      select known.id, known.programme from (${known}) known (id, programme)
      where known.id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return new Map(rows.map(({ id, programme }) => [id, programme]));
  };
}
