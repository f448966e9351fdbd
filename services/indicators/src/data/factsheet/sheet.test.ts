import { expect, test } from 'vitest';
import { drawUp, type SheetFigure } from './sheet.ts';

const figure = (placeId: string, value: string, rest: Partial<SheetFigure> = {}): SheetFigure => ({
  indicatorId: 'unemployment',
  versionId: 'v1',
  placeId,
  dimensions: '',
  periodEnd: '2010-12-31',
  isBreak: false,
  sourceId: 's',
  reason: value === '' ? 'SUPPRESSED' : '',
  numerator: '',
  denominator: '',
  ...rest,
  value,
});
const PLACES = { own: 'aartselaar', province: 'antwerp', peersOf: () => null };
const before = (one: SheetFigure): SheetFigure => ({ ...one, periodEnd: '2009-12-31' });

test('a figure stands beside those of the province and of peers, with rank, ratio and growth', () => {
  const now = [
    figure('aartselaar', '6'),
    figure('antwerp', '8'),
    figure('edegem', '6'),
    figure('mol', '9'),
    figure('geel', '3'),
  ];
  const [sheet] = drawUp(now, [before(figure('aartselaar', '5'))], PLACES);
  expect(sheet?.total).toMatchObject({
    province: 8,
    peers: { median: 6, count: 3 },
    rank: { place: 2, of: 4 },
    toProvince: 0.75,
    growth: 20,
    toTotal: null,
  });
});

test('groups of one kind are ranked among each other and set beside the total', () => {
  const group = (name: string, value: string) => figure('aartselaar', value, { dimensions: `group=${name}` });
  const sex = figure('aartselaar', '99', { dimensions: 'sex=f' });
  const [sheet] = drawUp(
    [figure('aartselaar', '200'), group('young', '50'), group('over-50', '80'), sex],
    [],
    PLACES,
  );
  expect(sheet?.groups.map(({ dimensions, toTotal, groupRank }) => [dimensions, toTotal, groupRank])).toEqual(
    [
      ['group=over-50', 0.4, { place: 1, of: 2 }],
      ['group=young', 0.25, { place: 2, of: 2 }],
      ['sex=f', 0.495, null],
    ],
  );
});

test.each([
  ['a break', [figure('aartselaar', '6', { isBreak: true })], [before(figure('aartselaar', '5'))]],
  [
    'another definition',
    [figure('aartselaar', '6', { versionId: 'v2' })],
    [before(figure('aartselaar', '5'))],
  ],
  ['a figure that is withheld', [figure('aartselaar', '')], [before(figure('aartselaar', '5'))]],
  ['a year before of zero', [figure('aartselaar', '6')], [before(figure('aartselaar', '0'))]],
])('no growth is worked out across %s', (_what, now, then) => {
  expect(drawUp(now, then, PLACES)[0]?.total?.growth).toBeNull();
});

test('nothing is worked out from what is withheld', () => {
  const now = [figure('aartselaar', ''), figure('antwerp', '8'), figure('mol', '9')];
  expect(drawUp(now, [], PLACES)[0]?.total).toMatchObject({
    rank: null,
    toProvince: null,
    peers: { median: 9 },
  });
});

test('the peers are those that were chosen, where some were', () => {
  const now = [figure('aartselaar', '6'), figure('mol', '9'), figure('geel', '3')];
  const [sheet] = drawUp(now, [], { ...PLACES, peersOf: () => new Set(['geel']) });
  expect(sheet?.total).toMatchObject({ peers: { median: 3, count: 1 }, rank: { place: 1, of: 2 } });
});
