import type { Database } from '@kapstok/kit';

const FRESH_MS = 2000;
const LARGEST = 10_000;

/**
 * What was looked up of people, for two seconds at most. A change in this process drops all of it at once; one that is
 * under way while something is looked up keeps that from being remembered.
 */
export class PersonCache {
  readonly #known = new Map<string, { readonly value: unknown; readonly at: number }>();
  #generation = 0;

  async get<T>(key: string, look: () => Promise<T | null>): Promise<T | null> {
    const known = this.#known.get(key);
    if (known !== undefined && performance.now() - known.at < FRESH_MS) return known.value as T;
    const generation = this.#generation;
    const at = performance.now();
    const value = await look();
    // Nobody is not remembered: a token that was just made must work, and guesses must not fill the memory.
    if (value !== null && generation === this.#generation) this.#keep(key, { value, at });
    return value;
  }

  drop(): void {
    this.#generation += 1;
    this.#known.clear();
  }

  #keep(key: string, entry: { readonly value: unknown; readonly at: number }): void {
    if (this.#known.size >= LARGEST) this.#known.clear();
    this.#known.set(key, entry);
  }
}

const caches = new WeakMap<Database, PersonCache>();

/** The one cache of a process for a database: the door reads it, mutations drop it. */
export function cacheOf(database: Database): PersonCache {
  const cache = caches.get(database) ?? new PersonCache();
  caches.set(database, cache);
  return cache;
}
