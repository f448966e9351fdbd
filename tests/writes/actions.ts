import { change, make, type Writes } from './policies.ts';

const STEERING = 'DIRECTOR,COORDINATOR';

/** Who changes which table of the service. */
export const WRITES: Writes = {
  'actions.action': { change: change(STEERING) },
  'actions.gate_override': { make: make('DIRECTOR'), change: change('DIRECTOR') },
  'actions.status_change': { make: make(STEERING) },
};
