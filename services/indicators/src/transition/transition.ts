import type { MissingReason } from '@kapstok/schema';
import type { CellRow } from '../formula/cell.ts';
import type { Period } from '../formula/expression.ts';
import { type Fraction, ofDecimal, plus, ZERO } from '../formula/fraction.ts';
import type { DeclaredDimension } from '../indicator/declared-dimensions.ts';

/** How many went from one step to another; never who. */
export interface TransitionCell {
  readonly from: string;
  readonly to: string;
  readonly cell: CellRow | null;
}

/** A sum of cells, or why it cannot be told: one cell that is not known hides every sum that it is in. */
export type CellSum =
  | { readonly value: Fraction; readonly reason: null }
  | { readonly value: null; readonly reason: MissingReason };

/** How a cohort moved in one period. */
export interface TransitionMatrix extends Period {
  readonly version: number;
  readonly fromSteps: readonly string[];
  readonly toSteps: readonly string[];
  /** Whether both sides have the same steps in the same order, so that there is an up and a down. */
  readonly isLadder: boolean;
  /** By row, then by column. */
  readonly cells: readonly TransitionCell[];
  readonly up: CellSum;
  readonly same: CellSum;
  readonly down: CellSum;
  readonly total: CellSum;
}

/** The dimensions of a transition; null when the definition declares none. */
export function transitionSteps(
  declared: readonly DeclaredDimension[] | null,
): { readonly fromSteps: readonly string[]; readonly toSteps: readonly string[] } | null {
  const valuesOf = (name: string) =>
    declared?.find((one) => one.name === name && !one.isOverlapping)?.values ?? null;
  const [fromSteps, toSteps] = [valuesOf('from'), valuesOf('to')];
  return fromSteps === null || toSteps === null ? null : { fromSteps, toSteps };
}

export const dimensionsOfCell = (from: string, to: string): string => `from=${from};to=${to}`;

const NO_LADDER: CellSum = { value: null, reason: 'NOT_APPLICABLE' };

/** The matrix of a period under one definition, from the cells of that period. */
export function matrixOf(
  { fromSteps, toSteps }: { readonly fromSteps: readonly string[]; readonly toSteps: readonly string[] },
  { start, end }: Period,
  version: number,
  cellOf: (from: string, to: string) => CellRow | null,
): TransitionMatrix {
  const isLadder = fromSteps.join() === toSteps.join();
  const cells = fromSteps.flatMap((from) => toSteps.map((to) => ({ from, to, cell: cellOf(from, to) })));
  const sumWhere = (is: (from: number, to: number) => boolean): CellSum =>
    isLadder
      ? sumOf(cells.filter(({ from, to }) => is(fromSteps.indexOf(from), toSteps.indexOf(to))))
      : NO_LADDER;
  return {
    ...{ start, end, version, fromSteps, toSteps, isLadder, cells },
    up: sumWhere((from, to) => to > from),
    same: sumWhere((from, to) => to === from),
    down: sumWhere((from, to) => to < from),
    total: sumOf(cells),
  };
}

function sumOf(cells: readonly TransitionCell[]): CellSum {
  let sum = ZERO;
  for (const { cell } of cells) {
    if (cell?.value == null) return { value: null, reason: cell?.reason ?? 'NOT_PUBLISHED' };
    sum = plus(sum, ofDecimal(cell.value));
  }
  return { value: sum, reason: null };
}
