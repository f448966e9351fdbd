import type { IndicatorFrequency } from '@kapstok/schema';
import type { Period } from './expression.ts';

const MONTHS: Readonly<Record<IndicatorFrequency, number | null>> = {
  MONTHLY: 1,
  QUARTERLY: 3,
  YEARLY: 12,
  THREE_YEARLY: 36,
  IRREGULAR: null,
};

const day = (date: Date): string => date.toISOString().slice(0, 10);
const utc = (text: string): Date => new Date(`${text}T00:00:00Z`);
const lastOfMonth = (year: number, month: number): Date => new Date(Date.UTC(year, month + 1, 0));

/** How many whole months a period is; null when it is not of whole months. */
export function monthsOf({ start, end }: Period): number | null {
  const [from, to] = [utc(start), utc(end)];
  const isWhole =
    from.getUTCDate() === 1 &&
    day(lastOfMonth(to.getUTCFullYear(), to.getUTCMonth())) === end &&
    start <= end;
  if (!isWhole) return null;
  return 12 * (to.getUTCFullYear() - from.getUTCFullYear()) + to.getUTCMonth() - from.getUTCMonth() + 1;
}

/**
 * The period before, as far apart as values of an indicator are expected; of one that comes irregularly the period just
 * before of the same length. Null when it is not of whole months.
 */
export function periodBefore(period: Period, frequency: IndicatorFrequency): Period | null {
  const length = monthsOf(period);
  if (length === null) return null;
  const step = MONTHS[frequency] ?? length;
  const [from, to] = [utc(period.start), utc(period.end)];
  return {
    start: day(new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() - step, 1))),
    end: day(lastOfMonth(to.getUTCFullYear(), to.getUTCMonth() - step)),
  };
}
