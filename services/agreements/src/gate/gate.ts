import { ChangeRefused, gateOf, gateSentence, holdGates, type Queryable } from '@kapstok/kit';
import { notePassage } from './breach.ts';
import { type GateScope, statesOf } from './gate-state.ts';

/** To which actions money is about to be committed, and what to name in a refusal. */
export interface GatePassage extends GateScope {
  /** The day it is, by the clock of the hub. */
  readonly today: string;
  /** Field of the input that it is about. */
  readonly path?: string;
}

/**
 * Refuses to commit money to an action of which the gate is closed, and keeps every gate of the programme as it is
 * until the transaction ends: a withdrawal of advice is acknowledged only after it. What reviews said last counts, so
 * that it holds while that service does not answer; what it turns out to have said before is a breach (breach.ts).
 */
export async function passGates(db: Queryable, { today, path, ...scope }: GatePassage): Promise<void> {
  await holdGates(db, scope.programmeId);
  for (const { actionId, knownAsOf, ...state } of await statesOf(db, scope)) {
    const gate = gateOf(state, today);
    if (gate.isOpen) continue;
    const message = `No money is committed. ${gateSentence(actionId, gate, state.latest, knownAsOf)}`;
    throw new ChangeRefused('CONFLICT', message, path === undefined ? {} : { path });
  }
  await notePassage(db, scope);
}
