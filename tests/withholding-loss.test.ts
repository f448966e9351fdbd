import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Cube, decide, observedCube, RELEASE_LEVELS, THRESHOLDS } from '@kapstok/indicators/testing';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { ROOT } from './source-files.ts';
import { fewestWithheld } from './withholding/smallest-loss.ts';

const isSoak = process.env['KAPSTOK_SOAK'] === '1';

type Row = Record<string, string>;
const read = (file: string): Row[] =>
  parse(readFileSync(path.join(ROOT, 'programmes', 'voorbeeldstad', file)), { columns: true });

/** The cube of what the fictional city observed: of each cell the last vintage. */
function readCube(): Cube {
  const unitOf = new Map(read('indicators.csv').map(({ code, unit }) => [code, unit]));
  const lines = new Map<string, Row>();
  for (const row of read('observations.csv')) {
    const { indicator, version, place, period_start, period_end, dimensions, series } = row;
    const key = [indicator, version, place, period_start, period_end, dimensions, series].join(' ');
    const other = lines.get(key);
    if (other === undefined || (other['vintage'] ?? '') < (row['vintage'] ?? '')) lines.set(key, row);
  }
  const number = (text: string | undefined) => (text ? Number(text) : null);
  const parents = read('places.csv').map(({ nis_code, parent }): [string, string | null] => [
    nis_code ?? '',
    parent || null,
  ]);
  return observedCube({
    placeParents: new Map(parents),
    observed: [...lines.values()].map((row) => ({
      id: row['code'] ?? '',
      measure: [row['indicator'], row['version'], row['series']].join(' '),
      unit: unitOf.get(row['indicator'] ?? '') as 'PERSONS',
      placeId: row['place'] ?? '',
      periodStart: row['period_start'] ?? '',
      periodEnd: row['period_end'] ?? '',
      dimensions: row['dimensions'] ?? '',
      value: number(row['value']),
      numerator: number(row['numerator']),
      denominator: number(row['denominator']),
      isConfidential: row['is_confidential'] === 'true',
      isStructuralZero: row['is_structural_zero'] === 'true',
    })),
  });
}

test('on the figures of the fictional city, few cells are withheld beyond the small ones', () => {
  const cube = readCube();
  const { decisions } = decide(cube, []);
  const table = RELEASE_LEVELS.map((level) => {
    const { shown, small, exposed } = decisions[level];
    const confidential = cube.figures.filter((one) => one.isConfidential && !small.has(one.id)).length;
    const others = cube.figures.length - shown.size - small.size - confidential;
    return {
      level,
      cells: cube.figures.length,
      small: small.size,
      confidential,
      others,
      exposed: exposed.length,
    };
  });
  report('Loss on voorbeeldstad, in cells', table);
  for (const { cells, others, exposed } of table) {
    expect(exposed).toBe(0);
    expect(others).toBeLessThan(0.03 * cells);
  }
});

test('beside the fewest that could be withheld, the choice withholds few more', () => {
  const table = Array.from({ length: isSoak ? 60 : 8 }, (_, seed) => {
    const { cube, sums } = square(seed + 1);
    const fewest = fewestWithheld(cube, THRESHOLDS.PUBLIC, sums);
    const [small, withheld] = [
      cube.figures.filter(({ numbers }) => numbers[0] < THRESHOLDS.PUBLIC).length,
      withheldAlone(cube),
    ];
    return { seed: seed + 1, cells: cube.figures.length, small, withheld, fewest };
  }).filter(({ fewest }) => fewest !== null);
  const sum = (column: 'cells' | 'small' | 'withheld' | 'fewest') =>
    table.reduce((total, row) => total + (row[column] ?? 0), 0);
  const total = {
    cells: sum('cells'),
    small: sum('small'),
    withheld: sum('withheld'),
    fewest: sum('fewest'),
  };
  report('Withheld beside the fewest possible, small tables', [...table, { seed: 'all', ...total }]);
  for (const { withheld, fewest } of table) expect(withheld).toBeGreaterThanOrEqual(fewest ?? 0);
  expect(total.withheld).toBeLessThanOrEqual(1.15 * total.fewest);
});

function report(title: string, rows: readonly object[]): void {
  process.stdout.write(`${title}\n${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
}

/** Withheld in public, where nobody else is shown anything. */
function withheldAlone(cube: Cube): number {
  const { decisions } = decide(cube, [], { isAlone: 'PUBLIC' });
  return cube.figures.length - decisions.PUBLIC.shown.size;
}

/** A table of three by four with its margins. */
function square(seed: number): { cube: Cube; sums: number[][] } {
  let state = seed * 7919;
  const draw = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 4_294_967_296;
  };
  const [rows, columns] = [
    ['a', 'b', 'c'],
    ['w', 'x', 'y', 'z'],
  ];
  const inner = rows.map(() =>
    columns.map(() => (draw() < 0.25 ? Math.floor(10 * draw()) : 10 + Math.floor(80 * draw()))),
  );
  const all = (parts: readonly string[]) => [...parts, 'all'];
  const valueAt = (row: string, column: string): number => {
    if (row === 'all') return rows.reduce((sum, one) => sum + valueAt(one, column), 0);
    if (column === 'all') return columns.reduce((sum, one) => sum + valueAt(row, one), 0);
    return inner[rows.indexOf(row)]?.[columns.indexOf(column)] ?? 0;
  };
  const positions = all(rows).flatMap((row) => all(columns).map((column) => [row, column] as const));
  const place = (row: string, column: string) =>
    positions.findIndex(([one, other]) => one === row && other === column);
  return {
    cube: {
      axes: [rows, columns].map((parts, axis) => ({
        name: `axis-${axis}`,
        divisions: [{ whole: 'all', parts, kind: 'SUM' }],
      })),
      formulas: [],
      figures: positions.map((at) => ({ id: at.join(' '), measure: 'm', at, numbers: [valueAt(...at)] })),
    },
    sums: [
      ...all(rows).map((row) =>
        all(columns)
          .reverse()
          .map((column) => place(row, column)),
      ),
      ...all(columns).map((column) =>
        all(rows)
          .reverse()
          .map((row) => place(row, column)),
      ),
    ],
  };
}
