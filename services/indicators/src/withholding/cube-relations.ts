import type { Cube, CubeFigure, Division } from './cube.ts';

/** Figures of one relation: a whole, its parts with their factors, and whether they make it up. */
export interface FigureRelation {
  readonly whole: CubeFigure;
  readonly parts: readonly CubeFigure[];
  readonly factors: readonly number[];
  readonly isExact: boolean;
}

/** Every linear relation that a cube declares between the figures that it has. */
export function* relationsOf(cube: Cube): Generator<FigureRelation> {
  const grid = new Grid(cube);
  for (const figure of cube.figures) {
    for (let axis = 0; axis < cube.axes.length; axis++) yield* divisionsOf(grid, figure, axis);
    yield* formulasOf(cube, grid, figure);
  }
}

function* divisionsOf(grid: Grid, whole: CubeFigure, axis: number): Generator<FigureRelation> {
  for (const division of grid.divisionsOf(whole, axis)) {
    const parts = division.parts
      .map((part) => grid.find(whole, axis, part))
      .filter((part) => part !== undefined);
    if (parts.length === 0) continue;
    const isExact = division.kind === 'SUM' && parts.length === division.parts.length;
    const groups = division.kind === 'EACH_AT_MOST' ? parts.map((part) => [part]) : [parts];
    for (const group of groups) yield { whole, parts: group, factors: group.map(() => 1), isExact };
  }
}

function* formulasOf(cube: Cube, grid: Grid, whole: CubeFigure): Generator<FigureRelation> {
  for (const { result, terms } of cube.formulas) {
    if (result !== whole.measure) continue;
    const parts = terms.map(({ measure }) => grid.findMeasure(whole, measure));
    const found = parts.filter((part) => part !== undefined);
    // With a term that has no figure the formula tells nothing: the term may be anything.
    if (found.length < parts.length) continue;
    yield { whole, parts: found, factors: terms.map(({ factor }) => factor), isExact: true };
  }
}

/** Figures by where they are: a number per figure, whose digits are its measure and its members. */
class Grid {
  readonly #divisions: readonly Map<string, Division[]>[];
  readonly #members: Map<string, number>[];
  readonly #measures: Map<string, number>;
  readonly #steps: number[];
  readonly #figures = new Map<number, CubeFigure>();

  constructor(cube: Cube) {
    this.#divisions = cube.axes.map(({ divisions }) => byWhole(divisions));
    this.#members = cube.axes.map((_, axis) => numbered(cube.figures.map((figure) => figure.at[axis] ?? '')));
    this.#measures = numbered(cube.figures.map(({ measure }) => measure));
    let step = this.#measures.size;
    this.#steps = this.#members.map((members) => {
      const own = step;
      step *= members.size;
      return own;
    });
    for (const figure of cube.figures) this.#figures.set(this.#key(figure), figure);
  }

  #key({ measure, at }: CubeFigure): number {
    return at.reduce(
      (key, member, axis) => key + (this.#members[axis]?.get(member) ?? 0) * (this.#steps[axis] ?? 0),
      this.#measures.get(measure) ?? 0,
    );
  }

  /** How a figure is divided along an axis: as all are, and as its measure is. */
  divisionsOf({ measure, at }: CubeFigure, axis: number): readonly Division[] {
    const [divisions, member] = [this.#divisions[axis], at[axis] ?? ''];
    return [...(divisions?.get(member) ?? []), ...(divisions?.get(ofMeasure(member, measure)) ?? [])];
  }

  /** The figure at another member of one axis. */
  find(figure: CubeFigure, axis: number, member: string): CubeFigure | undefined {
    const members = this.#members[axis];
    const [own, other] = [members?.get(figure.at[axis] ?? ''), members?.get(member)];
    if (own === undefined || other === undefined) return undefined;
    return this.#figures.get(this.#key(figure) + (other - own) * (this.#steps[axis] ?? 0));
  }

  findMeasure(figure: CubeFigure, measure: string): CubeFigure | undefined {
    const other = this.#measures.get(measure);
    if (other === undefined) return undefined;
    return this.#figures.get(this.#key(figure) + other - (this.#measures.get(figure.measure) ?? 0));
  }
}

const ofMeasure = (whole: string, measure: string): string => `${whole}\0${measure}`;

/** Divisions by their whole; those that hold for some measures, by both. */
function byWhole(divisions: readonly Division[]): Map<string, Division[]> {
  const found = new Map<string, Division[]>();
  for (const division of divisions) {
    const { whole, measures } = division;
    const keys = measures?.map((measure) => ofMeasure(whole, measure)) ?? [whole];
    for (const key of keys) found.set(key, [...(found.get(key) ?? []), division]);
  }
  return found;
}

function numbered(texts: readonly string[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const text of texts) if (!numbers.has(text)) numbers.set(text, numbers.size);
  return numbers;
}
