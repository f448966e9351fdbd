import { componentsOf } from './components.ts';
import { bestDirection, nearby } from './nearby.ts';
import { Search, type SearchLimits } from './search.ts';
import { type Direction, State } from './state.ts';
import { at, type Table } from './table.ts';

/** What is decided of each cell of a table, by its index. */
export interface Choice {
  /** 1: withheld. */
  readonly isWithheld: Uint8Array;
  /** 1: withheld for its own sake, since a number of it is under the threshold. */
  readonly isSmall: Uint8Array;
  /** Cells that what was shown before gives away, whatever is withheld now. */
  readonly exposed: readonly number[];
}

export interface ChoiceOptions {
  /** False: only small cells are withheld. For tests, which must notice. */
  readonly choosesOthers?: boolean;
}

/** Components up to this size are chosen for in several orders, of which the best is kept. */
const TINY_COMPONENT = 60;
/** Up to this size it is calculated, not only searched, whether a cell can be done without. */
const SMALL_COMPONENT = 100;
/** How wide the neighbourhood is in which a direction is calculated, and with how much work: to do without a cell, to
 * protect one, and at last. */
const HERE = { reach: 60, work: 3e6 };
const NEAR = { reach: 120, work: 1e7 };
const FAR = { reach: 500, work: 2e8 };
/** How many steps a search may take: to do without a cell, to protect one, and when that did not do. */
const [FEW, SOME, MANY] = [40, 120, 400];

/**
 * Which cells of a table are withheld, so that each withheld number ranges over at least the threshold in what is
 * known, at a small loss. Every range is proved by directions that are found, never assumed. Stops after each cell.
 */
export function* choose(
  table: Table,
  threshold: number,
  { choosesOthers = true }: ChoiceOptions = {},
): Generator<void, Choice> {
  const state = new State(table, table.links(), threshold);
  const isSmall = state.isWithheld.slice();
  const exposed: number[] = [];
  if (choosesOthers) {
    const search = new Search(state);
    for (const cells of componentsOf(table, state.links)) {
      const needy = cells.filter((cell) => state.isWithheld[cell]);
      if (needy.length > 0) exposed.push(...(yield* new Chooser(state, search, cells, needy).choose()));
    }
  }
  return { isWithheld: state.isWithheld, isSmall, exposed };
}

type Order = (a: number, b: number) => number;

class Chooser {
  readonly #state: State;
  readonly #search: Search;
  readonly #cells: readonly number[];
  readonly #needy: readonly number[];
  /** By withheld cell: the numbers whose proof moves it. */
  #users = new Map<number, Set<number>>();

  constructor(state: State, search: Search, cells: readonly number[], needy: readonly number[]) {
    this.#state = state;
    this.#search = search;
    this.#cells = cells;
    this.#needy = needy;
  }

  get #isSmall(): boolean {
    return this.#cells.length <= SMALL_COMPONENT;
  }

  /** Decides; returns the cells that cannot be kept. */
  *choose(): Generator<void, number[]> {
    const orders = this.#cells.length <= TINY_COMPONENT ? this.#orders() : this.#orders().slice(0, 1);
    let best: { withheld: number[]; exposed: number[]; loss: number } | null = null;
    for (const order of orders) {
      this.#reset([]);
      const exposed = yield* this.#protectAll(order);
      yield* this.#giveBack();
      const withheld = this.#cells.filter((cell) => this.#state.isWithheld[cell]);
      const loss = withheld.reduce((sum, cell) => sum + at(this.#state.table.cells.loss, cell), 0);
      if (best === null || loss < best.loss) best = { withheld, exposed, loss };
      if (withheld.length === this.#needy.length) break;
    }
    this.#reset(best?.withheld ?? []);
    return best?.exposed ?? [];
  }

  #orders(): Order[] {
    const value = (cell: number) => at(this.#state.table.value, at(this.#state.table.cells.first, cell));
    const scattered = (cell: number) => (cell * 2_654_435_761) % 4_294_967_296;
    return [
      (a, b) => value(a) - value(b) || a - b,
      (a, b) => value(b) - value(a) || a - b,
      (a, b) => scattered(a) - scattered(b),
    ];
  }

  #reset(withheld: readonly number[]): void {
    const { state, needy } = { state: this.#state, needy: this.#needy };
    this.#users = new Map();
    for (const cell of this.#cells) {
      state.isWithheld[cell] = 0;
      for (const number of state.table.numbersOf(cell)) state.forget(number);
    }
    for (const cell of [...needy, ...withheld]) state.isWithheld[cell] = 1;
  }

  *#protectAll(order: Order): Generator<void, number[]> {
    const { table } = this.#state;
    const queue = [...this.#needy].sort(order);
    const exposed: number[] = [];
    for (let place = 0; place < queue.length; place++) {
      const cell = at(queue, place);
      yield;
      for (const number of table.numbersOf(cell)) {
        queue.push(...this.#protect(number));
        if (this.#state.lack(number) > 0 && !exposed.includes(cell)) exposed.push(cell);
      }
    }
    return exposed;
  }

  /** Makes the range of a number wide enough; returns the cells that had to be withheld for it. */
  #protect(number: number): number[] {
    const added: number[] = [];
    const isWide = () => this.#state.lack(number) === 0;
    const attempts = [
      () => this.#find(number, { isFree: false, steps: SOME }),
      () => this.#calculate(number, NEAR, false),
      () => this.#push(number, { isFree: false, steps: SOME }),
      () => this.#find(number, { isFree: false, steps: MANY }),
      () => this.#withholdAround(number),
      () => this.#push(number, { isFree: true, steps: MANY }),
      () => this.#calculate(number, FAR, false),
    ];
    for (const attempt of attempts) if (!isWide()) added.push(...attempt());
    return added;
  }

  /** Whether a number ranges widely enough with what is withheld already. */
  #isKept(number: number): boolean {
    const isWide = () => this.#state.lack(number) === 0;
    if (!isWide()) this.#find(number, { isFree: true, steps: FEW });
    if (!isWide() && this.#isSmall) this.#calculate(number, HERE, true);
    if (!isWide() && !this.#isSmall) this.#push(number, { isFree: true, steps: FEW });
    return isWide();
  }

  /** Along one direction. */
  #find(number: number, limits: SearchLimits): number[] {
    const found = this.#search.find(number, limits);
    return found === null ? [] : this.#accept(found);
  }

  /** Along several, one after the other. */
  #push(number: number, limits: SearchLimits): number[] {
    const added: number[] = [];
    for (const sign of [1, -1] as const) {
      const lack = this.#state.lack(number);
      const wanted = lack + at(sign > 0 ? this.#state.up : this.#state.down, number);
      const pushed = lack > 0 ? this.#search.push(number, sign, wanted, limits) : null;
      if (pushed !== null) added.push(...this.#accept(pushed));
    }
    return added;
  }

  #calculate(number: number, { reach, work }: { reach: number; work: number }, isFree: boolean): number[] {
    const around = nearby(this.#state, number, reach, isFree);
    const added: number[] = [];
    for (const isUp of [true, false]) {
      if (this.#state.lack(number) === 0) break;
      const direction = bestDirection(this.#state, number, around, { isUp, work });
      if (direction !== null) added.push(...this.#accept(direction));
    }
    return added;
  }

  /** More than is needed, where it is not found out cheaply what is. Some of it is given back later. */
  #withholdAround(number: number): number[] {
    const { table, isWithheld } = this.#state;
    const cells = new Set(
      nearby(this.#state, number, NEAR.reach, false).map((other) => at(table.cellOf, other)),
    );
    const added = [...cells].filter((cell) => !isWithheld[cell]);
    for (const cell of added) isWithheld[cell] = 1;
    return added;
  }

  #accept(direction: Direction): number[] {
    const { state } = { state: this.#state };
    const added: number[] = [];
    for (const number of direction.numbers) {
      const cell = at(state.table.cellOf, number);
      if (!state.isWithheld[cell]) added.push(cell);
      state.isWithheld[cell] = 1;
    }
    state.prove(direction);
    for (const number of direction.numbers) this.#noteUse(number);
    return added;
  }

  #noteUse(number: number): void {
    for (const proof of this.#state.proofs[number] ?? [])
      for (const other of proof?.numbers ?? []) {
        const cell = at(this.#state.table.cellOf, other);
        const users = this.#users.get(cell);
        if (users === undefined) this.#users.set(cell, new Set([number]));
        else users.add(number);
      }
  }

  /** Shows again what turns out not to be needed, the dearest first. */
  *#giveBack(): Generator<void, void> {
    const { state } = { state: this.#state };
    const own = new Set(this.#needy);
    const others = this.#cells.filter((cell) => state.isWithheld[cell] && !own.has(cell));
    const { loss } = state.table.cells;
    for (const cell of others.sort((a, b) => at(loss, b) - at(loss, a) || a - b)) {
      yield;
      this.#tryToShow(cell);
    }
  }

  #tryToShow(cell: number): void {
    const { state } = { state: this.#state };
    const numbers = state.table.numbersOf(cell);
    const users = [...(this.#users.get(cell) ?? [])].filter(
      (number) => state.isWithheldNumber(number) && at(state.table.cellOf, number) !== cell,
    );
    const affected = users.filter((number) => this.#isProvedBy(number, cell));
    const before = [...affected, ...numbers].map((number) => ({
      number,
      up: at(state.up, number),
      down: at(state.down, number),
      proofs: state.proofs[number] ?? ([null, null] as const),
    }));
    const wereWide = affected.filter((number) => state.lack(number) === 0);
    state.isWithheld[cell] = 0;
    for (const { number } of before) state.forget(number);
    const isKept = wereWide.every((number) => this.#isKept(number));
    if (isKept) return;
    state.isWithheld[cell] = 1;
    for (const { number, up, down, proofs } of before) {
      state.up[number] = up;
      state.down[number] = down;
      state.proofs[number] = proofs;
      this.#noteUse(number);
    }
  }

  #isProvedBy(number: number, cell: number): boolean {
    return (this.#state.proofs[number] ?? []).some((proof) =>
      proof?.numbers.some((other) => this.#state.table.cellOf[other] === cell),
    );
  }
}
