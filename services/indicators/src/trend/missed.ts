import type { IndicatorDirection } from '@kapstok/schema';
import { toUnits } from './decimal.ts';
import { type HeadlinePoint, lastKnown } from './trend.ts';

/** A figure that is wanted over a period, at the place that is looked at. */
export interface WantedFigure {
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly value: string | null;
}

/** Days on which the last target that fell due is missed: after one, up to another. */
export interface MissedDays {
  readonly after: string;
  readonly through: string;
}

/** Until something else is observed. */
export const NO_END = '9999-12-31';

/**
 * When the last target that fell due is missed. A target falls due at the end of its period; it is judged by the last
 * figure known of a period that ends within its own, and while there is none the target before it counts.
 */
export function missedDays(
  direction: IndicatorDirection,
  targets: readonly WantedFigure[],
  points: readonly HeadlinePoint[],
): MissedDays[] {
  const judged = new Map<string, boolean>();
  for (const target of [...targets].sort((a, b) => (a.periodEnd < b.periodEnd ? -1 : 1))) {
    const isMissed = judge(direction, target, points);
    if (isMissed !== null) judged.set(target.periodEnd, isMissed || judged.get(target.periodEnd) === true);
  }
  const ends = [...judged.keys()];
  return ends.flatMap((after, i) =>
    judged.get(after) === true ? [{ after, through: ends[i + 1] ?? NO_END }] : [],
  );
}

/** Whether a target was missed; null when that is not known. */
function judge(
  direction: IndicatorDirection,
  { periodStart, periodEnd, value }: WantedFigure,
  points: readonly HeadlinePoint[],
): boolean | null {
  const within = points.filter((point) => point.periodEnd >= periodStart && point.periodEnd <= periodEnd);
  const found = lastKnown(within);
  if (value === null || found === null || direction === 'NEITHER') return null;
  const [wanted, observed] = [toUnits(value), toUnits(found.value)];
  return direction === 'HIGHER_IS_BETTER' ? observed < wanted : observed > wanted;
}
