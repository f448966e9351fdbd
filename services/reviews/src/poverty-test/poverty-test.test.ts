import { QUICKSCAN_AREA, wordsOf } from '@kapstok/schema';
import { expect, test } from 'vitest';
import { needsFullTest, wasTestedAfterDecision } from './poverty-test.ts';

const areas = wordsOf(QUICKSCAN_AREA);
const all = (effect: number | null) => areas.map((area) => ({ area, effect }));

test.each([
  ['no area was looked at', [], null],
  ['some areas show no effect, others were not looked at', all(0).slice(1), null],
  ['all eight areas show no effect', all(0), false],
  ['one area has a good effect', [...all(0).slice(1), { area: areas[0] ?? 'MOBILITY', effect: 1 }], true],
  ['one area has an unknown effect', [{ area: areas[0] ?? 'MOBILITY', effect: null }], true],
])('whether a full test is needed when %s', (_when, quickscan, expected) => {
  expect(needsFullTest(quickscan)).toBe(expected);
});

test.each([
  ['2026-02-01', '2026-03-01', true],
  ['2026-03-01', '2026-03-01', false],
  ['2026-04-01', '2026-03-01', false],
  ['2026-04-01', null, false],
  [null, '2026-03-01', false],
])('decided %s, advised %s: tested after the decision is %s', (decidedOn, advisedOn, expected) => {
  expect(wasTestedAfterDecision({ decidedOn, advisedOn })).toBe(expected);
});
