import { ChangeRefused, type Queryable } from '@kapstok/kit';
import { type GatePassage, passGates } from '../gate/gate.ts';

/**
 * The one way in which money becomes committed to actions: a commitment that is recorded, a cost line that becomes
 * firm or larger, an agreement with committed money that is divided over other actions. What must hold of the actions
 * first is checked here: none is stopped, and the gate of each is open. `write` then commits.
 */
export async function commit<T>(db: Queryable, passage: GatePassage, write: () => Promise<T>): Promise<T> {
  await passGates(db, passage);
  await checkNotStopped(db, passage.actionIds);
  return write();
}

async function checkNotStopped(db: Queryable, actionIds: readonly string[]): Promise<void> {
  const { rows } = await db.query<{ id: string }>(
    `select action_id as id from plan_action where action_id = any ($1::uuid[]) and status = 'STOPPED'`,
    [actionIds],
  );
  const [stopped] = rows;
  if (stopped === undefined) return;
  const message = `Action ${stopped.id} is stopped: no money is committed to it. Take it up again first.`;
  throw new ChangeRefused('CONFLICT', message);
}
