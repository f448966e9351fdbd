/**
 * Seeded chance: the same names and seed give the same draws on every machine. `Math.random` cannot be seeded; this is
 * mulberry32, which needs whole 32-bit steps only. Nothing here uses `Math.sin` and its like, whose last digits may
 * differ between engines.
 */
export class Dice {
  #state: number;

  /** Every name has draws of its own, so that a change in one file leaves the others as they are. */
  constructor(seed: number, ...names: readonly (string | number)[]) {
    this.#state = hash(`${seed}/${names.join('/')}`);
  }

  /** From 0 up to, not including, 1. */
  unit(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.unit() * (to - from + 1));
  }

  chance(share: number): boolean {
    return this.unit() < share;
  }

  /** Around 0, mostly near it, never beyond -1 and 1. */
  noise(): number {
    return ((this.unit() + this.unit() + this.unit()) * 2) / 3 - 1;
  }

  of<T>(list: readonly T[]): T {
    return cyclic(list, this.whole(0, list.length - 1));
  }

  /** So many different ones, or all there are. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = [...list];
    const drawn: T[] = [];
    while (drawn.length < count && left.length > 0)
      drawn.push(...left.splice(this.whole(0, left.length - 1), 1));
    return drawn;
  }

  weighted<W extends string>(weights: Readonly<Record<W, number>>): W {
    const entries = Object.entries(weights) as [W, number][];
    let left = this.unit() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [word, weight] of entries) {
      left -= weight;
      if (left < 0) return word;
    }
    return cyclic(entries, 0)[0];
  }

  /** As `weighted`, but of rows 0, 5, 10 ... each takes the next word: so every word occurs. */
  deal<W extends string>(index: number, weights: Readonly<Record<W, number>>): W {
    const words = Object.keys(weights) as W[];
    return index % 5 === 0 && index / 5 < words.length ? cyclic(words, index / 5) : this.weighted(weights);
  }
}

/** The item at a place, counting on from the begin after the end. */
export function cyclic<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new Error(`A list of ${list.length} has nothing at ${index}.`);
  return item;
}

/** FNV-1a over the characters. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state | 0;
}
