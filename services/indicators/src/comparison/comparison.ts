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
  readonly programmeId: string;
  readonly version: number;
  /** By what the places were found as similar; all null when somebody named them. */
  readonly similarIndicatorId: string | null;
  readonly similarPlaceId: string | null;
  readonly similarStart: string | null;
  readonly similarEnd: string | null;
  readonly similarWithinPercent: number | null;
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

/** Who is similar to one place: by which figure, and how close. */
export interface SimilarRule {
  readonly indicatorId: string;
  readonly placeId: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly withinPercent: number;
}

/** The rule by which the places of a group were found; null when somebody named them. */
export function similarOf(group: ComparisonGroup): SimilarRule | null {
  const {
    similarIndicatorId: indicatorId,
    similarPlaceId: placeId,
    similarStart: periodStart,
    similarEnd: periodEnd,
    similarWithinPercent: withinPercent,
  } = group;
  if (indicatorId === null || placeId === null || periodStart === null || periodEnd === null) return null;
  return { indicatorId, placeId, periodStart, periodEnd, withinPercent: withinPercent ?? 0 };
}
