import type { MissingReason } from '@kapstok/schema';
import { type Expression, type Period, partsOf, type Reference } from './expression.ts';
import { compare, type Fraction, HUNDRED, minus, ofDecimal, over, plus, times, ZERO } from './fraction.ts';

/** What is known of one cell: a number or the reason why there is none. */
export interface Cell {
  readonly observationId: string;
  readonly version: number;
  readonly value: string | null;
  readonly reason: MissingReason | null;
  readonly isBreak: boolean;
}

/** One cell that a result rests on. */
export interface Input {
  readonly code: string;
  readonly dimensions: string;
  readonly period: Period;
  /** Null when nobody recorded one. */
  readonly cell: Cell | null;
}

/** A result: a number, with its parts when it is a ratio; or why there is none, and which input that comes from. */
export type Outcome =
  | {
      readonly value: Fraction;
      readonly numerator: Fraction | null;
      readonly denominator: Fraction | null;
      readonly reason: null;
      readonly cause: null;
    }
  | {
      readonly value: null;
      readonly numerator: Fraction | null;
      readonly denominator: Fraction | null;
      readonly reason: MissingReason;
      /** The input that is missing or across a break; null when none is, such as in a division by zero. */
      readonly cause: Input | null;
    };

/** What a formula is evaluated on. */
export interface Known {
  /** All versions of a cell. */
  cells(code: string, dimensions: string, period: Period): readonly Cell[];
  /** Breaks in a line of cells under a version: the ends of the periods that begin anew. */
  breaks(code: string, dimensions: string, version: number): readonly string[];
  /** The period before, as far apart as values are expected; null when that cannot be said. */
  before(period: Period): Period | null;
}

/** Evaluates a formula for one period. What was read is added to `inputs`, in the order in which it was read. */
export function evaluate(
  expression: Expression,
  period: Period,
  known: Known,
  inputs: Input[] = [],
): Outcome {
  return new Evaluation(known, inputs, period).of(expression, period);
}

class Evaluation {
  readonly #known: Known;
  readonly #inputs: Input[];
  readonly #asked: Period;

  constructor(known: Known, inputs: Input[], asked: Period) {
    this.#known = known;
    this.#inputs = inputs;
    this.#asked = asked;
  }

  of(expression: Expression, period: Period): Outcome {
    switch (expression.kind) {
      case 'number':
        return found(expression.value);
      case 'indicator':
        return this.#read(expression, period);
      case 'negative':
        return this.#all([expression.of], period, ([one]) => found(minus(ZERO, one)));
      case 'previous':
        return this.#earlier(expression.of, period, this.#known.before(period));
      case 'index':
        return this.#index(expression, period);
      case 'of':
        return this.#all(expression.parts, period, (values) => found(REDUCE[expression.name](values)));
      case 'share':
        return this.#all([expression.part, expression.whole], period, ([part, whole]) =>
          ratio(part, whole, expression.name === 'percent' ? HUNDRED : null),
        );
      case 'shareAtLeast':
        return this.#shareAtLeast(expression, period);
      case 'binary':
        return this.#all([expression.left, expression.right], period, ([left, right]) =>
          expression.operator === '/'
            ? divided(expression, left, right)
            : found(OPERATION[expression.operator](left, right)),
        );
    }
  }

  /** All parts, then what is made of them; the first that is missing makes the whole missing. */
  #all(
    parts: readonly Expression[],
    period: Period,
    make: (values: readonly [Fraction, Fraction, ...Fraction[]]) => Outcome,
  ): Outcome {
    const outcomes = parts.map((part) => this.of(part, period));
    const lacking = outcomes.find(({ value }) => value === null);
    if (lacking !== undefined) return { ...lacking, numerator: null, denominator: null } as Outcome;
    return make(outcomes.map(({ value }) => value ?? ZERO) as never);
  }

  #read(reference: Reference, period: Period): Outcome {
    const cell = this.#cell(reference, period);
    const { code, dimensions } = reference;
    const input: Input = { code, dimensions, period, cell };
    this.#inputs.push(input);
    if (cell === null) return missing('NOT_PUBLISHED', input);
    return cell.value === null
      ? missing(cell.reason ?? 'NOT_PUBLISHED', input)
      : found(ofDecimal(cell.value));
  }

  /** The cell under the definition that the period asked about has, else under its newest. */
  #cell({ code, dimensions }: Omit<Reference, 'kind'>, period: Period): Cell | null {
    const newest = (cells: readonly Cell[]) =>
      cells.reduce<Cell | null>(
        (one, cell) => (one === null || cell.version > one.version ? cell : one),
        null,
      );
    const here = this.#known.cells(code, dimensions, period);
    const asked = newest(this.#known.cells(code, dimensions, this.#asked));
    return here.find(({ version }) => version === asked?.version) ?? newest(here);
  }

  /** A value of another period, unless a break or another definition lies between. */
  #earlier(of: Expression, period: Period, other: Period | null): Outcome {
    if (other === null) return missing('NOT_APPLICABLE', null);
    const outcome = this.of(of, other);
    if (outcome.value === null) return outcome;
    const across = this.#across(of, other, period);
    return across === null ? outcome : missing('BREAK_IN_SERIES', across);
  }

  /** The first input of an expression of which the values of two periods do not compare. */
  #across(of: Expression, one: Period, other: Period): Input | null {
    const [earlier, later] = one.end <= other.end ? [one, other] : [other, one];
    for (const reference of referencesIn(of)) {
      const [first, last] = [this.#cell(reference, earlier), this.#cell(reference, later)];
      const version = first?.version ?? last?.version;
      const isChanged = first !== null && last !== null && first.version !== last.version;
      const breaks =
        version === undefined ? [] : this.#known.breaks(reference.code, reference.dimensions, version);
      if (isChanged || breaks.some((end) => end > earlier.end && end <= later.end))
        return { code: reference.code, dimensions: reference.dimensions, period: later, cell: last };
    }
    const [before, after] = [this.#known.before(earlier), this.#known.before(later)];
    if (before === null || after === null) return null;
    for (const part of nestedEarlier(of)) {
      const across = this.#across(part, before, after);
      if (across !== null) return across;
    }
    return null;
  }

  #index({ of, base }: Extract<Expression, { kind: 'index' }>, period: Period): Outcome {
    const now = this.of(of, period);
    if (now.value === null) return now;
    const then = this.#earlier(of, period, base);
    if (then.value === null) return then;
    return ratio(now.value, then.value, HUNDRED);
  }

  #shareAtLeast(
    { code, dimension, least, values }: Extract<Expression, { kind: 'shareAtLeast' }>,
    period: Period,
  ): Outcome {
    let [part, whole] = [ZERO, ZERO];
    for (const value of values ?? []) {
      const one = this.#read({ kind: 'indicator', code, dimensions: `${dimension}=${value}` }, period);
      if (one.value === null) return one;
      whole = plus(whole, one.value);
      if (Number(value) >= least) part = plus(part, one.value);
    }
    return ratio(part, whole, HUNDRED);
  }
}

const OPERATION = { '+': plus, '-': minus, '*': times } as const;
const REDUCE = {
  sum: (values: readonly Fraction[]) => values.reduce(plus, ZERO),
  min: (values: readonly Fraction[]) =>
    values.reduce((one, other) => (compare(one, other) <= 0 ? one : other)),
  max: (values: readonly Fraction[]) =>
    values.reduce((one, other) => (compare(one, other) >= 0 ? one : other)),
} as const;

const found = (value: Fraction): Outcome => ({
  value,
  numerator: null,
  denominator: null,
  reason: null,
  cause: null,
});
const missing = (reason: MissingReason, cause: Input | null): Outcome => ({
  value: null,
  numerator: null,
  denominator: null,
  reason,
  cause,
});

/** A ratio keeps both its parts, also where the whole is zero. */
function ratio(numerator: Fraction, denominator: Fraction, per: Fraction | null): Outcome {
  const value = over(numerator, denominator);
  if (value === null) return { value: null, numerator, denominator, reason: 'DIVISION_BY_ZERO', cause: null };
  return { ...found(per === null ? value : times(per, value)), numerator, denominator } as Outcome;
}

/** An indicator divided by an indicator is a ratio; divided by a number of the formula it is no more than smaller. */
function divided(
  { right }: Extract<Expression, { kind: 'binary' }>,
  numerator: Fraction,
  denominator: Fraction,
): Outcome {
  const outcome = ratio(numerator, denominator, null);
  return right.kind === 'number' ? { ...outcome, numerator: null, denominator: null } : outcome;
}

/** Every cell that an expression reads in the period itself. */
export function referencesIn(expression: Expression): readonly Reference[] {
  if (expression.kind === 'indicator') return [expression];
  if (expression.kind === 'shareAtLeast')
    return (expression.values ?? []).map((value) => ({
      kind: 'indicator',
      code: expression.code,
      dimensions: `${expression.dimension}=${value}`,
    }));
  if (expression.kind === 'previous') return [];
  return partsOf(expression).flatMap(referencesIn);
}

/** What an expression reads in a period before the one asked for. */
function nestedEarlier(expression: Expression): readonly Expression[] {
  if (expression.kind === 'previous') return [expression.of];
  return partsOf(expression).flatMap(nestedEarlier);
}

/** Every cell that an expression reads in any period. */
export function allReferences(expression: Expression): readonly Reference[] {
  if (expression.kind === 'previous') return allReferences(expression.of);
  return expression.kind === 'indicator' || expression.kind === 'shareAtLeast'
    ? referencesIn(expression)
    : partsOf(expression).flatMap(allReferences);
}
