import { inProgrammes } from '@kapstok/kit';
import type { Programmes } from '@kapstok/schema';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';

/** Parts of a plan that arrive here by their id alone. */
export type Place = 'domain' | 'block' | 'action' | 'crosswalk';

/** In which programme parts of plans are. */
export class PlaceStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** The programmes of these parts; of one that nobody knows, or that is of none of the plans given, none. */
  programmes = async (
    place: Place,
    plans: Programmes,
    ids: readonly string[],
  ): Promise<Map<string, string>> => {
    const known =
      place === 'action'
        ? sql`select action_id, programme_id from plan_action`
        : sql`select * from plan_part`;
    const { rows } = await sql<{ id: string; programme: string }>`
      select known.id, known.programme from (${known}) known (id, programme)
      where known.id = any (${ids}::uuid[]) and ${inProgrammes(plans, sql`known.programme`)}`.execute(
      this.#tables.sql,
    );
    return new Map(rows.map(({ id, programme }) => [id, programme]));
  };
}
