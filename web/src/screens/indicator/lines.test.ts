import { expect, test } from 'vitest';
import type { Seen } from '../../generated/indicator.ts';
import { linesOf, ticksOf } from './lines.ts';

const seen = (year: number, value: string | null, more: Partial<Seen> = {}): Seen => ({
  id: `${year}${value}`,
  periodStart: `${year}-01-01`,
  periodEnd: `${year}-12-31`,
  figure: { value, unit: 'PERCENT', numerator: null, denominator: null, reason: null },
  isBreak: false,
  isEstimate: false,
  isProvisional: false,
  isDerived: false,
  vintage: `${year + 1}-06-01`,
  vintagePrecision: 'DAY',
  definitionVersion: 1,
  dimensions: [],
  note: null,
  place: { nisCode: '34022', name: 'Kortrijk' },
  source: null,
  ...more,
});
const valuesOf = (observations: Seen[]) =>
  linesOf(observations).map(({ pieces }) => pieces.map((piece) => piece.map(({ value }) => value)));

test('a line is in order of time, whatever the order of the answer', () => {
  expect(valuesOf([seen(2012, '3'), seen(2010, '1'), seen(2011, '2')])).toEqual([[[1, 2, 3]]]);
});

test('nothing is drawn across a break, nor over what is not known', () => {
  const series = [seen(2010, '1'), seen(2011, '2'), seen(2012, '9', { isBreak: true }), seen(2013, '8')];
  expect(valuesOf(series)).toEqual([
    [
      [1, 2],
      [9, 8],
    ],
  ]);
  expect(valuesOf([seen(2010, '1'), seen(2011, null), seen(2012, '3')])).toEqual([[[1], [3]]]);
});

test('of several vintages the last is drawn', () => {
  const revised = seen(2010, '7', { vintage: '2015-01-01' });
  expect(valuesOf([revised, seen(2010, '1'), seen(2011, '2')])).toEqual([[[7, 2]]]);
});

test('places and parts of the people are lines of their own', () => {
  const parts = [seen(2010, '1'), seen(2010, '2', { dimensions: [{ name: 'sex', value: 'f' }] })];
  expect(linesOf(parts).map(({ name }) => name)).toEqual(['Kortrijk', 'Kortrijk, f']);
});

test.each([
  [
    [12, 18.6],
    [0, 5, 10, 15, 20],
  ],
  [[0], [0, 0.25, 0.5, 0.75, 1].slice(0, 1)],
  [
    [-3, 4],
    [-4, -2, 0, 2, 4],
  ],
  [
    [1100, 1317],
    [0, 500, 1000, 1500],
  ],
])('ticks for %j are round and hold them all', (values, ticks) => {
  expect(ticksOf(values)).toEqual(ticks);
});
