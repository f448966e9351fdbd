import type { Cube, CubeFigure } from '@kapstok/indicators/testing';
import { highs } from './solver.ts';

const { variableType } = highs.constants;

/**
 * The fewest cells that can be withheld so that the promise holds, by asking a solver for everything at once: per cell
 * two tables that agree with what is shown, and of which the cell differs by the threshold if it is withheld. Only for
 * counts, sums, and cubes so small that all of this fits. Null when the solver does not end in time.
 */
export function fewestWithheld(
  cube: Cube,
  threshold: number,
  sums: readonly (readonly number[])[],
): number | null {
  const values = cube.figures.map(({ numbers }) => numbers[0]);
  const count = values.length;
  const columns = count + 2 * count * count;
  const far = 4 * threshold;
  const column = (cell: number, table: 0 | 1, other: number) => count + (2 * cell + table) * count + other;
  const rows: { low: number; high: number; terms: [number, number][] }[] = [];
  for (let cell = 0; cell < count; cell++) {
    for (const table of [0, 1] as const) {
      for (const [whole, ...parts] of sums)
        rows.push({
          low: 0,
          high: 0,
          terms: [
            [column(cell, table, whole as number), 1],
            ...parts.map((part): [number, number] => [column(cell, table, part), -1]),
          ],
        });
      // What is shown does not move: a change of a cell is at most so much times whether it is withheld.
      for (let other = 0; other < count; other++) {
        const moved = column(cell, table, other);
        rows.push({
          low: Number.NEGATIVE_INFINITY,
          high: 0,
          terms: [
            [moved, 1],
            [other, -far],
          ],
        });
        rows.push({
          low: 0,
          high: Number.POSITIVE_INFINITY,
          terms: [
            [moved, 1],
            [other, Math.min(far, values[other] ?? 0)],
          ],
        });
      }
    }
    rows.push({
      low: 0,
      high: Number.POSITIVE_INFINITY,
      terms: [
        [column(cell, 0, cell), 1],
        [column(cell, 1, cell), -1],
        [cell, -threshold],
      ],
    });
  }
  return solve(columns, rows, cube.figures, threshold);
}

function solve(
  columns: number,
  rows: readonly { low: number; high: number; terms: readonly [number, number][] }[],
  figures: readonly CubeFigure[],
  threshold: number,
): number | null {
  const count = figures.length;
  const starts = [0];
  for (const { terms } of rows) starts.push((starts.at(-1) ?? 0) + terms.length);
  const bound = (value: number) => (Number.isFinite(value) ? value : Math.sign(value) * highs.infinity);
  const model = highs.createModel({
    numCols: columns,
    numRows: rows.length,
    sense: highs.constants.objectiveSense.minimize,
    colCost: Float64Array.from({ length: columns }, (_, index) => (index < count ? 1 : 0)),
    colLower: Float64Array.from({ length: columns }, (_, index) =>
      index >= count ? -highs.infinity : (figures[index]?.numbers[0] ?? 0) < threshold ? 1 : 0,
    ),
    colUpper: Float64Array.from({ length: columns }, (_, index) => (index < count ? 1 : highs.infinity)),
    rowLower: Float64Array.from(rows, ({ low }) => bound(low)),
    rowUpper: Float64Array.from(rows, ({ high }) => bound(high)),
    integrality: Array.from({ length: columns }, (_, index) =>
      index < count ? variableType.integer : variableType.continuous,
    ),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: columns,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(rows.flatMap(({ terms }) => terms.map(([index]) => index))),
      values: Float64Array.from(rows.flatMap(({ terms }) => terms.map(([, factor]) => factor))),
    },
  });
  try {
    model.options.set({ output_flag: false, time_limit: 3 });
    model.run();
    if (model.getModelStatus() !== highs.constants.modelStatus.optimal) return null;
    return Math.round(model.getObjectiveValue());
  } finally {
    model.dispose();
  }
}
