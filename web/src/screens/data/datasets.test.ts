import { DATASETS } from '@kapstok/schema';
import { expect, test } from 'vitest';
import { datasetsFor } from './datasets.ts';

const ALL = { indicators: {}, budgetLines: {}, povertyTests: {} };
const namesFor = (told: Partial<Record<keyof typeof ALL, null>>) =>
  datasetsFor({ ...ALL, ...told }).map(({ name }) => name);

test('whoever reads everything is shown every data set of the hub, in its order', () => {
  expect(namesFor({})).toEqual(Object.keys(DATASETS));
});

test.each([
  [{ budgetLines: null }, ['agreements', 'budget-lines', 'transactions']],
  [{ povertyTests: null }, ['poverty-tests']],
  [{ indicators: null }, ['observations', 'indicators', 'targets']],
])('whom the graph tells %j is not shown %j', (told, hidden) => {
  expect(namesFor(told)).toEqual(Object.keys(DATASETS).filter((name) => !hidden.includes(name)));
});
