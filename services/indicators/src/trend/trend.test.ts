import { TREND_RULE, UNCHANGED_BELOW_PERCENT } from '@kapstok/schema';
import { describe, expect, test } from 'vitest';
import { type HeadlinePoint, judgeTrend, lastPoint, type TrendQuestion } from './trend.ts';

/** A year of the main series. */
const year = (y: number, value: string | null, more: Partial<HeadlinePoint> = {}): HeadlinePoint => ({
  observationId: `${y}${more.version ?? ''}`,
  periodStart: `${y}-01-01`,
  periodEnd: `${y}-12-31`,
  version: 1,
  value,
  isBreak: false,
  ...more,
});
const baselineOf = (y: number, value: string | null) => ({
  periodStart: `${y}-01-01`,
  periodEnd: `${y}-12-31`,
  value,
});
const lower = { direction: 'LOWER_IS_BETTER' } as const;

describe('the published rule', () => {
  const cases: [
    claim: string,
    question: TrendQuestion,
    verdict: string,
    obstacle: string | null,
    change: string | null,
  ][] = [
    [
      'a fall of what should fall is an improvement',
      { ...lower, baseline: baselineOf(2012, '18.0'), points: [year(2012, '18.0'), year(2015, '12.9')] },
      'IMPROVING',
      null,
      '-5.1',
    ],
    [
      'a change below 2 % is none',
      { ...lower, baseline: baselineOf(2012, '18.0'), points: [year(2012, '18.0'), year(2018, '18.2')] },
      'UNCHANGED',
      null,
      '0.2',
    ],
    [
      'a change of exactly 2 % is one',
      { ...lower, baseline: baselineOf(2012, '100'), points: [year(2013, '102')] },
      'WORSENING',
      null,
      '2',
    ],
    [
      'from nothing to something is a change',
      { direction: 'HIGHER_IS_BETTER', baseline: baselineOf(2012, '0'), points: [year(2013, '0.00000001')] },
      'IMPROVING',
      null,
      '0.00000001',
    ],
    [
      'from nothing to nothing is none',
      { direction: 'HIGHER_IS_BETTER', baseline: baselineOf(2012, '0'), points: [year(2013, '0.0')] },
      'UNCHANGED',
      null,
      '0',
    ],
    [
      'a last period without number is passed over',
      { ...lower, baseline: baselineOf(2012, '18'), points: [year(2018, '10'), year(2019, null)] },
      'IMPROVING',
      null,
      '-8',
    ],
    [
      'without baseline there is no first value',
      { ...lower, baseline: null, points: [year(2012, '18'), year(2018, '10')] },
      'NOT_COMPARABLE',
      'NO_FIRST_VALUE',
      null,
    ],
    [
      'a baseline without number is none',
      { ...lower, baseline: baselineOf(2012, null), points: [year(2018, '10')] },
      'NOT_COMPARABLE',
      'NO_FIRST_VALUE',
      null,
    ],
    [
      'a day asked for replaces the baseline',
      {
        ...lower,
        baseline: null,
        points: [year(2012, '18'), year(2015, '20'), year(2018, '10')],
        from: '2012-06-01',
      },
      'IMPROVING',
      null,
      '-10',
    ],
    [
      'what ends after the day asked for does not count',
      {
        ...lower,
        baseline: baselineOf(2012, '18'),
        points: [year(2015, '20'), year(2018, '10')],
        to: '2017-12-31',
      },
      'WORSENING',
      null,
      '2',
    ],
    [
      'the baseline alone makes no trend',
      { ...lower, baseline: baselineOf(2012, '18'), points: [year(2012, '18')] },
      'NOT_COMPARABLE',
      'NO_LATER_VALUE',
      null,
    ],
    [
      'no trend is drawn across a break',
      {
        ...lower,
        baseline: baselineOf(2015, '21'),
        points: [year(2015, '21'), year(2019, '20', { isBreak: true }), year(2022, '18')],
      },
      'NOT_COMPARABLE',
      'BREAK_BETWEEN',
      null,
    ],
    [
      'a break in a period without number is a break',
      {
        ...lower,
        baseline: baselineOf(2015, '21'),
        points: [year(2015, '21'), year(2019, null, { isBreak: true }), year(2022, '18')],
      },
      'NOT_COMPARABLE',
      'BREAK_BETWEEN',
      null,
    ],
    [
      'a break with which the first value begins is behind it',
      {
        ...lower,
        baseline: baselineOf(2019, '20'),
        points: [year(2019, '20', { isBreak: true }), year(2022, '18')],
      },
      'IMPROVING',
      null,
      '-2',
    ],
    [
      'two definitions do not compare',
      {
        ...lower,
        baseline: baselineOf(2015, '21'),
        points: [year(2015, '21'), year(2022, '18', { version: 2 })],
      },
      'NOT_COMPARABLE',
      'DEFINITION_CHANGED',
      null,
    ],
    [
      'of two definitions measured side by side each compares with itself',
      {
        ...lower,
        baseline: null,
        from: '2015-01-01',
        points: [
          year(2015, '21'),
          year(2015, '23', { version: 2 }),
          year(2022, '19'),
          year(2022, '18', { version: 2 }),
        ],
      },
      'IMPROVING',
      null,
      '-5',
    ],
    [
      'a baseline never observed needs one definition ever since',
      {
        ...lower,
        baseline: baselineOf(2012, '21'),
        points: [year(2015, '21'), year(2022, '18', { version: 2 })],
      },
      'NOT_COMPARABLE',
      'DEFINITION_CHANGED',
      null,
    ],
    [
      'where neither direction is better the change is shown and not judged',
      { direction: 'NEITHER', baseline: baselineOf(2003, '74.1'), points: [year(2022, '152.9')] },
      'NOT_COMPARABLE',
      'NO_DIRECTION',
      '78.8',
    ],
  ];
  test.each(cases)('%s', (_claim, question, verdict, obstacle, change) => {
    const judged = judgeTrend(question);
    expect({ verdict: judged.verdict, obstacle: judged.obstacle, change: judged.change }).toEqual({
      verdict,
      obstacle,
      change,
    });
  });

  test('the words name the same share as the code', () => {
    for (const text of Object.values(TREND_RULE)) expect(text).toContain(`${UNCHANGED_BELOW_PERCENT} %`);
  });
});

test('what is better for one is worse for who wishes the opposite, whatever the figures', () => {
  let seed = 20131213;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  const opposite: Record<string, string> = { IMPROVING: 'WORSENING', WORSENING: 'IMPROVING' };
  for (let run = 0; run < 2000; run += 1) {
    const points = Array.from({ length: random(6) }, (_, i) =>
      year(2010 + i, random(5) === 0 ? null : `${random(40)}.${random(100)}`, {
        isBreak: random(8) === 0,
        version: 1 + (random(6) === 0 ? 1 : 0),
      }),
    );
    const baseline = random(4) === 0 ? null : baselineOf(2009, `${random(40)}.${random(10)}`);
    const ask = (direction: 'LOWER_IS_BETTER' | 'HIGHER_IS_BETTER') =>
      judgeTrend({ direction, baseline, points });
    const [falling, rising] = [ask('LOWER_IS_BETTER'), ask('HIGHER_IS_BETTER')];
    expect(rising.verdict).toBe(opposite[falling.verdict] ?? falling.verdict);
    expect([rising.change, rising.obstacle]).toEqual([falling.change, falling.obstacle]);
    expect(judgeTrend({ direction: 'LOWER_IS_BETTER', baseline, points: points.toReversed() })).toEqual(
      falling,
    );
  }
});

test('the latest figure is the last with a number; when none has one, the last without', () => {
  expect(lastPoint([year(2012, '18'), year(2019, null)])?.observationId).toBe('2012');
  expect(lastPoint([year(2014, null), year(2012, null)])?.observationId).toBe('2014');
  expect(lastPoint([year(2022, '18.7', { version: 2 }), year(2022, '18.3')])?.value).toBe('18.7');
  expect(lastPoint([])).toBeNull();
});
