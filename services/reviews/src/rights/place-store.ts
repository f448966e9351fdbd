import { inProgrammes } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Rights } from './rights.ts';

/** Parts of a plan that arrive here by their id alone. */
export type Place = 'domain' | 'block' | 'action';

const PARENT = {
  domain: sql`plan.domain_id`,
  block: sql`plan.block_id`,
  action: sql`plan.action_id`,
} as const;

/** In which programme parts of plans are. */
export class PlaceStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** The programmes of these parts; of a part in which there is no action, or whose plan may not be read, none. */
  programmes = async (
    place: Place,
    { plan }: Pick<Rights, 'plan'>,
    ids: readonly string[],
  ): Promise<Map<string, string>> => {
    const { rows } = await sql<{ id: string; programmeId: string }>`
      select distinct ${PARENT[place]} as id, plan.programme_id as "programmeId" from plan_action plan
      where ${PARENT[place]} = any (${ids}::uuid[]) and ${inProgrammes(plan, sql`plan.programme_id`)}`.execute(
      this.#tables.sql,
    );
    return new Map(rows.map(({ id, programmeId }) => [id, programmeId]));
  };
}
