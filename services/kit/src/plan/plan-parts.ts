import type { DataKind, Programmes } from '@kapstok/schema';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../database.ts';
import { inProgrammes, programmesOf } from '../rights.ts';
import type { KitContext } from '../subgraph.ts';

/** What a plan is made of, and what other services know by its id alone. */
export type PlanPart = 'domain' | 'block' | 'crosswalk' | 'action';

/** In which programme the parts of plans are: what `keepPlan` and `keepParts` wrote down of what actions said. */
export class PlanPartStore {
  readonly #sql: Kysely<unknown>;

  constructor(database: Database) {
    this.#sql = database.kysely();
  }

  /** The programmes of these parts; of one that nobody told of, or that is in none of those given, none. */
  programmes = async (
    part: PlanPart,
    among: Programmes,
    ids: readonly string[],
  ): Promise<Map<string, string>> => {
    const known =
      part === 'action'
        ? sql`select action_id, programme_id from plan_action`
        : sql`select id, programme_id from plan_part`;
    const { rows } = await sql<{ id: string; programme: string }>`
      select known.id, known.programme from (${known}) known (id, programme)
      where known.id = any (${ids}::uuid[]) and ${inProgrammes(among, sql`known.programme`)}`.execute(
      this.#sql,
    );
    return new Map(rows.map(({ id, programme }) => [id, programme]));
  };
}

/**
 * For `programmeOf` of a part of a plan of which only the id arrived: its programme, null unless the viewer reads this
 * kind of it. Asked for viewers who do not read every programme.
 */
export const programmeOfPart =
  (part: PlanPart, kind: DataKind) =>
  (
    { id }: { readonly id: string },
    { loaders, planParts, viewer }: KitContext & { readonly planParts: PlanPartStore },
  ): Promise<string | null> =>
    loaders.loadId(`programme of ${part}`, id, (ids) =>
      planParts.programmes(part, programmesOf(viewer, kind), ids),
    );
