import type { Plan } from './plan.ts';

/** One published figure, by hand: year, series, value, source, when it was published. */
type Point = readonly [year: number, series: string, value: string | null, source: string, vintage: string];

/** Computed from what the source says, by year and source. */
const DERIVED = ['2015 I5', '2019 I8'];

const KORTRIJK: readonly Point[] = [
  [2009, 'main', '7.5', 'S4', '2015-12-31'],
  [2012, 'main', '18', 'S4', '2015-12-31'],
  [2013, 'main', null, 'K5', '2017-06-30'],
  [2014, 'main', null, 'K5', '2017-06-30'],
  // One article says 12.9 and, elsewhere, 12. Two figures, never their average.
  [2015, 'main', '12.9', 'K5', '2017-06-30'],
  [2015, 'press-rounded', '12', 'K5', '2017-06-30'],
  [2016, 'main', '17.4', 'K5', '2017-06-30'],
  [2017, 'main', '18.6', 'K6', '2019-06-13'],
  [2018, 'main', '18.2', 'K6', '2019-06-13'],
  [2019, 'main', null, 'I7', '2020-06-30'],
];
/** The last known value; its source keeps no year, so the period is the bracket in which that year must lie. */
const LATEST = point([2020, 'stadsmonitor-latest', '12.6', 'I12', '2026-03-31'], '2025-12-31');

const FLANDERS: readonly Point[] = [
  // 12.82 for 2016 less the rise of 0.8 that the source states.
  [2015, 'main', '12', 'I5', '2017-10-30'],
  [2016, 'main', '12.82', 'I5', '2017-10-30'],
  [2017, 'main', '13.76', 'I6', '2018-06-30'],
  [2018, 'main', '14.1', 'K6', '2019-06-13'],
  [2019, 'main', '14', 'I7', '2020-06-30'],
  // 13.7 for 2020 plus the fall of 0.4 that the source states.
  [2019, 'opgroeien-2021', '14.1', 'I8', '2021-06-30'],
  [2020, 'main', '13.7', 'I8', '2021-06-30'],
  [2021, 'main', '12.7', 'I10', '2022-06-30'],
  [2022, 'main', null, 'I11', '2023-06-27'],
];
function point([year, series, value, key, vintage]: Point, periodEnd = `${year}-12-31`) {
  return {
    periodStart: `${year}-01-01`,
    periodEnd,
    series,
    figure: { value, reason: value === null ? 'NOT_PUBLISHED' : null },
    vintage,
    isDerived: DERIVED.includes(`${year} ${key}`),
    source: { key },
    alternatives: [] as object[],
  };
}

/** Points of one place, each with what other publications say of the same year. */
function series(plan: Plan, points: readonly Point[], later: readonly ReturnType<typeof point>[] = []) {
  const own = points.map((one) => ({
    ...point(one),
    alternatives: points
      .filter(([year, name]) => year === one[0] && name !== one[1])
      .map(([, name, value, key]) => ({ series: name, figure: { value }, source: { key } })),
  }));
  const nodes = [...own, ...later].map((node) => ({
    ...node,
    source: { ...node.source, citation: plan.row('sources', node.source.key)['citation'] },
  }));
  return { totalCount: nodes.length, nodes };
}

export function expected(plan: Plan, rule: string) {
  const { title_nl: title, note } = plan.row('indicators', 'kansarmoede-index');
  return {
    programme: {
      indicators: {
        nodes: [
          {
            code: 'kansarmoede-index',
            title,
            unit: 'PERCENT',
            level: 'IMPACT',
            direction: 'LOWER_IS_BETTER',
            note,
            definition: {
              version: 1,
              text: plan.row('indicator-versions', 'kansarmoede-index')['definition_nl'],
              source: { key: plan.row('indicator-versions', 'kansarmoede-index')['source'] },
            },
            city: series(plan, KORTRIJK, [LATEST]),
            region: series(plan, FLANDERS),
            // At the end of 2016 only the presentation of 2015 was out: 7.5 and 18.0. Of Flanders nothing.
            cityThen: series(plan, KORTRIJK.slice(0, 2)),
            regionThen: series(plan, []),
            trend: { verdict: 'UNCHANGED', obstacle: null, change: { value: '0.2', reason: null }, rule },
            trendThen: {
              verdict: 'NOT_COMPARABLE',
              obstacle: 'NO_LATER_VALUE',
              change: { value: null, reason: 'NOT_APPLICABLE' },
              rule,
            },
            externalFactors: [
              {
                code: 'EF-1',
                fromOn: '2016-12-31',
                title: 'Sprong van de index in 2016',
                source: { key: 'K5' },
              },
            ],
          },
        ],
      },
    },
  };
}
