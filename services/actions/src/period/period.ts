import { ChangeRefused } from '@kapstok/kit';
import type { LocalText, PeriodState } from '@kapstok/schema';

/** How a period is stored; that it is due follows from the day. */
export type StoredPeriodState = Exclude<PeriodState, 'DUE'>;

/** A time about which organisations report, by a day. */
export interface ReportingPeriod {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly title: LocalText;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly dueOn: string;
  readonly state: StoredPeriodState;
  readonly version: number;
}

/** Who may report in a period that is closed or locked, and until when. */
export interface PeriodException {
  readonly id: string;
  readonly programmeId: string;
  readonly periodId: string;
  readonly organisationId: string | null;
  readonly accountId: string | null;
  readonly untilOn: string;
  readonly reason: string;
  readonly grantedOn: string;
  readonly revokedOn: string | null;
  readonly version: number;
}

/** From which state a period can go to which. What is locked is final; one can be let back in by an exception. */
export const PERIOD_TRANSITIONS: Readonly<Record<StoredPeriodState, readonly StoredPeriodState[]>> = {
  OPEN: ['CLOSED'],
  CLOSED: ['OPEN', 'LOCKED'],
  LOCKED: [],
};

/** The state on a day: what is open is due from the day due on. */
export const stateOn = ({ state, dueOn }: ReportingPeriod, today: string): PeriodState =>
  state === 'OPEN' && dueOn <= today ? 'DUE' : state;

const DAY_MS = 86_400_000;
/** Days until the day due; below 0 when it is over. */
export const daysLeft = (dueOn: string, today: string): number =>
  Math.round((Date.parse(dueOn) - Date.parse(today)) / DAY_MS);

/** Whether an exception lets somebody in on a day, its last one included. */
export const letsIn = ({ untilOn, revokedOn }: PeriodException, today: string): boolean =>
  revokedOn === null && today <= untilOn;

/** Refuses days that cannot be those of a period. */
export function checkDays({
  startsOn,
  endsOn,
  dueOn,
}: Pick<ReportingPeriod, 'startsOn' | 'endsOn' | 'dueOn'>) {
  if (endsOn < startsOn)
    throw new ChangeRefused('BAD_USER_INPUT', `A period ends on its first day, ${startsOn}, or later.`, {
      path: 'endsOn',
    });
  if (dueOn < startsOn)
    throw new ChangeRefused(
      'BAD_USER_INPUT',
      `Reports fall due on the first day of the period, ${startsOn}, or later.`,
      { path: 'dueOn' },
    );
}

/** Refuses a step that the table of transitions does not have. */
export function checkMove({ id, code, state }: ReportingPeriod, to: StoredPeriodState): void {
  const next = PERIOD_TRANSITIONS[state];
  if (next.includes(to)) return;
  const right =
    next.length === 0
      ? 'that is final. Grant an exception to let one organisation or person back in until a date.'
      : `it becomes ${next.join(' or ')}, not ${to}.`;
  throw new ChangeRefused('CONFLICT', `Period ${code} is ${state}; ${right}`, { objectId: id });
}
