/** The ids of all rows of an import, by file and by the cells that name the row. */
export class Ids {
  readonly #new = new Set<string>();
  readonly #byCells = new Map<string, Map<string, string>>();

  add(file: string, cells: readonly string[], id: string, isNew: boolean): void {
    if (isNew) this.#new.add(id);
    const ids = this.#byCells.get(file) ?? new Map<string, string>();
    ids.set(cells.join('\0'), id);
    this.#byCells.set(file, ids);
  }

  /** Whether this import makes the row. */
  isNew(id: string): boolean {
    return this.#new.has(id);
  }

  find(file: string, cells: readonly string[]): string | undefined {
    return this.#byCells.get(file)?.get(cells.join('\0'));
  }
}
