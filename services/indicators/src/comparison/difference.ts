import type { TrendObstacle } from '@kapstok/schema';
import type { CellRow } from '../formula/cell.ts';
import type { Period } from '../formula/expression.ts';
import { type Fraction, fraction, minus, ofDecimal, over, plus, ZERO } from '../formula/fraction.ts';

/** A cell that has a number. */
type KnownCell = CellRow & { readonly value: string };

/** How the figure of one place changed between two periods, or why that cannot be said. */
export interface PlaceChange {
  readonly placeId: string;
  readonly first: CellRow | null;
  readonly last: CellRow | null;
  readonly change: Fraction | null;
  readonly obstacle: TrendObstacle | null;
}

/** The change of one place less the mean change of others. */
export interface Difference {
  readonly own: PlaceChange;
  readonly compared: readonly PlaceChange[];
  /** The mean of the changes that are known; null when none is. */
  readonly mean: Fraction | null;
  readonly difference: Fraction | null;
}

/** The figures of a place: main series, totals. */
export interface PlaceCells {
  readonly placeId: string;
  readonly cells: readonly CellRow[];
}

const contains = ({ start, end }: Period, day: string): boolean => start <= day && day <= end;
const isKnown = (cell: CellRow): cell is KnownCell => cell.value !== null;
const byLength = (one: Period, other: Period): number =>
  Date.parse(one.end) - Date.parse(one.start) - (Date.parse(other.end) - Date.parse(other.start));

/**
 * The difference of differences between two days. Of the own place the shortest period around each day counts, and the
 * newest definition that has a number in both; the others are asked for the same periods under the same definition.
 */
export function differenceOf(
  own: PlaceCells,
  others: readonly PlaceCells[],
  from: string,
  to: string,
): Difference {
  const [start, end] = [periodAround(own.cells, from), periodAround(own.cells, to)];
  const version = versionOfBoth(own.cells, start, end);
  const changeAt = (place: PlaceCells) => changeOf(place, start, end, version);
  const [mine, compared] = [changeAt(own), others.map(changeAt)];
  const changes = compared.flatMap(({ change }) => change ?? []);
  const mean = over(changes.reduce(plus, ZERO), fraction(BigInt(changes.length)));
  const difference = mine.change === null || mean === null ? null : minus(mine.change, mean);
  return { own: mine, compared, mean, difference };
}

function periodAround(cells: readonly CellRow[], day: string): Period | null {
  const around = cells.filter((cell) => contains(cell, day));
  const known = around.filter(isKnown);
  const [shortest] = (known.length > 0 ? known : around).sort(byLength);
  return shortest ?? null;
}

const at = (cells: readonly CellRow[], period: Period | null): readonly CellRow[] =>
  period === null ? [] : cells.filter(({ start, end }) => start === period.start && end === period.end);

/** The newest version that has a number in both periods; null when none has. */
function versionOfBoth(cells: readonly CellRow[], start: Period | null, end: Period | null): number | null {
  const before = at(cells, start)
    .filter(isKnown)
    .map(({ version }) => version);
  const both = at(cells, end)
    .filter(isKnown)
    .map(({ version }) => version)
    .filter((version) => before.includes(version));
  return both.length === 0 ? null : Math.max(...both);
}

function changeOf(
  { placeId, cells }: PlaceCells,
  start: Period | null,
  end: Period | null,
  version: number | null,
): PlaceChange {
  const pick = (period: Period | null) => {
    const there = at(cells, period);
    return there.find((cell) => cell.version === version) ?? there.at(-1) ?? null;
  };
  const [first, last] = [pick(start), pick(end)];
  const without = (obstacle: TrendObstacle): PlaceChange => ({
    placeId,
    first,
    last,
    change: null,
    obstacle,
  });
  if (first === null || !isKnown(first)) return without('NO_FIRST_VALUE');
  if (last === null || !isKnown(last) || last.end <= first.end) return without('NO_LATER_VALUE');
  if (first.version !== last.version || last.version !== version) return without('DEFINITION_CHANGED');
  const isBroken = cells.some(
    (cell) => cell.isBreak && cell.version === version && cell.end > first.end && cell.end <= last.end,
  );
  if (isBroken) return without('BREAK_BETWEEN');
  const change = minus(ofDecimal(last.value), ofDecimal(first.value));
  return { placeId, first, last, change, obstacle: null };
}
