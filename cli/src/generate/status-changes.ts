import type { ActionStatus } from '@kapstok/schema';
import type { Action } from './actions.ts';
import type { City } from './city.ts';
import { addDays, addMonths, dayBetween, WRITTEN_ON } from './days.ts';
import { cyclic, Dice } from './dice.ts';
import { SOURCE } from './programme.ts';
import { numbered, type Row } from './row.ts';

/** The statuses through which an action came to stand as it does. */
const PATHS: Readonly<Record<ActionStatus, readonly ActionStatus[]>> = {
  PROPOSED: ['PROPOSED'],
  PLANNED: ['PROPOSED', 'PLANNED'],
  RUNNING: ['PLANNED', 'RUNNING'],
  SUSPENDED: ['PLANNED', 'RUNNING', 'SUSPENDED'],
  COMPLETED: ['PLANNED', 'RUNNING', 'COMPLETED'],
  STOPPED: ['PLANNED', 'RUNNING', 'STOPPED'],
  UNKNOWN: ['PLANNED', 'RUNNING', 'UNKNOWN'],
};
/** What can come before an action runs (again). */
const DETOURS: readonly ActionStatus[] = ['SUSPENDED', 'UNKNOWN', 'STOPPED', 'COMPLETED'];

export function* statusChangeRows({ seed, actions }: City): Generator<Row> {
  const dice = new Dice(seed, 'status-changes');
  let count = 0;
  let detours = 0;
  for (const action of actions) {
    const path = [...PATHS[action.status]];
    const at = path.indexOf('RUNNING');
    if (at > 0 && dice.chance(0.08)) path.splice(at + 1, 0, cyclic(DETOURS, detours++), 'RUNNING');
    const days = changeDays(dice, action, path.length);
    for (const [i, to] of path.entries()) {
      yield {
        code: numbered('SC-', count++),
        action: action.code,
        changed_on: days[i],
        from_status: path[i - 1],
        to_status: to,
        note: i === 0 ? 'First status known.' : undefined,
        source: SOURCE,
      };
    }
  }
}

/** So many days in order: the first before the begin, the last the end or some day before today. */
function changeDays(dice: Dice, { plannedStart, actualStart, actualEnd }: Action, count: number): string[] {
  const first = addMonths(plannedStart < '2026-10-01' ? plannedStart : '2026-06-01', -dice.whole(2, 5));
  if (actualStart === undefined)
    return Array.from({ length: count }, (_, i) => addDays(first, i * dice.whole(20, 60)));
  const end = actualEnd ?? WRITTEN_ON;
  const between = Array.from({ length: count - 2 }, () =>
    dayBetween(dice, addDays(actualStart, 1), addDays(end, -1)),
  );
  const last = actualEnd ?? dayBetween(dice, [actualStart, ...between].sort().at(-1) ?? end, end);
  return count < 2 ? [first] : [first, actualStart, ...between.slice(1), last].sort().slice(0, count);
}
