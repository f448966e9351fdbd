import { at, type Links, type Table } from './table.ts';

/** Cells that relations link, directly or through others; only numbers that are not fixed link. */
export function componentsOf(table: Table, { relations }: Links): number[][] {
  const parent = Int32Array.from({ length: table.cellCount }, (_, cell) => cell);
  const rootOf = (cell: number): number => {
    let root = cell;
    while (at(parent, root) !== root) {
      parent[root] = at(parent, at(parent, root));
      root = at(parent, root);
    }
    return root;
  };
  for (let relation = 0; relation + 1 < relations.starts.length; relation++) {
    let first = -1;
    for (let place = at(relations.starts, relation); place < at(relations.starts, relation + 1); place++) {
      const cell = at(table.cellOf, at(relations.others, place));
      if (table.standingOf(cell) === 'SHOWN') continue;
      if (first < 0) first = rootOf(cell);
      else parent[rootOf(cell)] = first;
    }
  }
  const groups = new Map<number, number[]>();
  for (let cell = 0; cell < table.cellCount; cell++) {
    if (table.standingOf(cell) === 'SHOWN') continue;
    const root = rootOf(cell);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [cell]);
    else group.push(cell);
  }
  return [...groups.values()];
}
