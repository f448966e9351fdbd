import { describe, expect, test } from 'vitest';
import {
  coverage,
  deficit,
  lineCount,
  type MoneyCell,
  planned,
  remaining,
  unknownLineCount,
} from './budget.ts';

const cell = (
  measure: MoneyCell['measure'],
  cents: bigint | null,
  more: Partial<MoneyCell> = {},
): MoneyCell => ({
  measure,
  currency: 'EUR',
  certainty: null,
  isInKind: false,
  hasSynthetic: false,
  cents,
  rowCount: 1,
  unknownCount: cents === null ? 1 : 0,
  reason: cents === null ? 'LOST_IN_SOURCE' : null,
  ...more,
});
const eur = (cents: bigint) => [{ currency: 'EUR', cents }];

test('currencies are never added to each other, and stand by name', () => {
  const cells = [
    cell('COST', 5n),
    cell('COST', 7n, { currency: 'CHF' }),
    cell('COST', 1n, { certainty: 'INDICATIVE' }),
  ];
  expect(planned(cells)).toEqual([
    { currency: 'CHF', cents: 7n },
    { currency: 'EUR', cents: 6n },
  ]);
});

test('what nobody knows is no zero: sums are empty, and lines without amount are counted', () => {
  const cells = [cell('COST', null), cell('REVENUE', 3n), cell('PAYMENT', 2n)];
  expect([planned(cells), deficit(cells), remaining(cells)]).toEqual([[], [], []]);
  expect([lineCount(cells), unknownLineCount(cells)]).toEqual([2, 1]);
});

test('remaining is committed minus paid, below zero when too much was paid', () => {
  expect(remaining([cell('COMMITMENT', 10n)])).toEqual(eur(10n));
  expect(remaining([cell('COMMITMENT', 10n), cell('PAYMENT', 4n)])).toEqual(eur(6n));
  expect(remaining([cell('COMMITMENT', 10n), cell('PAYMENT', 14n)])).toEqual(eur(-4n));
});

test('deficit is planned minus revenue, and missing where revenue is foreseen without any amount', () => {
  expect(deficit([cell('COST', 10n)])).toEqual(eur(10n));
  expect(deficit([cell('COST', 10n), cell('REVENUE', 12n)])).toEqual(eur(-2n));
  expect(deficit([cell('COST', 10n), cell('REVENUE', null)])).toEqual([]);
  expect(deficit([cell('COST', 10n), cell('REVENUE', null), cell('REVENUE', 1n)])).toEqual(eur(9n));
});

describe('coverage', () => {
  test('is revenue by planned in percent, with both parts in units of the currency', () => {
    const cells = [cell('COST', 300_00n), cell('REVENUE', 100_50n)];
    expect(coverage(cells)).toEqual({
      value: '33.5',
      reason: null,
      numerator: '100.50',
      denominator: '300.00',
      unit: 'PERCENT',
    });
  });

  test.each([
    ['no line at all', [], 'NOT_PUBLISHED'],
    ['no cost line', [cell('REVENUE', 1n)], 'NOT_PUBLISHED'],
    ['costs without amount', [cell('COST', null), cell('REVENUE', 1n)], 'LOST_IN_SOURCE'],
    ['revenue without amount', [cell('COST', 1n), cell('REVENUE', null)], 'LOST_IN_SOURCE'],
    ['several currencies', [cell('COST', 1n), cell('REVENUE', 1n, { currency: 'CHF' })], 'NOT_APPLICABLE'],
    ['a cost of nothing', [cell('COST', 0n), cell('REVENUE', 1n)], 'DIVISION_BY_ZERO'],
  ] as const)('is missing with a reason: %s', (_claim, cells, reason) => {
    expect(coverage(cells)).toMatchObject({ value: null, reason });
  });
});
