import { ACTION_STATUS, type ActionStatus, wordsOf } from '@kapstok/schema';

/** From which status an action can go to which; what ended can be taken up again. */
export const TRANSITIONS: Readonly<Record<ActionStatus, readonly ActionStatus[]>> = {
  PROPOSED: ['PLANNED', 'STOPPED'],
  PLANNED: ['PROPOSED', 'RUNNING', 'STOPPED'],
  RUNNING: ['SUSPENDED', 'COMPLETED', 'STOPPED'],
  SUSPENDED: ['RUNNING', 'COMPLETED', 'STOPPED'],
  COMPLETED: ['RUNNING'],
  STOPPED: ['PLANNED'],
  UNKNOWN: wordsOf(ACTION_STATUS).filter((status) => status !== 'UNKNOWN'),
};
