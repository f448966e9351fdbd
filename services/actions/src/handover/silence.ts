import type { Action } from '../action/action.ts';

/** Days without any sign of life after which an action that runs is silent: a quarter, and a month to report on it. */
export const SILENT_AFTER_DAYS = 120;

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
