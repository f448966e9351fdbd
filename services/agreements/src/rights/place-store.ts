import { inProgrammes } from '@kapstok/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { PlanLevel } from '../plan/plan-level.ts';
import type { Rights } from './rights.ts';

/** Parts of a plan that arrive here by their id alone. */
export type Place = Exclude<PlanLevel, 'programme'> | 'crosswalk';

/** Pairs of a part and its programme, as far as the actions service told of it; of a domain, also what lines name. */
const KNOWN = {
  domain: () => sql`select domain_id, programme_id from plan_action union all
    select domain_id, programme_id from budget_line`,
  block: () => sql`select block_id, programme_id from plan_action`,
  action: () => sql`select action_id, programme_id from plan_action`,
  crosswalk: (ids: readonly string[]) => sql`select term.id, plan.programme_id from plan_action plan
    join unnest(${ids}::uuid[]) term(id) on term.id = any (plan.crosswalk_ids)`,
} as const satisfies Record<Place, (ids: readonly string[]) => RawBuilder<unknown>>;

/** In which programme parts of plans are. */
export class PlaceStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** The programmes of these parts; of a part of which nothing is known, or whose plan may not be read, none. */
  programmes = async (
    place: Place,
    { plan }: Pick<Rights, 'plan'>,
    ids: readonly string[],
  ): Promise<Map<string, string>> => {
    const { rows } = await sql<{ id: string; programme: string }>`
      select distinct known.id, known.programme from (${KNOWN[place](ids)}) known (id, programme)
      where known.id = any (${ids}::uuid[]) and ${inProgrammes(plan, sql`known.programme`)}`.execute(
      this.#tables.sql,
    );
    return new Map(rows.map(({ id, programme }) => [id, programme]));
  };
}
