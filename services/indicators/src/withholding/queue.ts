/** Things by rank, the lowest first (a binary heap). */
export class Queue<Item> {
  readonly #entries: { readonly item: Item; readonly rank: number }[] = [];

  add(item: Item, rank: number): void {
    const entries = this.#entries;
    let place = entries.length;
    const entry = { item, rank };
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = entries[above];
      if (parent === undefined || parent.rank <= rank) break;
      entries[place] = parent;
      place = above;
    }
    entries[place] = entry;
  }

  take(): Item | undefined {
    const entries = this.#entries;
    const [first, last] = [entries[0], entries.pop()];
    if (first === undefined || last === undefined || entries.length === 0) return first?.item;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const [one, other] = [entries[left], entries[left + 1]];
      if (one === undefined) break;
      const [next, child] = other !== undefined && other.rank < one.rank ? [other, left + 1] : [one, left];
      if (next.rank >= last.rank) break;
      entries[place] = next;
      place = child;
    }
    entries[place] = last;
    return first.item;
  }
}
