import type { IndicatorDirection } from '@kapstok/schema';
import type { CellRow } from '../formula/cell.ts';
import type { Period } from '../formula/expression.ts';
import { compare, type Fraction, fraction, minus, ofDecimal, plus, times } from '../formula/fraction.ts';
import type { PlaceCells } from './difference.ts';

/** One place among others. */
export interface RankedPlace {
  readonly placeId: string;
  readonly cell: CellRow;
  /** 1 is best; where neither direction is better, 1 is highest. Equals share a rank. */
  readonly rank: number;
  /** Own figure less the median. */
  readonly fromMedian: Fraction;
}

/** Places ranked by their figure of one period. */
export interface Ranking extends Period {
  readonly version: number;
  readonly median: Fraction;
  readonly ranked: readonly RankedPlace[];
  /** Places without a number under that definition. */
  readonly missing: readonly string[];
}

/**
 * Ranks places by their figures of the shortest period around a day, or of the last period in which most of them have a
 * number; under the newest definition of it. Null when no period has a number.
 */
export function rank(
  places: readonly PlaceCells[],
  direction: IndicatorDirection,
  on: string | null,
): Ranking | null {
  const period = periodOf(places, on);
  if (period === null) return null;
  const there = places.flatMap(({ placeId, cells }) =>
    cells
      .filter((cell) => cell.value !== null && cell.start === period.start && cell.end === period.end)
      .map((cell) => ({ placeId, cell, value: ofDecimal(cell.value ?? '0') })),
  );
  const version = Math.max(...there.map(({ cell }) => cell.version));
  const same = there.filter(({ cell }) => cell.version === version);
  const sign = direction === 'LOWER_IS_BETTER' ? 1 : -1;
  const sorted = [...same].sort((a, b) => sign * compare(a.value, b.value));
  const median = medianOf(sorted.map(({ value }) => value));
  const ranked = sorted.map(({ placeId, cell, value }) => ({
    ...{ placeId, cell, fromMedian: minus(value, median) },
    rank: 1 + sorted.findIndex((other) => compare(other.value, value) === 0),
  }));
  const known = new Set(same.map(({ placeId }) => placeId));
  const missing = places.map(({ placeId }) => placeId).filter((id) => !known.has(id));
  return { start: period.start, end: period.end, version, median, ranked, missing };
}

function periodOf(places: readonly PlaceCells[], on: string | null): Period | null {
  const counts = new Map<string, { period: Period; count: number }>();
  for (const { cells } of places)
    for (const { start, end, value } of cells) {
      if (value === null || (on !== null && (start > on || end < on))) continue;
      const key = `${start} ${end}`;
      counts.set(key, { period: { start, end }, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  const most = Math.max(0, ...[...counts.values()].map(({ count }) => count));
  const candidates = [...counts.values()].filter(({ count }) => on !== null || count === most);
  const length = ({ start, end }: Period) => Date.parse(end) - Date.parse(start);
  const [best] = candidates.sort(
    (a, b) =>
      (on === null ? (a.period.end < b.period.end ? 1 : a.period.end > b.period.end ? -1 : 0) : 0) ||
      length(a.period) - length(b.period) ||
      b.count - a.count,
  );
  return best?.period ?? null;
}

function medianOf(sorted: readonly Fraction[]): Fraction {
  const middle = Math.floor(sorted.length / 2);
  const at = (index: number): Fraction => sorted[index] ?? fraction(0n);
  return sorted.length % 2 === 1 ? at(middle) : times(plus(at(middle - 1), at(middle)), fraction(1n, 2n));
}
