import type { Cube, CubeFigure } from './cube.ts';
import { relationsOf } from './cube-relations.ts';
import { at, type Standing, Table } from './table.ts';

/** A table, and which of its cells is which figure: figures come first, in the order in which they were met. */
export interface CubeTable {
  readonly table: Table;
  readonly figures: readonly CubeFigure[];
}

/**
 * The table of everything that releases up to now told of: each figure once, whichever releases have it, with the
 * relations of every release. Who reads all of them knows all of these. Stops after each relation.
 */
export function* tableOf(
  cubes: readonly Cube[],
  standingOf: (figure: CubeFigure) => Standing,
  threshold: number,
): Generator<void, CubeTable> {
  const table = new Table();
  const firsts = new Map<string, number>();
  const figures: CubeFigure[] = [];
  for (const figure of cubes.flatMap((cube) => cube.figures)) {
    if (firsts.has(figure.id)) continue;
    firsts.set(figure.id, addFigure(table, figure, standingOf(figure)));
    figures.push(figure);
  }
  const told = new Set<string>();
  for (const cube of cubes)
    for (const { whole, parts, factors, isExact } of relationsOf(cube)) {
      yield;
      // A release that repeats another repeats its relations.
      const key = cubes.length > 1 ? [isExact, whole.id, ...parts.map(({ id }) => id)].join(' ') : '';
      if (key !== '' && told.has(key)) continue;
      told.add(key);
      const members = [whole, ...parts].map(({ id }) => firsts.get(id) as number);
      const isRate = [whole, ...parts].every(({ numbers }) => numbers.length === 2);
      for (let part = 0; part < (isRate ? 2 : 1); part++)
        relate(
          table,
          members.map((first) => first + part),
          [1, ...factors.map((factor) => -factor)],
          {
            isExact,
            threshold,
          },
        );
    }
  return { table, figures };
}

/** A rate has a third number: of how many it does not hold. */
function addFigure(table: Table, { numbers }: CubeFigure, standing: Standing): number {
  const [count, whole] = numbers;
  if (whole === undefined) return table.addCell([count], standing);
  const first = table.addCell(whole >= count ? [count, whole, whole - count] : [count, whole], standing);
  if (whole >= count) table.relate([first + 1, first, first + 2], [1, -1, -1]);
  return first;
}

function relate(
  table: Table,
  members: readonly number[],
  factors: readonly number[],
  { isExact, threshold }: { isExact: boolean; threshold: number },
): void {
  if (isExact) {
    table.relate(members, factors);
    return;
  }
  const rest = members.reduce((sum, member, place) => sum + at(table.value, member) * at(factors, place), 0);
  // What is left has no figure, but shown numbers would give it away: a few people, it is protected as a cell is.
  const isPromised = rest > 0 && rest < threshold;
  const hidden = table.addCell([Math.max(0, rest)], 'HIDDEN', { isPromised });
  table.relate([...members, hidden], [...factors, -1]);
}
