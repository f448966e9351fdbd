import type { Action } from '../action/action.ts';
import { SILENT_AFTER_DAYS } from './owner-store.ts';

const DAY_MS = 86_400_000;

/** Whether an action runs and nobody did anything about it for longer than the rule allows; never green by default. */
export function isSilent(
  { status }: Pick<Action, 'status'>,
  touchedOn: string | null,
  today: string,
): boolean {
  if (status !== 'RUNNING') return false;
  return touchedOn === null || Date.parse(today) - Date.parse(touchedOn) > SILENT_AFTER_DAYS * DAY_MS;
}
