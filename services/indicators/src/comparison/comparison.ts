import type { DatePrecision, LocalText } from '@kapstok/schema';

/** Something outside the programme that may have moved an indicator, or all of them. */
export interface ExternalFactor {
  readonly id: string;
  readonly programmeId: string;
  readonly indicatorId: string | null;
  readonly code: string;
  readonly title: LocalText;
  readonly description: LocalText | null;
  readonly fromOn: string;
  readonly fromOnPrecision: DatePrecision;
  readonly untilOn: string | null;
  readonly untilOnPrecision: DatePrecision | null;
  readonly sourceId: string | null;
}

/** Places beside which the figures of a city are set. */
export interface ComparisonGroup {
  readonly id: string;
  readonly indicatorId: string;
  readonly code: string;
  readonly title: LocalText;
  readonly note: string | null;
  readonly sourceId: string | null;
  readonly members: readonly { readonly placeId: string }[];
}

/** The first day on which a factor may have been at work: its begin is stored as the last possible day. */
export function earliestDay({ fromOn, fromOnPrecision }: ExternalFactor): string {
  if (fromOnPrecision === 'YEAR') return `${fromOn.slice(0, 4)}-01-01`;
  return fromOnPrecision === 'MONTH' ? `${fromOn.slice(0, 7)}-01` : fromOn;
}

/** Whether a factor may have been at work between two days; without end it is taken to go on. */
export function wasAtWork(factor: ExternalFactor, from: string | null, to: string | null): boolean {
  return (
    (to === null || earliestDay(factor) <= to) &&
    (from === null || factor.untilOn === null || factor.untilOn >= from)
  );
}
