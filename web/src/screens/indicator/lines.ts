import type { Seen } from '../../generated/indicator.ts';

/** A point of a line: when, in milliseconds, and how much. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/** The series of one place (and one part of the people, where it is divided): pieces between which nothing is drawn. */
export interface Line {
  readonly name: string;
  readonly pieces: readonly (readonly Point[])[];
}

const nameOf = ({ place, dimensions }: Seen): string =>
  [place?.name ?? '–', ...dimensions.map(({ value }) => value)].join(', ');

/**
 * Lines to draw. A line stops at what is not known, and at a break: what is measured otherwise than before is no trend.
 * Of several vintages of one period the last counts.
 */
export function linesOf(observations: readonly Seen[]): Line[] {
  const names = [...new Set(observations.map(nameOf))];
  return names.map((name) => {
    const own = observations.filter((one) => nameOf(one) === name);
    return { name, pieces: piecesOf(latestOf(own)) };
  });
}

function latestOf(observations: readonly Seen[]): Seen[] {
  const byPeriod = new Map<string, Seen>();
  for (const one of observations) {
    const known = byPeriod.get(one.periodEnd);
    if (known === undefined || known.vintage < one.vintage) byPeriod.set(one.periodEnd, one);
  }
  return [...byPeriod.values()].sort((a, b) => (a.periodEnd < b.periodEnd ? -1 : 1));
}

function piecesOf(observations: readonly Seen[]): Point[][] {
  const pieces: Point[][] = [];
  let isOpen = false;
  for (const { figure, isBreak, periodEnd } of observations) {
    if (figure.value === null) {
      isOpen = false;
      continue;
    }
    if (!isOpen || isBreak) pieces.push([]);
    pieces.at(-1)?.push({ at: Date.parse(periodEnd), value: Number(figure.value) });
    isOpen = true;
  }
  return pieces;
}

/** Round steps that hold all values, four or five of them. */
export function ticksOf(values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values, 0), Math.max(...values)];
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10) * power;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
