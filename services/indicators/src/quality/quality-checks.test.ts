import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CheckedFigure, type CheckedIndicator, checkFigure } from './quality-checks.ts';
import { doubledMedian, isOutlier } from './robust.ts';

const RUNS = process.env['KAPSTOK_SOAK'] === '1' ? 20_000 : 300;
const figure = (y: number, value: string | null, more: Partial<CheckedFigure> = {}): CheckedFigure => ({
  periodStart: `${y}-01-01`,
  periodEnd: `${y}-12-31`,
  dimensions: '',
  series: 'main',
  version: 1,
  unit: 'PERSONS',
  value,
  vintage: `${y + 1}-06-01`,
  isBreak: false,
  sourceId: 's',
  ...more,
});
const YEARLY: CheckedIndicator = { frequency: 'YEARLY', isCumulative: false, declared: null };
const STEADY = ['100', '102', '98', '101', '99', '103'].map((value, i) => figure(2010 + i, value));
const codes = (one: CheckedFigure, others: readonly CheckedFigure[], indicator = YEARLY) =>
  checkFigure(one, others, indicator).map(({ code }) => code);

describe('what is odd', () => {
  const sexes = [
    figure(2020, '40', { dimensions: 'sex=women' }),
    figure(2020, '50', { dimensions: 'sex=men' }),
  ];
  const declared = [{ name: 'sex', values: ['women', 'men'], isOverlapping: false }];
  test.each<[string, CheckedFigure, readonly CheckedFigure[], CheckedIndicator, string[]]>([
    ['a usual value', figure(2016, '104'), STEADY, YEARLY, []],
    ['one far from the median', figure(2016, '300'), STEADY, YEARLY, ['OUTLIER']],
    ['after a break history begins anew', figure(2016, '300', { isBreak: true }), STEADY, YEARLY, []],
    [
      'and the years before do not count',
      figure(2017, '300'),
      [...STEADY, figure(2016, '310', { isBreak: true })],
      YEARLY,
      [],
    ],
    ['four values are no history', figure(2014, '300'), STEADY.slice(0, 4), YEARLY, []],
    ['thousands instead of persons', figure(2016, '0.1'), STEADY, YEARLY, ['UNIT_CHANGED']],
    [
      'a cumulative one is judged by its growth',
      figure(2016, '700'),
      [100, 200, 300, 400, 500, 600].map((value, i) => figure(2010 + i, String(value))),
      { ...YEARLY, isCumulative: true },
      [],
    ],
    [
      'and leaps in growth are told',
      figure(2016, '1200'),
      [100, 200, 300, 400, 500, 600].map((value, i) => figure(2010 + i, String(value))),
      { ...YEARLY, isCumulative: true },
      ['OUTLIER'],
    ],
    [
      'parts that do not make the total',
      figure(2020, '100'),
      sexes,
      { ...YEARLY, declared },
      ['SUM_DIFFERS'],
    ],
    ['parts that do', figure(2020, '90'), sexes, { ...YEARLY, declared }, []],
    [
      'groups that overlap',
      figure(2020, '60'),
      sexes,
      { ...YEARLY, declared: [{ name: 'sex', values: ['women', 'men'], isOverlapping: true }] },
      [],
    ],
    ['of parts that nobody declared, too many', figure(2020, '60'), sexes, YEARLY, ['SUM_DIFFERS']],
    ['and too few may be some', figure(2020, '100'), sexes, YEARLY, []],
    [
      'a part seen from its side',
      sexes[1] as CheckedFigure,
      [sexes[0] as CheckedFigure, figure(2020, '70')],
      YEARLY,
      ['SUM_DIFFERS'],
    ],
    [
      'rates do not add up',
      figure(2020, '6', { unit: 'PERCENT' }),
      sexes.map((one) => ({ ...one, unit: 'PERCENT' as const })),
      YEARLY,
      [],
    ],
    ['a percentage above 100', figure(2020, '101', { unit: 'PERCENT' }), [], YEARLY, ['OUTSIDE_PERCENTAGES']],
    ['a percentage below 0', figure(2020, '-0.1', { unit: 'PERCENT' }), [], YEARLY, ['OUTSIDE_PERCENTAGES']],
    ['published years after', figure(2020, '1', { vintage: '2024-06-01' }), [], YEARLY, ['STALE']],
    [
      'which irregular figures may be',
      figure(2020, '1', { vintage: '2024-06-01' }),
      [],
      { ...YEARLY, frequency: 'IRREGULAR' },
      [],
    ],
    [
      'the same again',
      figure(2020, '1', { vintage: '2022-01-01' }),
      [figure(2020, '1.0')],
      YEARLY,
      ['DUPLICATE'],
    ],
    [
      'the same by another source',
      figure(2020, '1', { series: 'x', sourceId: 't' }),
      [figure(2020, '1')],
      YEARLY,
      [],
    ],
    [
      'another definition than before',
      figure(2020, '1', { version: 2 }),
      [figure(2019, '1')],
      YEARLY,
      ['DEFINITION_CHANGED'],
    ],
  ])('%s', (_claim, one, others, indicator, expected) => {
    expect(codes(one, others, indicator)).toEqual(expected);
  });

  test('nothing is checked against what comes later', () => {
    expect(codes(figure(2009, '300'), STEADY)).toEqual([]);
  });
});

test('the rule of outliers is that of its sentence, in floating numbers', () => {
  const median = (values: readonly number[]): number => {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    return sorted.length % 2 === 1
      ? (sorted[middle] ?? 0)
      : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  };
  const numbers = fc.integer({ min: -1_000_000, max: 1_000_000 });
  fc.assert(
    fc.property(numbers, fc.array(numbers, { maxLength: 12 }), (value, history) => {
      const m = median(history);
      const mad = median(history.map((one) => Math.abs(one - m)));
      const limit = 5 * 1.4826 * Math.max(mad, Math.abs(m) / 20);
      const distance = Math.abs(value - m);
      // Where the two nearly meet, floating numbers decide by chance.
      fc.pre(Math.abs(distance - limit) > 1e-6);
      const told = isOutlier(BigInt(value), history.map(BigInt)) !== null;
      expect(told).toBe(history.length >= 5 && distance > limit);
      if (history.length > 0) expect(Number(doubledMedian(history.map(BigInt)))).toBe(2 * m);
    }),
    { numRuns: RUNS },
  );
});

test('parts that add up are never called a difference, however they were rounded', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 99_999 }), { minLength: 1, maxLength: 6 }), (tenths) => {
      const values = tenths.map((_, i) => `v${i}`);
      const declared = [{ name: 'd', values, isOverlapping: false }];
      const parts = tenths.map((one, i) =>
        figure(2020, (Math.round(one / 10) / 10).toFixed(1), { dimensions: `d=v${i}` }),
      );
      const total = figure(2020, (Math.round(tenths.reduce((a, b) => a + b, 0) / 10) / 10).toFixed(1));
      expect(codes(total, parts, { ...YEARLY, declared })).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});
