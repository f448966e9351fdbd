import DataLoader from 'dataloader';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text can be an id at all; what cannot is nobody's, and never reaches SQL. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/** Reads many keys at once; a key without value may be left out of the map. */
export type Batch<K, V> = (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>;

/** The loaders of one request: one for each field and its arguments, made when first asked for. */
export class Loaders {
  readonly #made = new Map<string, DataLoader<string, unknown>>();

  /** The value for a key, read together with all other keys asked for in the same tick; null where there is none. */
  load<V>(name: string, args: unknown, key: string, batch: Batch<string, V>): Promise<V | null> {
    const id = `${name} ${JSON.stringify(args)}`;
    let loader = this.#made.get(id);
    if (loader === undefined) {
      loader = new DataLoader<string, unknown>(async (keys) => {
        const found = await batch(keys);
        return keys.map((k) => found.get(k) ?? null);
      });
      this.#made.set(id, loader);
    }
    return loader.load(key) as Promise<V | null>;
  }

  /** Forgets what was read: after a change it is read anew. */
  clear(): void {
    this.#made.clear();
  }

  /** As `load`, for ids that come from outside: what is no id is null. */
  loadId<V>(name: string, id: string, batch: Batch<string, V>): Promise<V | null> {
    return isId(id) ? this.load(name, null, id.toLowerCase(), batch) : Promise.resolve(null);
  }
}

/** Rows by their key; the last of equal keys stays. */
export function mapBy<V>(rows: readonly V[], key: (row: V) => string): Map<string, V> {
  return new Map(rows.map((row) => [key(row), row]));
}

/** Rows gathered by their key, in their order. */
export function groupBy<V>(rows: readonly V[], key: (row: V) => string): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}
