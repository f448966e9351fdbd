import {
  ChangeRefused,
  type GateOpening,
  gateOf,
  gateSentence,
  holdGates,
  type LatestVerdict,
  type Queryable,
} from '@kapstok/kit';

/** To which actions money is about to be committed, and what to name in a refusal. */
export interface GatePassage {
  readonly programmeId: string;
  readonly actionIds: readonly string[];
  /** The day it is, by the clock of the hub. */
  readonly today: string;
  /** Field of the input that it is about. */
  readonly path?: string;
}

/**
 * Refuses to commit money to an action of which the gate is closed, and keeps every gate of the programme as it is
 * until the transaction ends: a withdrawal of advice is acknowledged only after it. What reviews said last counts, so that it holds while that service does not answer.
 */
export async function passGates(
  db: Queryable,
  { programmeId, actionIds, today, path }: GatePassage,
): Promise<void> {
  await holdGates(db, programmeId);
  for (const { actionId, knownAsOf, ...state } of await statesOf(db, programmeId, actionIds)) {
    const gate = gateOf(state, today);
    if (gate.isOpen) continue;
    const message = `No money is committed. ${gateSentence(actionId, gate, state.latest, knownAsOf)}`;
    throw new ChangeRefused('CONFLICT', message, path === undefined ? {} : { path });
  }
}

interface State {
  readonly actionId: string;
  readonly validThrough: string | null;
  readonly overdueAfter: string | null;
  readonly latest: LatestVerdict | null;
  readonly override: GateOpening | null;
  readonly knownAsOf: Date | null;
}

/** What was said of each action; of those of which nothing was said, that. */
async function statesOf(db: Queryable, programmeId: string, actionIds: readonly string[]): Promise<State[]> {
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
