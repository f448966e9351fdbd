import { expect, test } from 'vitest';
import type { BudgetSlice, MoneyCell } from './budget.ts';
import { supportYears } from './derived.ts';

const cell = (
  measure: MoneyCell['measure'],
  cents: bigint | null,
  reason: MoneyCell['reason'] = null,
): MoneyCell => ({
  measure,
  currency: 'EUR',
  certainty: null,
  isInKind: false,
  hasSynthetic: false,
  cents,
  rowCount: 1,
  unknownCount: cents === null ? 1 : 0,
  reason,
});
const slice = (year: number, ...cells: MoneyCell[]): BudgetSlice => ({
  year,
  category: null,
  funderId: null,
  cells,
});

const lost = cell('REVENUE', null, 'LOST_IN_SOURCE');
/** Costs of 100 euro in each year, and these subsidies. */
const support = (...subsidies: BudgetSlice[]) =>
  supportYears(
    subsidies,
    [2011, 2012].map((year) => slice(year, cell('COST', 10_000n))),
  );

test('support that tapers falls, and its share with it', () => {
  const [first, second] = support(slice(2011, cell('REVENUE', 8_000n)), slice(2012, cell('REVENUE', 2_000n)));
  expect(first).toMatchObject({
    share: { value: '80.0' },
    change: { value: null, reason: 'NOT_APPLICABLE' },
  });
  expect(second).toMatchObject({ share: { value: '20.0' }, change: { value: '-75.0' } });
});

test('a subsidy of unknown amount is no subsidy of 0', () => {
  const [first, second] = support(slice(2011, cell('REVENUE', 8_000n)), slice(2012, lost));
  expect(first).toMatchObject({ share: { value: '80.0' } });
  const missing = { value: null, reason: 'LOST_IN_SOURCE' };
  expect(second).toMatchObject({ support: [], share: missing, change: missing });
});

test('no subsidy at all is a share of 0, and a fall of the whole', () => {
  const [, second] = support(slice(2011, cell('REVENUE', 8_000n)));
  expect(second).toMatchObject({ support: [], share: { value: '0.0' }, change: { value: '-100.0' } });
});

test('what is spent on subsidies is no support', () => {
  const [first] = support(slice(2011, cell('COST', 5_000n), cell('REVENUE', 1_000n)));
  expect(first).toMatchObject({ support: [{ cents: 1_000n }], share: { value: '10.0' } });
});
