import { at, type Links, type Table } from './table.ts';

/** A way in which numbers can change together so that everything that is shown, and every relation, still holds. */
export interface Direction {
  readonly numbers: readonly number[];
  readonly amounts: readonly number[];
}

/** Above this a range is as good as without end. */
export const ENDLESS = 1e9;
const TINY = 1e-6;

/**
 * Who is withheld so far, and how far each withheld number is known to be able to move up and down. What can move
 * keeps moving when more is withheld, so what was found stays true while the choice grows.
 */
export class State {
  readonly table: Table;
  readonly links: Links;
  readonly threshold: number;
  readonly isWithheld: Uint8Array;
  readonly up: Float64Array;
  readonly down: Float64Array;
  /** The directions that prove `up` and `down`. */
  readonly proofs: (readonly [Direction | null, Direction | null])[];

  constructor(table: Table, links: Links, threshold: number) {
    this.table = table;
    this.links = links;
    this.threshold = threshold;
    this.isWithheld = new Uint8Array(table.cellCount);
    this.up = new Float64Array(table.numberCount);
    this.down = new Float64Array(table.numberCount);
    this.proofs = new Array(table.numberCount).fill(NO_PROOF);
    for (let cell = 0; cell < table.cellCount; cell++) {
      const standing = table.standingOf(cell);
      if (standing === 'WITHHELD' || standing === 'HIDDEN' || this.#isSmall(cell)) this.isWithheld[cell] = 1;
    }
  }

  /** A cell that is withheld for its own sake: one of its numbers is under the threshold. */
  #isSmall(cell: number): boolean {
    if (this.table.standingOf(cell) !== 'OPEN') return false;
    return this.table.numbersOf(cell).some((number) => at(this.table.value, number) < this.threshold);
  }

  isMovable(number: number): boolean {
    return this.table.standingOf(at(this.table.cellOf, number)) !== 'SHOWN';
  }

  isWithheldNumber(number: number): boolean {
    return this.isWithheld[at(this.table.cellOf, number)] === 1;
  }

  /** What it costs to let a number move. */
  costOf(number: number): number {
    const cell = at(this.table.cellOf, number);
    return this.isWithheld[cell] ? 0 : at(this.table.cells.loss, cell);
  }

  /** How much is lacking to a range as wide as promised. */
  lack(number: number): number {
    const width = at(this.up, number) + at(this.down, number);
    return this.table.isPromised[number] && width < this.threshold - TINY ? this.threshold - width : 0;
  }

  /** Takes a direction as proof for all that move along it. */
  prove(direction: Direction): void {
    const { forth, back } = this.reach(direction);
    direction.numbers.forEach((number, place) => {
      const amount = at(direction.amounts, place);
      const [up, down] = amount > 0 ? [amount * forth, amount * back] : [-amount * back, -amount * forth];
      const [upProof, downProof] = this.proofs[number] ?? NO_PROOF;
      const [isHigher, isLower] = [up > at(this.up, number), down > at(this.down, number)];
      if (isHigher) this.up[number] = up;
      if (isLower) this.down[number] = down;
      this.proofs[number] = [isHigher ? direction : upProof, isLower ? direction : downProof];
    });
  }

  forget(number: number): void {
    this.up[number] = 0;
    this.down[number] = 0;
    this.proofs[number] = NO_PROOF;
  }

  /** How often the direction can be walked forth and back before a number would fall under nought. */
  reach({ numbers, amounts }: Direction): { forth: number; back: number } {
    let [forth, back] = [ENDLESS, ENDLESS];
    numbers.forEach((number, place) => {
      const amount = at(amounts, place);
      const room = at(this.table.value, number) / Math.abs(amount);
      if (amount < 0) forth = Math.min(forth, room);
      else back = Math.min(back, room);
    });
    return { forth, back };
  }
}

const NO_PROOF = [null, null] as const;
