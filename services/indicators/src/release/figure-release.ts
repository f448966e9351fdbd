import { RELIABLE_FROM } from '@kapstok/schema';
import type { Cube, CubeFigure } from '../withholding/cube.ts';
import type { Observed } from '../withholding/observed-cube.ts';
import { RELEASE_LEVELS, type Release, type ReleaseLevel } from '../withholding/release.ts';

/** What of a release was withheld at a level, and at what loss: for the city's own staff. */
export interface LevelReport {
  readonly level: ReleaseLevel;
  readonly cells: number;
  /** Withheld for their own sake. */
  readonly small: number;
  /** Withheld beside them, so that no sum gives them back. */
  readonly others: number;
  /** Withheld, but given away by what was shown before. */
  readonly exposed: number;
}

export interface FigureRelease {
  readonly id: string;
  readonly programmeId: string;
  readonly number: number;
  readonly decidedOn: string;
  readonly note: string | null;
  readonly report: readonly LevelReport[];
}

/** The structure of a cube, which is kept beside its cells. */
export type Declaration = Pick<Cube, 'axes' | 'formulas'>;

/** A vintage of an observation, as withholding looks at it. */
export interface ObservedVintage extends Observed {
  readonly vintage: string;
  /** Another one as soon as anything of the observation is: an import may do that at the same time. */
  readonly state: string;
}

/** The last vintage of a line, and the first observation of those before it that had the same numbers. */
export interface LastVintage {
  readonly observed: ObservedVintage;
  readonly figureId: string;
}

/** The last vintage of each line; all vintages of a line must come one after the other, oldest first. */
export function lastVintages(vintages: readonly ObservedVintage[]): LastVintage[] {
  const lines = new Map<string, LastVintage>();
  for (const observed of vintages) {
    const { measure, placeId, periodStart, periodEnd, dimensions } = observed;
    const key = JSON.stringify([measure, placeId, periodStart, periodEnd, dimensions]);
    const before = lines.get(key);
    const isSame = before !== undefined && numbersOf(before.observed) === numbersOf(observed);
    lines.set(key, { observed, figureId: isSame ? before.figureId : observed.id });
  }
  return [...lines.values()];
}

const numbersOf = ({ value, numerator, denominator }: Observed) => [value, numerator, denominator].join(' ');

export function reportOf({ cube, decisions }: Release): LevelReport[] {
  return RELEASE_LEVELS.map((level) => {
    const { shown, small, exposed } = decisions[level];
    const [cells, own] = [cube.figures.length, small.size];
    return { level, cells, small: own, others: cells - shown.size - own, exposed: exposed.length };
  });
}

/** Whether a rate is on so few that it says little. */
export const isUnreliable = (denominator: string | null): boolean =>
  denominator !== null && Number(denominator) < RELIABLE_FROM;

/** Cells as they are kept, back to those of a cube. */
export function figureOf(cell: {
  figureId: string;
  measure: string;
  members: readonly string[];
  numbers: readonly number[];
}): CubeFigure {
  const [first = 0, second] = cell.numbers;
  return {
    id: cell.figureId,
    measure: cell.measure,
    at: cell.members,
    numbers: second === undefined ? [first] : [first, second],
  };
}
