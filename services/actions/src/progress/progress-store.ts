import { groupBy } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { ProgressCell } from './progress.ts';

/** By what actions are gathered. */
export type ProgressLevel = 'programme' | 'domain' | 'block' | 'crosswalk' | 'action';

const COLUMN = {
  programme: 'action.programme_id',
  domain: 'action.domain_id',
  block: 'action.block_id',
  crosswalk: 'link.crosswalk_id',
  // An action sums up its parts; one without parts is itself the only leaf.
  action: 'leaf.root_id',
} as const satisfies Record<ProgressLevel, string>;

/** Counts of actions by how they stand: one statement for any number of parents of one level. */
export class ProgressStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  cells = async (
    level: ProgressLevel,
    today: string,
    ids: readonly string[],
  ): Promise<Map<string, ProgressCell[]>> => {
    const parent = sql.ref(COLUMN[level]);
    const from = FROM[level](ids);
    const { rows } = await sql<ProgressCell & { parent: string }>`
      select ${parent} as parent, action.status, action.realisation, action.goal, action.level,
        coalesce(action.planned_end < ${today}::date and action.status not in ('COMPLETED', 'STOPPED'), false)
          as "isOverdue",
        count(*)::int as count
      from ${from}
      where ${parent} = any (${ids}::uuid[])
        and not exists (select from action part where part.parent_id = action.id)
      group by 1, 2, 3, 4, 5, 6`.execute(this.#tables.sql);
    return groupBy(rows, (row) => row.parent);
  };
}

const RELATED = sql`action join action_crosswalk link on link.action_id = action.id`;

const FROM = {
  programme: () => sql`action`,
  domain: () => sql`action`,
  block: () => sql`action`,
  crosswalk: () => RELATED,
  action: (ids: readonly string[]) => leavesUnder(ids),
} as const;

/** Each action paired with itself and every action below it. */
const leavesUnder = (ids: readonly string[]) => sql`(
  with recursive below (root_id, id) as (
    select id, id from action where id = any (${ids}::uuid[])
    union all
    select below.root_id, part.id from below join action part on part.parent_id = below.id)
  select * from below) leaf join action on action.id = leaf.id`;
