import { minimise } from './simplex.ts';
import { type Direction, ENDLESS, type State } from './state.ts';
import { at } from './table.ts';

const TINY = 1e-7;
/** Of a relation with more members than this, only some are looked at while the neighbourhood is small. */
const WIDE = 16;

/** The numbers around one, at most so many, the cheapest of wide relations first. */
export function nearby(state: State, target: number, limit: number, isFree: boolean): number[] {
  const found = new Set([target]);
  for (const number of found) {
    for (const relation of othersOf(state.links.numbers, number)) {
      const members = othersOf(state.links.relations, relation).filter(
        (other) => !found.has(other) && state.isMovable(other) && (!isFree || state.isWithheldNumber(other)),
      );
      const taken = members.length > WIDE && limit < 400 ? cheapest(state, members, WIDE) : members;
      for (const other of taken) if (found.size < limit) found.add(other);
    }
    if (found.size >= limit) break;
  }
  return [...found];
}

function othersOf(rows: State['links']['numbers'], row: number): number[] {
  return Array.from(rows.others.subarray(at(rows.starts, row), at(rows.starts, row + 1)));
}

function cheapest(state: State, members: readonly number[], count: number): number[] {
  const cost = (number: number) => state.costOf(number) - Math.min(1, at(state.table.value, number) / 1e6);
  return [...members].sort((a, b) => cost(a) - cost(b) || a - b).slice(0, count);
}

/**
 * The direction in which a number of a neighbourhood moves up (or down) as far as it lacks, with the least loss:
 * exact within the neighbourhood but for one thing, that loss is counted per unit of change and not per cell.
 */
export function bestDirection(
  state: State,
  target: number,
  numbers: readonly number[],
  { isUp, work }: { isUp: boolean; work: number },
): Direction | null {
  const place = new Map(numbers.map((number, index) => [number, index]));
  const relations = new Set(numbers.flatMap((number) => othersOf(state.links.numbers, number)));
  const count = numbers.length;
  const rows = [...relations].map((relation) => {
    const row = new Float64Array(2 * count);
    const { starts, others, factors } = state.links.relations;
    for (let index = at(starts, relation); index < at(starts, relation + 1); index++) {
      const column = place.get(at(others, index));
      if (column === undefined) continue;
      row[column] = at(row, column) + at(factors, index);
      row[column + count] = -at(row, column);
    }
    return row;
  });
  const costs = new Float64Array(2 * count);
  const limits = new Float64Array(2 * count);
  numbers.forEach((number, column) => {
    const cost = 1e-4 + state.costOf(number) / state.threshold;
    costs[column] = cost;
    costs[column + count] = cost;
    limits[column] = ENDLESS;
    limits[column + count] = at(state.table.value, number);
  });
  const own = place.get(target) as number;
  const [wanted, opposite] = isUp ? [own, own + count] : [own + count, own];
  costs[wanted] = -1e3;
  limits[wanted] = Math.min(at(limits, wanted), state.threshold);
  limits[opposite] = 0;
  const solved = minimise({ rows, costs, limits }, work);
  if (at(solved, wanted) < TINY) return null;
  const moved = numbers
    .map((number, column) => ({ number, amount: at(solved, column) - at(solved, column + count) }))
    .filter(({ amount }) => Math.abs(amount) > TINY);
  const direction = {
    numbers: moved.map(({ number }) => number),
    amounts: moved.map(({ amount }) => amount),
  };
  return holds(state, direction) ? direction : null;
}

/** Whether every relation still holds along a direction; the arithmetic of the simplex is not exact. */
function holds({ links: { numbers, relations } }: State, direction: Direction): boolean {
  const amountOf = new Map(direction.numbers.map((number, place) => [number, at(direction.amounts, place)]));
  const touched = new Set(direction.numbers.flatMap((number) => othersOf(numbers, number)));
  return [...touched].every((relation) => {
    let sum = 0;
    for (let place = at(relations.starts, relation); place < at(relations.starts, relation + 1); place++)
      sum += at(relations.factors, place) * (amountOf.get(at(relations.others, place)) ?? 0);
    return Math.abs(sum) < 1e-6;
  });
}
