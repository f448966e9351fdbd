import { expect, test } from 'vitest';
import { type CostShare, costShareTree, fractionFigure, type Obligation, shortfall } from './agreement.ts';

const share = (id: string, parentId: string | null, top: number, bottom: number): CostShare => ({
  id,
  agreementId: 'G',
  code: id,
  parentId,
  bearer: { nl: id },
  organisationId: null,
  shareNumerator: top,
  shareDenominator: bottom,
  sourceId: null,
});

test('a share that is divided gives each part its exact share of the whole', () => {
  const tree = costShareTree([
    share('holder', null, 1, 5),
    share('organiser', null, 2, 5),
    share('public', null, 2, 5),
    share('city', 'public', 1, 3),
    share('network', 'public', 2, 3),
  ]);
  expect(tree.map(({ id, parts }) => [id, parts.map((part) => [part.id, part.ofWhole])])).toEqual([
    ['holder', []],
    ['organiser', []],
    [
      'public',
      [
        ['city', [2n, 15n]],
        ['network', [4n, 15n]],
      ],
    ],
  ]);
  expect(fractionFigure([2n, 15n])).toMatchObject({ value: '13.3', numerator: '2', denominator: '15' });
});

test('what falls short is missing for the reason of the number that is missing', () => {
  const obligation = (more: Partial<Obligation>) => shortfall({ unit: 'places', ...more } as Obligation);
  expect(obligation({ shortValue: '3', dueValueReason: null, realisedValueReason: null }).value).toBe('3');
  const dueMissing = { dueValueReason: 'NOT_APPLICABLE', realisedValueReason: 'NOT_MEASURED' } as const;
  expect(obligation({ shortValue: null, ...dueMissing }).reason).toBe('NOT_APPLICABLE');
  const realisedMissing = { dueValueReason: null, realisedValueReason: 'NOT_MEASURED' } as const;
  expect(obligation({ shortValue: null, ...realisedMissing }).reason).toBe('NOT_MEASURED');
});
