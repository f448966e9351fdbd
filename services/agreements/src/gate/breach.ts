import { gateOf, newId, type Queryable } from '@kapstok/kit';
import type { GateReason } from '@kapstok/schema';
import { type GateScope, statesOf } from './gate-state.ts';

/** Money that was committed after the gate of its action had been closed, before this service heard so. */
export interface GateBreach {
  readonly id: string;
  readonly programmeId: string;
  readonly actionId: string;
  readonly passedAt: Date;
  readonly closedAt: Date;
  readonly heardAt: Date;
  readonly reason: GateReason;
}

/** Notes that money passed the gates of these actions. */
export async function notePassage(db: Queryable, { programmeId, actionIds }: GateScope): Promise<void> {
  await db.query(
    `insert into gate_passage (id, programme_id, action_id, passed_at)
     select id, $2, action_id, clock_timestamp() from unnest($1::uuid[], $3::uuid[]) one (id, action_id)`,
    [actionIds.map(() => newId()), programmeId, [...actionIds]],
  );
}

/**
 * Marks the passages through gates that are closed now and were so already when they were passed, by the clock of the
 * database of reviews. Ask it with the gates as they were just heard.
 */
export async function markBreaches(db: Queryable, programmeId: string, saidAt: string): Promise<void> {
  const { rows } = await db.query<{ id: string }>(
    'select distinct action_id as id from gate_passage where programme_id = $1 and passed_at > $2 and closed_at is null',
    [programmeId, saidAt],
  );
  const actionIds = rows.map(({ id }) => id);
  for (const { actionId, ...state } of await statesOf(db, { programmeId, actionIds })) {
    const gate = gateOf(state, saidAt.slice(0, 10));
    if (gate.isOpen) continue;
    await db.query(
      `update gate_passage set closed_at = $3, heard_at = clock_timestamp(), reason = $4
       where programme_id = $1 and action_id = $2 and passed_at > $3 and closed_at is null`,
      [programmeId, actionId, saidAt, gate.reason],
    );
  }
}
