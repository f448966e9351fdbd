import { Queue } from './queue.ts';
import type { Direction, State } from './state.ts';
import { ENDLESS } from './state.ts';
import { at } from './table.ts';

/** What a relation that must still be put right is thought to cost. */
const OPENED = 2;
/** How many ways are tried to put a relation right. */
const BRANCHES = 4;
/** Of how many relations that do not hold the ways to put them right are counted. */
const LOOKED_AT = 3;
/** How many steps are still taken for something cheaper, once something is found. */
const AFTER_FOUND = 20;
const TINY = 1e-9;

export interface SearchLimits {
  /** Only along what is withheld already. */
  readonly isFree: boolean;
  /** How many steps may be tried. */
  readonly steps: number;
}

/**
 * Looks for the cheapest direction along which a number can move: it lets the number change by one, then puts right
 * each relation that no longer holds with the number that costs least and puts most right, and so on; a few of the
 * best are tried at each turn. In tables with margins it finds the corners of boxes.
 */
export class Search {
  readonly #state: State;
  readonly #amount: Float64Array;
  readonly #tilt: Float64Array;
  /** What each number is while it is being moved; else its value. */
  readonly #now: Float64Array;
  #open: number[] = [];
  #chosen: number[] = [];
  #isFree = false;
  #isEnough: (forth: number, back: number) => boolean = () => true;

  constructor(state: State) {
    this.#state = state;
    this.#amount = new Float64Array(state.table.numberCount);
    this.#tilt = new Float64Array(state.links.relations.starts.length);
    this.#now = Float64Array.from(state.table.value);
  }

  /** One direction that, walked forth and back, gives the number its whole range. */
  find(target: number, limits: SearchLimits): Direction | null {
    const { up, down, threshold } = this.#state;
    const [ups, downs] = [at(up, target), at(down, target)];
    this.#isEnough = (forth, back) => Math.max(ups, forth) + Math.max(downs, back) >= threshold - 1e-6;
    return this.#look(target, 1, limits);
  }

  /**
   * Several directions one after the other, by which the number moves up (or down) as far as wanted: where one goes no
   * further, the next goes on from there.
   */
  push(target: number, sign: 1 | -1, wanted: number, limits: SearchLimits): Direction | null {
    const moved = new Map<number, number>();
    let left = sign < 0 ? Math.min(wanted, at(this.#now, target)) : wanted;
    let least = left;
    for (let turn = 0; turn < 24 && left > 1e-6; turn++) {
      this.#isEnough = (forth) => forth >= least - 1e-9;
      const step = this.#look(target, sign, limits);
      if (step === null) {
        if (least <= 0.5) break;
        least /= 3;
        continue;
      }
      const length = Math.min(left, this.#lengthOf(step));
      step.numbers.forEach((number, place) => {
        const change = length * at(step.amounts, place);
        this.#now[number] = Math.max(0, at(this.#now, number) + change);
        moved.set(number, (moved.get(number) ?? 0) + change);
      });
      left -= length;
      least = Math.min(least, left);
    }
    for (const number of moved.keys()) this.#now[number] = at(this.#state.table.value, number);
    const kept = [...moved].filter(([, change]) => Math.abs(change) > 1e-7);
    if (kept.length === 0) return null;
    return { numbers: kept.map(([number]) => number), amounts: kept.map(([, change]) => change) };
  }

  #lengthOf({ numbers, amounts }: Direction): number {
    return numbers.reduce((length, number, place) => {
      const amount = at(amounts, place);
      return amount < 0 ? Math.min(length, at(this.#now, number) / -amount) : length;
    }, ENDLESS);
  }

  #look(target: number, sign: 1 | -1, { isFree, steps }: SearchLimits): Direction | null {
    this.#isFree = isFree;
    const room = at(this.#now, target);
    const [forth, back] = sign < 0 ? [room, ENDLESS] : [ENDLESS, room];
    const queue = new Queue<Trial>();
    let best: Trial | null = null;
    let left = steps;
    queue.add({ before: null, number: target, amount: sign, depth: 1, cost: 0, forth, back }, 0);
    for (let trial = queue.take(); trial !== undefined && left > 0; trial = queue.take(), left--) {
      if (best !== null && trial.cost >= best.cost) continue;
      this.#lay(trial);
      const turn = this.#nextTurn(trial);
      if (turn === null) {
        best = trial;
        left = trial.cost === 0 ? 0 : Math.min(left, AFTER_FOUND);
      } else for (const next of turn) queue.add(next, next.cost + OPENED * next.opened - 0.1 * next.depth);
      this.#lift();
    }
    return best === null ? null : directionOf(best);
  }

  /** Puts all that a trial moves in place, to see what it leaves open. */
  #lay(trial: Trial): void {
    for (let step: Trial | null = trial; step !== null; step = step.before)
      this.#take(step.number, step.amount);
  }

  #lift(): void {
    for (const number of this.#chosen) {
      this.#amount[number] = 0;
      for (const relation of this.#relationsOf(number)) this.#tilt[relation] = 0;
    }
    this.#chosen = [];
    this.#open = [];
  }

  #relationsOf(number: number): Int32Array {
    const { starts, others } = this.#state.links.numbers;
    return others.subarray(at(starts, number), at(starts, number + 1));
  }

  /** The ways to put right the relation for which there are fewest; null when all hold. */
  #nextTurn(trial: Trial): readonly (Trial & { opened: number })[] | null {
    const open = this.#open.filter((relation) => this.#tilt[relation] !== 0);
    if (open.length === 0) return null;
    let [fewest, found] = [Number.POSITIVE_INFINITY, [] as Candidate[]];
    for (const relation of this.#narrowest(open)) {
      const { best, count } = this.#candidates(relation, trial);
      if (count < fewest) [fewest, found] = [count, best];
      if (count === 0) break;
    }
    return found.map(({ number, amount, opened, forth, back }) => ({
      before: trial,
      number,
      amount,
      depth: trial.depth + 1,
      cost: trial.cost + this.#costOf(number),
      forth,
      back,
      opened: open.length + opened,
    }));
  }

  /** A cell that has two numbers in the direction is paid for once. */
  #costOf(number: number): number {
    const cost = this.#state.costOf(number);
    if (cost === 0) return 0;
    const { cellOf } = this.#state.table;
    const isPaid = this.#chosen.some((other) => cellOf[other] === cellOf[number]);
    return isPaid ? 0 : cost;
  }

  #narrowest(open: number[]): number[] {
    const { starts } = this.#state.links.relations;
    const size = (relation: number) => at(starts, relation + 1) - at(starts, relation);
    return open.length <= LOOKED_AT ? open : open.sort((a, b) => size(a) - size(b)).slice(0, LOOKED_AT);
  }

  #candidates(relation: number, { forth, back }: Trial): { best: Candidate[]; count: number } {
    const { starts, others, factors } = this.#state.links.relations;
    const tilt = at(this.#tilt, relation);
    const best: Candidate[] = [];
    let count = 0;
    for (let place = at(starts, relation); place < at(starts, relation + 1); place++) {
      const number = at(others, place);
      if (this.#amount[number] !== 0 || !this.#state.isMovable(number)) continue;
      if (this.#isFree && !this.#state.isWithheldNumber(number)) continue;
      const amount = -tilt / at(factors, place);
      const room = at(this.#now, number) / Math.abs(amount);
      const [further, nearer] = amount < 0 ? [Math.min(forth, room), back] : [forth, Math.min(back, room)];
      if (!this.#isEnough(further, nearer)) continue;
      count += 1;
      const opened = this.#opened(number, amount);
      const score = this.#costOf(number) + OPENED * opened;
      if (best.length === BRANCHES && score >= (best[BRANCHES - 1]?.score ?? 0)) continue;
      let rank = best.length;
      while (rank > 0 && (best[rank - 1]?.score ?? 0) > score) rank--;
      best.splice(rank, 0, { number, amount, score, opened, forth: further, back: nearer });
      if (best.length > BRANCHES) best.pop();
    }
    return { best, count };
  }

  /** How many relations would no longer hold, less those that would hold again. */
  #opened(number: number, amount: number): number {
    const { starts, others, factors } = this.#state.links.numbers;
    let opened = 0;
    for (let place = at(starts, number); place < at(starts, number + 1); place++) {
      const before = at(this.#tilt, at(others, place));
      const after = before + amount * at(factors, place);
      if (Math.abs(after) < TINY) opened -= 1;
      else if (Math.abs(before) < TINY) opened += 1;
    }
    return opened;
  }

  #take(number: number, amount: number): void {
    this.#amount[number] = amount;
    this.#chosen.push(number);
    this.#tip(number, amount);
  }

  #tip(number: number, amount: number): void {
    const { starts, others, factors } = this.#state.links.numbers;
    for (let place = at(starts, number); place < at(starts, number + 1); place++) {
      const relation = at(others, place);
      const before = at(this.#tilt, relation);
      const after = before + amount * at(factors, place);
      this.#tilt[relation] = Math.abs(after) < TINY ? 0 : after;
      if (before === 0 && after !== 0 && !this.#open.includes(relation)) this.#open.push(relation);
    }
  }
}

interface Candidate {
  readonly number: number;
  readonly amount: number;
  readonly score: number;
  /** How many more relations would not hold with it. */
  readonly opened: number;
  /** How far the direction can be walked with it. */
  readonly forth: number;
  readonly back: number;
}

/** A direction that is not whole yet: one number more than the trial before it. */
interface Trial {
  readonly before: Trial | null;
  readonly number: number;
  readonly amount: number;
  readonly depth: number;
  readonly cost: number;
  readonly forth: number;
  readonly back: number;
}

function directionOf(trial: Trial): Direction {
  const [numbers, amounts]: [number[], number[]] = [[], []];
  for (let step: Trial | null = trial; step !== null; step = step.before) {
    numbers.push(step.number);
    amounts.push(step.amount);
  }
  return { numbers, amounts };
}
