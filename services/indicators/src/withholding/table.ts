/**
 * What is known of a cell before the choice begins: OPEN may go either way; SHOWN was shown before, or is a zero that
 * the rules make certain, and cannot be taken back; WITHHELD must stay so; HIDDEN is no cell of a release at all, but
 * the rest that a declared "at most" leaves.
 */
export type Standing = 'OPEN' | 'SHOWN' | 'WITHHELD' | 'HIDDEN';
const STANDINGS: readonly Standing[] = ['OPEN', 'SHOWN', 'WITHHELD', 'HIDDEN'];

/** Numbers by place; every index that is read here was written here. */
export const at = (numbers: ArrayLike<number>, index: number): number => numbers[index] as number;

/** What is lost when a cell is withheld: one, and more for larger numbers, since totals tell more than their parts. */
export const lossOf = (value: number): number => 1 + Math.log10(1 + value);

/**
 * Cells and the linear relations between their numbers, flat, so that a million fit. A cell is shown or withheld as a
 * whole and has one number (a count) or three (numerator, denominator and what is between them).
 */
export class Table {
  readonly cells = { first: [0], standing: [] as number[], loss: [] as number[] };
  readonly value: number[] = [];
  readonly cellOf: number[] = [];
  /** Whether its range must stay wide once it is withheld. */
  readonly isPromised: boolean[] = [];
  readonly #starts: number[] = [0];
  readonly #members: number[] = [];
  readonly #factors: number[] = [];

  get cellCount(): number {
    return this.cells.standing.length;
  }
  get numberCount(): number {
    return this.value.length;
  }
  get relationCount(): number {
    return this.#starts.length - 1;
  }

  /** Adds a cell; returns the index of its first number, the others follow it. */
  addCell(values: readonly number[], standing: Standing, { isPromised = true, loss = 0 } = {}): number {
    const first = this.value.length;
    for (const value of values) {
      this.value.push(value);
      this.cellOf.push(this.cellCount);
      this.isPromised.push(isPromised);
    }
    this.cells.standing.push(STANDINGS.indexOf(standing));
    this.cells.loss.push(standing === 'OPEN' ? loss || lossOf(Math.max(...values)) : 0);
    this.cells.first.push(this.value.length);
    return first;
  }

  /** Says that a sum of numbers, each times its factor, is known: whatever it is, none can change alone. */
  relate(members: readonly number[], factors: readonly number[]): void {
    this.#members.push(...members);
    this.#factors.push(...factors);
    this.#starts.push(this.#members.length);
  }

  standingOf(cell: number): Standing {
    return STANDINGS[at(this.cells.standing, cell)] as Standing;
  }

  numbersOf(cell: number): number[] {
    const first = at(this.cells.first, cell);
    return Array.from({ length: at(this.cells.first, cell + 1) - first }, (_, place) => first + place);
  }

  /** The relations by number and the numbers by relation, for walking both ways. */
  links(): Links {
    const relations = {
      starts: Int32Array.from(this.#starts),
      others: Int32Array.from(this.#members),
      factors: Float64Array.from(this.#factors),
    };
    return { relations, numbers: transposed(relations, this.numberCount) };
  }
}

/** Row by row: which others it touches, and with what factor. */
export interface Rows {
  readonly starts: Int32Array;
  readonly others: Int32Array;
  readonly factors: Float64Array;
}

export interface Links {
  readonly relations: Rows;
  readonly numbers: Rows;
}

function transposed({ starts, others, factors }: Rows, count: number): Rows {
  const turned = new Int32Array(count + 1);
  for (const other of others) turned[other + 1] = at(turned, other + 1) + 1;
  for (let row = 0; row < count; row++) turned[row + 1] = at(turned, row + 1) + at(turned, row);
  const next = turned.slice();
  const result = {
    starts: turned,
    others: new Int32Array(others.length),
    factors: new Float64Array(others.length),
  };
  for (let row = 0; row + 1 < starts.length; row++)
    for (let place = at(starts, row); place < at(starts, row + 1); place++) {
      const target = at(next, at(others, place));
      next[at(others, place)] = target + 1;
      result.others[target] = row;
      result.factors[target] = at(factors, place);
    }
  return result;
}
