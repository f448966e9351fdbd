import { highs } from './solver.ts';

/**
 * Somebody who read every release and knows the method and its thresholds. What is here shares nothing with the code
 * that withholds: it reads the declaration of a cube its own way and asks a linear programming solver how far each
 * number that it was not told can be pinned down.
 */

/** A figure as an outsider has it: where it is, and its numbers when they are shown. */
export interface SeenFigure {
  readonly id: string;
  readonly measure: string;
  readonly at: readonly string[];
  readonly isRate: boolean;
  readonly shown: readonly number[] | null;
}

/** What is published of how figures hang together. */
export interface Declaration {
  readonly axes: readonly {
    readonly divisions: readonly {
      readonly whole: string;
      readonly parts: readonly string[];
      readonly kind: string;
      readonly measures?: readonly string[];
    }[];
  }[];
  readonly formulas: readonly {
    readonly result: string;
    readonly terms: readonly { readonly measure: string; readonly factor: number }[];
  }[];
}

export interface SeenRelease {
  readonly declaration: Declaration;
  readonly figures: readonly SeenFigure[];
}

/** How closely a number could be pinned down. */
export interface Range {
  readonly what: string;
  readonly low: number;
  readonly high: number;
}

type Terms = Map<string, number>;
interface Constraint {
  readonly terms: Terms;
  readonly isExact: boolean;
}

/** More than there are people: a range that goes so far has no end. */
const MANY = 1e6;

/** The ranges that are narrower than they should be. */
export function narrowRanges(releases: readonly SeenRelease[], threshold: number): Range[] {
  const constraints = releases.flatMap(constraintsOf);
  const shown = new Map(releases.flatMap(({ figures }) => figures.flatMap(numbersShown)));
  const sought = new Set(
    releases.flatMap(({ figures }) =>
      figures.filter((figure) => figure.shown === null).flatMap((figure) => variablesOf(figure)),
    ),
  );
  const model = new Model(constraints, shown);
  try {
    return [...sought]
      .map((what) => model.range(what, threshold))
      .filter((range) => range.high - range.low < threshold - 1e-4);
  } finally {
    model.close();
  }
}

const variable = (id: string, part: number) => `${id}#${part}`;
const variablesOf = ({ id, isRate }: SeenFigure) =>
  (isRate ? [0, 1, REST] : [0]).map((part) => variable(id, part));
const numbersShown = (figure: SeenFigure): [string, number][] =>
  (figure.shown ?? []).map((number, part) => [variable(figure.id, part), number]);
/** Of a rate, those for whom it does not hold: people too. */
const REST = 2;

function constraintsOf({ declaration, figures }: SeenRelease): Constraint[] {
  const byPlace = new Map(figures.map((figure) => [[figure.measure, ...figure.at].join('\n'), figure]));
  const find = (measure: string, at: readonly string[]) => byPlace.get([measure, ...at].join('\n'));
  const found: Constraint[] = [];
  const say = (whole: SeenFigure, parts: readonly (readonly [SeenFigure, number])[], isExact: boolean) => {
    const isRate = whole.isRate && parts.every(([part]) => part.isRate);
    for (let number = 0; number < (isRate ? 2 : 1); number++)
      found.push({
        isExact,
        terms: new Map([
          [variable(whole.id, number), 1],
          ...parts.map(([part, factor]): [string, number] => [variable(part.id, number), -factor]),
        ]),
      });
  };
  for (const whole of figures) {
    if (whole.isRate)
      found.push({
        isExact: true,
        terms: new Map([
          [variable(whole.id, 1), 1],
          [variable(whole.id, 0), -1],
          [variable(whole.id, REST), -1],
        ]),
      });
    declaration.axes.forEach(({ divisions }, axis) => {
      for (const { whole: member, parts, kind, measures } of divisions) {
        if (whole.at[axis] !== member || (measures !== undefined && !measures.includes(whole.measure)))
          continue;
        const there = parts
          .map((part) => find(whole.measure, whole.at.with(axis, part)))
          .filter((one) => one !== undefined);
        const isExact = kind === 'SUM' && there.length === parts.length;
        if (kind === 'EACH_AT_MOST') for (const part of there) say(whole, [[part, 1]], false);
        else if (there.length > 0)
          say(
            whole,
            there.map((part) => [part, 1]),
            isExact,
          );
      }
    });
    for (const { result, terms } of declaration.formulas) {
      if (result !== whole.measure) continue;
      const parts = terms.map(({ measure, factor }) => [find(measure, whole.at), factor] as const);
      if (parts.every(([part]) => part !== undefined)) say(whole, parts as [SeenFigure, number][], true);
    }
  }
  return found;
}

/** One linear programme; a question is another thing to make large. */
class Model {
  readonly #model: ReturnType<typeof highs.createModel>;
  readonly #columns = new Map<string, number>();
  readonly #seen: { low: number; high: number }[];

  constructor(constraints: readonly Constraint[], shown: ReadonlyMap<string, number>) {
    for (const name of [...shown.keys(), ...constraints.flatMap(({ terms }) => [...terms.keys()])])
      if (!this.#columns.has(name)) this.#columns.set(name, this.#columns.size);
    const count = this.#columns.size;
    const [colLower, colUpper] = [new Float64Array(count), new Float64Array(count).fill(MANY)];
    for (const [name, number] of shown) {
      const column = this.#columns.get(name) as number;
      [colLower[column], colUpper[column]] = [number, number];
    }
    const starts = [0];
    const indices: number[] = [];
    const values: number[] = [];
    for (const { terms } of constraints) {
      for (const [name, factor] of terms) {
        indices.push(this.#columns.get(name) as number);
        values.push(factor);
      }
      starts.push(indices.length);
    }
    this.#model = highs.createModel({
      numCols: count,
      numRows: constraints.length,
      sense: highs.constants.objectiveSense.maximize,
      colCost: new Float64Array(count),
      colLower,
      colUpper,
      rowLower: new Float64Array(constraints.length),
      rowUpper: Float64Array.from(constraints, ({ isExact }) => (isExact ? 0 : MANY)),
      matrix: {
        format: 'csr',
        numRows: constraints.length,
        numCols: count,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(indices),
        values: Float64Array.from(values),
      },
    });
    this.#model.options.set({ output_flag: false, presolve: 'off' });
    this.#seen = Array.from({ length: count }, () => ({
      low: Number.POSITIVE_INFINITY,
      high: Number.NEGATIVE_INFINITY,
    }));
  }

  /** The range of a number, or as much of it as is known to be wide enough. */
  range(what: string, enough: number): Range {
    const column = this.#columns.get(what);
    if (column === undefined) return { what, low: 0, high: MANY };
    const seen = this.#seen[column] as { low: number; high: number };
    for (const sign of [1, -1]) {
      if (seen.high - seen.low >= enough) break;
      this.#solve(column, sign);
    }
    return { what, ...seen };
  }

  /** Every answer is a table that fits what is known: it widens what is known of all numbers. */
  #solve(column: number, sign: number): void {
    this.#model.changeColCost(column, sign);
    this.#model.run();
    const status = this.#model.getModelStatus();
    if (status !== highs.constants.modelStatus.optimal)
      throw new Error(`The solver ended with status ${status}.`);
    this.#model.getSolution().colValue.forEach((value, other) => {
      const seen = this.#seen[other];
      if (seen === undefined) return;
      seen.low = Math.min(seen.low, value);
      seen.high = Math.max(seen.high, value);
    });
    this.#model.changeColCost(column, 0);
  }

  close(): void {
    this.#model.dispose();
  }
}
