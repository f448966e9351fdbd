/**
 * How the parts of a member add up: to the whole; to at most the whole (what is left has no figure); or not at all,
 * since they overlap, each being at most the whole.
 */
export type DivisionKind = 'SUM' | 'AT_MOST' | 'EACH_AT_MOST';

/** A member of an axis and parts of it. A member may be divided in several ways. */
export interface Division {
  readonly whole: string;
  readonly parts: readonly string[];
  readonly kind: DivisionKind;
  /** For which measures it holds; for all when left out. Unique persons of four quarters are no sum. */
  readonly measures?: readonly string[];
}

/** Along what figures are laid out: places, periods, ages … */
export interface Axis {
  readonly name: string;
  readonly divisions: readonly Division[];
}

/** A measure that is a sum of others, each times its factor, at every place, period and breakdown. */
export interface Formula {
  readonly result: string;
  readonly terms: readonly { readonly measure: string; readonly factor: number }[];
}

/** One figure of a release. Its id stays the same for as long as its numbers do. */
export interface CubeFigure {
  readonly id: string;
  readonly measure: string;
  /** Its member on each axis, in their order. */
  readonly at: readonly string[];
  /** A count, or the numerator and denominator of a rate. */
  readonly numbers: readonly [number] | readonly [number, number];
  /** Nought by the rules, such as men in a maternity ward: everybody knows it. */
  readonly isStructuralZero?: boolean;
  /** Never shown outside, however large: whoever gave it said so. */
  readonly isConfidential?: boolean;
}

/** What a release tells figures of: declared before anybody asks, never a filter that a reader made up. */
export interface Cube {
  readonly axes: readonly Axis[];
  readonly formulas: readonly Formula[];
  readonly figures: readonly CubeFigure[];
}
