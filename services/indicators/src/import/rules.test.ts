import type { CsvRow, RowRule } from '@kapstok/kit';
import { expect, test } from 'vitest';
import {
  blocksAreInTheDomain,
  derivedLinksAreExplained,
  figuresAreToldApart,
  placesDoNotCircle,
  ratiosAreWhole,
  structuralZerosAreNought,
} from './rules.ts';

const rows = (...cells: Record<string, string>[]): CsvRow[] =>
  cells.map((one, i) => ({ line: i + 2, cells: one }));
const BLOCKS = rows({ code: 'B1', domain: 'D1' });

const figure = {
  indicator: 'x',
  version: '1',
  place: '34022',
  period_start: '2020-01-01',
  period_end: '2020-12-31',
  series: 'main',
};

test.each<[claim: string, rule: RowRule, rows: CsvRow[], lines: number[]]>([
  [
    'a place is not inside itself',
    placesDoNotCircle,
    rows({ nis_code: '1', parent: '2' }, { nis_code: '2', parent: '1' }, { nis_code: '3', parent: '1' }),
    [2, 3],
  ],
  [
    'a ratio has both its parts or neither',
    ratiosAreWhole,
    rows({ numerator: '7', denominator: '10' }, { numerator: '7' }, { denominator: '10' }, {}),
    [3, 4],
  ],
  [
    'a structural zero is nought and has no parts',
    structuralZerosAreNought,
    rows(
      { is_structural_zero: 'true', value: '0' },
      { is_structural_zero: 'true', value: '3' },
      { is_structural_zero: 'true', value: '0', numerator: '0', denominator: '3' },
      { is_structural_zero: 'true', value_reason: 'NOT_MEASURED' },
      { is_structural_zero: '', value: '3' },
    ),
    [3, 4, 5],
  ],
  [
    'a cell has one figure of a publication',
    figuresAreToldApart,
    rows(
      { ...figure, vintage: '2021-12-31' },
      { ...figure, vintage: '2022' },
      { ...figure, vintage: '2021' },
    ),
    [4],
  ],
  [
    'another series, definition or breakdown is another line',
    figuresAreToldApart,
    rows(
      { ...figure, vintage: '2021' },
      { ...figure, vintage: '2021', series: 'press' },
      { ...figure, vintage: '2021', version: '2' },
      { ...figure, vintage: '2021', dimensions: 'a=b' },
    ),
    [],
  ],
  [
    'a derived link says what it rests on',
    derivedLinksAreExplained,
    rows({ basis: 'DERIVED' }, { basis: 'DERIVED', assumption_fr: 'x' }, { basis: 'STATED' }),
    [2],
  ],
  [
    'a block is one of the domain',
    blocksAreInTheDomain,
    rows(
      { domain: 'D1', block: 'B1' },
      { domain: 'D2', block: 'B1' },
      { domain: '', block: 'B1' },
      { domain: 'D2', block: '' },
    ),
    [3, 4],
  ],
])('%s', (_claim, rule, given, lines) => {
  const breaches = rule(given, (file) => (file === 'blocks.csv' ? BLOCKS : []));
  expect(breaches.map(({ row }) => row.line)).toEqual(lines);
});
