import { at } from './table.ts';

const TINY = 1e-9;
/** So many steps without gain, and the careful rule is taken. */
const PATIENCE = 60;

/** Minimise `costs · x` where `rows · x = 0` and 0 ≤ x ≤ `limits`. The nought is allowed, so every step is an answer. */
export interface Programme {
  readonly rows: readonly Float64Array[];
  readonly costs: Float64Array;
  readonly limits: Float64Array;
}

/**
 * The simplex method with bounded variables, on a dense table: for the few hundred variables around one cell. Each row
 * begins with a variable of its own that may only be 0; those leave as others come in. It stops after so much work.
 */
export function minimise({ rows, costs, limits }: Programme, work: number): Float64Array {
  const count = costs.length;
  const maxSteps = work / (rows.length * count + 1);
  const table = rows.map((row) => row.slice());
  const reduced = costs.slice();
  const basis = new Int32Array(rows.length).fill(-1);
  const basic = new Float64Array(rows.length);
  const isBasic = new Uint8Array(count);
  const isAtLimit = new Uint8Array(count);
  let idle = 0;
  for (let step = 0; step < maxSteps; step++) {
    const isCareful = idle > PATIENCE;
    const entering = chooseEntering(reduced, limits, isBasic, isAtLimit, isCareful);
    if (entering < 0) break;
    const sign = isAtLimit[entering] ? -1 : 1;
    const { row, length } = chooseLeaving(table, { basic, basis, limits, entering, sign, isCareful });
    idle = length > TINY ? 0 : idle + 1;
    if (length === Number.POSITIVE_INFINITY) break;
    for (let other = 0; other < table.length; other++)
      basic[other] = at(basic, other) - sign * length * at(table[other] as Float64Array, entering);
    if (row < 0) {
      isAtLimit[entering] = sign > 0 ? 1 : 0;
      continue;
    }
    const leaving = at(basis, row);
    if (leaving >= 0) {
      isBasic[leaving] = 0;
      isAtLimit[leaving] = at(basic, row) > at(limits, leaving) / 2 ? 1 : 0;
    }
    basic[row] = sign > 0 ? length : at(limits, entering) - length;
    basis[row] = entering;
    isBasic[entering] = 1;
    isAtLimit[entering] = 0;
    pivot(table, reduced, row, entering);
  }
  const result = new Float64Array(count);
  for (let column = 0; column < count; column++) if (isAtLimit[column]) result[column] = at(limits, column);
  basis.forEach((column, row) => {
    if (column >= 0) result[column] = at(basic, row);
  });
  return result;
}

/** The steepest, or the first one after long standing still: then it cannot go in circles (Bland's rule). */
function chooseEntering(
  reduced: Float64Array,
  limits: Float64Array,
  isBasic: Uint8Array,
  isAtLimit: Uint8Array,
  isCareful: boolean,
): number {
  let [best, found] = [TINY * 10, -1];
  for (let column = 0; column < reduced.length; column++) {
    if (isBasic[column] || limits[column] === 0) continue;
    const gain = isAtLimit[column] ? at(reduced, column) : -at(reduced, column);
    if (gain <= best) continue;
    found = column;
    if (isCareful) break;
    best = gain;
  }
  return found;
}

interface Step {
  readonly basic: Float64Array;
  readonly basis: Int32Array;
  readonly limits: Float64Array;
  readonly entering: number;
  readonly sign: number;
  readonly isCareful: boolean;
}

/** Which variable stops the entering one first, and where; -1 when that is its own limit. */
function chooseLeaving(table: readonly Float64Array[], step: Step): { row: number; length: number } {
  const { basic, basis, limits, entering, sign } = step;
  let [row, length, rank] = [-1, at(limits, entering), Number.NEGATIVE_INFINITY];
  for (let other = 0; other < table.length; other++) {
    const slope = sign * at(table[other] as Float64Array, entering);
    if (Math.abs(slope) < TINY) continue;
    const column = at(basis, other);
    const top = column < 0 ? 0 : at(limits, column);
    const room = Math.max(0, slope > 0 ? at(basic, other) : top - at(basic, other));
    const ratio = room / Math.abs(slope);
    if (ratio > length + TINY) continue;
    const ownRank = step.isCareful ? -column : column < 0 ? Number.POSITIVE_INFINITY : Math.abs(slope);
    if (ratio < length - TINY || ownRank > rank)
      [row, length, rank] = [other, Math.min(ratio, length), ownRank];
  }
  return { row, length };
}

function pivot(table: readonly Float64Array[], reduced: Float64Array, row: number, column: number): void {
  const own = table[row] as Float64Array;
  const factor = at(own, column);
  const filled: number[] = [];
  for (let place = 0; place < own.length; place++) {
    if (own[place] === 0) continue;
    own[place] = at(own, place) / factor;
    filled.push(place);
  }
  const subtract = (target: Float64Array) => {
    const times = at(target, column);
    if (times === 0) return;
    for (const place of filled) target[place] = at(target, place) - times * at(own, place);
    target[column] = 0;
  };
  for (const target of table) if (target !== own) subtract(target);
  subtract(reduced);
}
