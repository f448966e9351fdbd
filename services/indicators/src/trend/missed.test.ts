import { expect, test } from 'vitest';
import { missedDays, NO_END } from './missed.ts';
import type { HeadlinePoint } from './trend.ts';

const year = (first: number, last = first) => ({
  periodStart: `${first}-01-01`,
  periodEnd: `${last}-12-31`,
});
const seen = (at: number, value: string | null): HeadlinePoint => ({
  ...year(at),
  observationId: `o${at}`,
  version: 1,
  value,
  isBreak: false,
});
const wanted = (first: number, last: number, value: string | null) => ({ ...year(first, last), value });

test.each([
  [
    'is missed from the day after its end',
    [wanted(2020, 2020, '5')],
    [seen(2020, '6')],
    [['2020-12-31', NO_END]],
  ],
  ['is reached by its own value', [wanted(2020, 2020, '5')], [seen(2020, '5.0')], []],
  [
    'is judged by the last year within it',
    [wanted(2018, 2020, '5')],
    [seen(2018, '9'), seen(2019, '4'), seen(2020, null)],
    [],
  ],
  ['is not judged by what came before', [wanted(2020, 2020, '5')], [seen(2019, '9')], []],
  ['without a number asks nothing', [wanted(2020, 2020, null)], [seen(2020, '9')], []],
  [
    'gives way to the next that is known',
    [wanted(2020, 2020, '5'), wanted(2021, 2021, '5'), wanted(2022, 2022, '5')],
    [seen(2020, '6'), seen(2022, '4')],
    [['2020-12-31', '2022-12-31']],
  ],
] as [string, ReturnType<typeof wanted>[], HeadlinePoint[], string[][]][])(
  'a target %s',
  (_what, targets, points, days) => {
    const missed = missedDays('LOWER_IS_BETTER', targets, points);
    expect(missed.map(({ after, through }) => [after, through])).toEqual(days);
    expect(missedDays('NEITHER', targets, points)).toEqual([]);
  },
);
