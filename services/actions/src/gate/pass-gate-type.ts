import { ChangeRefused, gateOf, gateSentence } from '@kapstok/kit';
import type { Action } from '../action/action.ts';
import type { Context } from '../context.ts';

/** Refuses to start an action of which the gate is closed; else says what opens it. Hold the gates first. */
export async function passGate(
  { id, code }: Action,
  { gates, today }: Context,
): Promise<'TEST' | 'OVERRIDE'> {
  const state = (await gates.byActions([id])).get(id);
  if (state === undefined) throw new Error('An action that is locked has no gate.');
  const gate = gateOf(state, today);
  if (gate.isOpen) return gate.reason === null ? 'TEST' : 'OVERRIDE';
  const message = gateSentence(code, gate, state.latest, state.knownAsOf);
  throw new ChangeRefused('CONFLICT', message, { path: 'status', objectId: id });
}
