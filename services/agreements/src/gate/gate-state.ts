import type { GateOpening, LatestVerdict, Queryable } from '@kapstok/kit';

/** Some actions of a programme. */
export interface GateScope {
  readonly programmeId: string;
  readonly actionIds: readonly string[];
}

/** What was last said of the gate of an action. */
export interface State {
  readonly actionId: string;
  readonly validThrough: string | null;
  readonly overdueAfter: string | null;
  readonly latest: LatestVerdict | null;
  readonly override: GateOpening | null;
  readonly knownAsOf: Date | null;
}

/** What was said of each action; of those of which nothing was said, that. */
export async function statesOf(db: Queryable, { programmeId, actionIds }: GateScope): Promise<State[]> {
  const { rows } = await db.query<State>(
    `select wanted.id as "actionId", gate.valid_through::text as "validThrough",
       gate.overdue_after::text as "overdueAfter", gate.latest,
       case when given.action_id is not null
         then jsonb_build_object('reason', given.reason, 'until', given.until) end as override,
       (select applied_at from inbox where producer = 'reviews') as "knownAsOf"
     from unnest($2::uuid[]) wanted (id)
     left join action_gate gate on gate.action_id = wanted.id and gate.programme_id = $1
     left join gate_override given on given.action_id = wanted.id and given.programme_id = $1
     order by wanted.id`,
    [programmeId, [...actionIds]],
  );
  return rows;
}
