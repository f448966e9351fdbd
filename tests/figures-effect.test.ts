import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, DIRECTOR, directorOf, EVALUATOR, OTHER, type Payload } from './access-world.ts';
import { type FiguresWorld, KORTRIJK, openFiguresWorld, year } from './figures-world.ts';

let world: FiguresWorld;
beforeAll(async () => {
  world = await openFiguresWorld();
});
afterAll(() => world?.close());

const WORK = '31005';
const CALCULATED = `calculation { formula unit indicators { code } } calculatedFigures {
  periodStart formula figure { value reason numerator denominator unit }
  inputs { code periodStart observation { id vintage figure { value } } }
  missingInput { code periodStart } }`;

describe('calculated indicators', () => {
  let places: string;
  let need: string;
  let coverage: string;
  beforeAll(async () => {
    places = await world.define({ code: 'opvang', unit: 'PLACES' });
    need = await world.define({ code: 'behoefte', unit: 'PLACES' });
    coverage = await world.define({
      code: 'dekking',
      unit: 'PERCENT',
      calculation: 'percent("opvang", "behoefte")',
    });
    await world.record(places, 2020, '30');
    await world.record(places, 2021, '33');
    await world.record(need, 2020, '120');
    await world.record(need, 2022, '0');
    await world.record(places, 2022, '34');
  });

  test('coverage is places by need, with both numbers and the observations behind them', async () => {
    const found = await world.about(coverage, CALCULATED);
    expect(found.calculation).toEqual({
      formula: 'percent("opvang", "behoefte")',
      unit: 'PERCENT',
      indicators: [{ code: 'opvang' }, { code: 'behoefte' }],
    });
    expect(found.calculatedFigures).toMatchObject([
      {
        periodStart: '2020-01-01',
        figure: { value: '25', reason: null, numerator: '30', denominator: '120', unit: 'PERCENT' },
        inputs: [
          { code: 'opvang', observation: { vintage: '2021-06-01', figure: { value: '30' } } },
          { code: 'behoefte', observation: { figure: { value: '120' } } },
        ],
        missingInput: null,
      },
      {
        figure: { value: null, reason: 'NOT_PUBLISHED' },
        missingInput: { code: 'behoefte', periodStart: '2021-01-01' },
      },
      {
        figure: { value: null, reason: 'DIVISION_BY_ZERO', numerator: '34', denominator: '0' },
        missingInput: null,
      },
    ]);
    const { trend, latest } = await world.about(
      coverage,
      'latest { id } trend(from: "2020-01-01") { verdict obstacle }',
    );
    expect(latest).toMatchObject({ id: expect.any(String) });
    expect(trend).toEqual({ verdict: 'NOT_COMPARABLE', obstacle: 'NO_LATER_VALUE' });
  });

  test('its latest figure is that of the last period with a number, as old as its last input', async () => {
    const shown = `latest { id code periodEnd vintage isDerived figure { value numerator denominator unit }
      place { nisCode } source { key } warnings { id } publishedAs { id } supersedes { id } alternatives { id } definitionVersion indicator { code }
      calculated { formula inputs { code observation { figure { value } } } } }`;
    const { latest } = await world.about(coverage, shown);
    expect(latest).toMatchObject({
      ...{ code: 'dekking-2020-12-31', periodEnd: '2020-12-31', vintage: '2021-06-01', isDerived: true },
      figure: { value: '25', numerator: '30', denominator: '120', unit: 'PERCENT' },
      ...{
        source: null,
        warnings: [],
        publishedAs: [],
        supersedes: null,
        alternatives: [],
        definitionVersion: 1,
      },
      indicator: { code: 'dekking' },
      calculated: { inputs: [{ observation: { figure: { value: '30' } } }, { code: 'behoefte' }] },
    });
    const again = await world.about(coverage, 'latest { id }');
    expect(again.latest.id).toBe(latest.id);
    const revised = { observationId: latest.id, value: '1', vintage: '2023-01-01', sourceKey: 'K1' };
    expect(codesOf(await world.change(DIRECTOR, 'reviseObservation', revised))).toEqual(['NOT_FOUND']);
    const before = await world.about(coverage, 'latest(asOf: "2021-05-31") { id }');
    expect(before.latest).toBeNull();
  });

  test('an observed figure was calculated by nobody', async () => {
    const { latest } = await world.about(need, 'latest { figure { value } calculated { formula } }');
    expect(latest).toEqual({ figure: { value: '0' }, calculated: null });
  });

  test('what was known on a day is calculated from what was known', async () => {
    const { observations } = await world.about(places, 'observations(to: "2020-12-31") { nodes { id } }');
    const observationId = observations.nodes[0].id;
    const revision = { observationId, value: '60', vintage: '2023-01-01', sourceKey: 'K1' };
    expect(codesOf(await world.change(DIRECTOR, 'reviseObservation', revision))).toEqual([]);
    const values = async (asOf: string) => {
      const { calculatedFigures } = await world.about(
        coverage,
        `calculatedFigures(asOf: "${asOf}", to: "2020-12-31") { figure { value } }`,
      );
      return calculatedFigures.map(({ figure }: Payload) => figure.value);
    };
    expect([await values('2021-05-31'), await values('2022-01-01'), await values('2023-01-01')]).toEqual([
      [],
      ['25'],
      ['50'],
    ]);
  });

  test('a formula is checked where it is defined: codes, units, rings; and nothing is recorded of it', async () => {
    const input = { programmeId: world.own, title: 'X', definition: 'X', level: 'OUTPUT', unit: 'PERCENT' };
    const more = { direction: 'NEITHER', isCumulative: false, countBasis: 'COUNTED', frequency: 'YEARLY' };
    const define = (calculation: string) =>
      world.change(DIRECTOR, 'defineIndicator', { ...input, ...more, calculation });
    for (const [formula, told] of [
      ['percent("opvang", "nergens")', /no indicator with the code nergens/],
      ['"opvang" + 1', /one unit/],
      ['"opvang"', /PLACES, but the indicator is in PERCENT/],
      ['require("fs")', /require is no function/],
    ] as const) {
      const { userErrors } = await define(formula);
      expect(userErrors[0]).toMatchObject({ code: 'BAD_USER_INPUT', path: ['input', 'calculation'] });
      expect(userErrors[0].message).toMatch(told);
    }
    const loop = await world.define({ code: 'lus', unit: 'PLACES', calculation: 'previous("opvang")' });
    const revise = { definition: 'X', reason: 'X' };
    const ring = { indicatorId: loop, calculation: '"lus" + 1 * "opvang"', ...revise };
    const closed = await world.change(DIRECTOR, 'reviseIndicatorDefinition', ring);
    expect(closed.userErrors[0].message).toMatch(/ring: lus → lus/);
    const other = { indicatorId: places, unit: 'PERSONS', ...revise };
    const broken = await world.change(DIRECTOR, 'reviseIndicatorDefinition', other);
    expect(broken.userErrors[0]).toMatchObject({ code: 'CONFLICT' });
    expect(codesOf(await world.record(coverage, 2020, '1'))).toEqual(['CONFLICT']);
  });

  test('two who each close half of a ring: one is told', async () => {
    const ids = await Promise.all(
      ['half-1', 'half-2'].map((code) =>
        world.define({ code, unit: 'PLACES', calculation: 'previous("opvang")' }),
      ),
    );
    const answers = await Promise.all(
      ids.map((indicatorId, i) =>
        world.change(DIRECTOR, 'reviseIndicatorDefinition', {
          ...{ indicatorId, definition: 'X', reason: 'X', calculation: `"half-${2 - i}"` },
        }),
      ),
    );
    expect(answers.map(codesOf).sort()).toEqual([[], ['BAD_USER_INPUT']]);
  });

  test('many indicators cost the statements of one', async () => {
    for (let i = 0; i < 6; i += 1)
      await world.define({
        code: `calc-${i}`,
        unit: 'PERCENT',
        calculation: 'percent("opvang", "behoefte")',
      });
    const ask = async (code: string) => {
      const query = `{ programme(slug: "kortrijk-2020") { indicators(first: 100, filter: { code: "${code}" }) { nodes { ${CALCULATED} trend { verdict } } } } }`;
      return world.askCounting(query);
    };
    const one = await ask('calc-0');
    expect(one.data.programme.indicators.nodes[0].calculatedFigures).toHaveLength(3);
    const all = await world.askCounting(
      `{ programme(slug: "kortrijk-2020") { indicators(first: 100) { nodes { ${CALCULATED} trend { verdict } } } } }`,
    );
    expect(all.data.programme.indicators.nodes.length).toBeGreaterThan(15);
    const own = (statements: readonly { service: string }[]) =>
      statements.filter(({ service }) => service === 'indicators').length;
    // Without formula one asks for the observed series and its baseline; no statement more for any number of them.
    expect(own(all.statements)).toBeLessThanOrEqual(own(one.statements) + 1);
  });
});

test('did it make a difference in Kortrijk? The index against the Flemish series, with what it is not', async () => {
  const question = `query ($nis: String, $asOf: Date) { programme(slug: "kortrijk-2013") {
    indicators(filter: { code: "kansarmoede-index" }) { nodes {
      differenceOfDifferences(comparisonNisCode: "02000", nisCode: $nis, from: "2015-06-01", to: "2018-06-01", asOf: $asOf) {
        own { ...Change } compared { ...Change }
        comparedChange { value unit } difference { value reason unit } caveat
        externalFactors { code }
      } } } } }
    fragment Change on PlaceChange { place { nisCode } obstacle change { value unit }
      from { figure { value } isDerived source { key } } to { figure { value } source { key } } }`;
  const ask = async (variables = {}) => {
    const { data, errors } = await world.askAs(directorOf(OTHER), question, variables);
    expect(errors).toEqual([]);
    return data.programme.indicators.nodes[0].differenceOfDifferences;
  };
  expect(await ask()).toEqual({
    own: {
      place: { nisCode: KORTRIJK },
      obstacle: null,
      change: { value: '5.3', unit: 'PERCENTAGE_POINTS' },
      from: { figure: { value: '12.9' }, isDerived: false, source: { key: 'K5' } },
      to: { figure: { value: '18.2' }, source: { key: 'K6' } },
    },
    compared: [
      {
        place: { nisCode: '02000' },
        obstacle: null,
        change: { value: '2.1', unit: 'PERCENTAGE_POINTS' },
        from: { figure: { value: '12' }, isDerived: true, source: { key: 'I5' } },
        to: { figure: { value: '14.1' }, source: { key: 'K6' } },
      },
    ],
    comparedChange: { value: '2.1', unit: 'PERCENTAGE_POINTS' },
    difference: { value: '3.2', reason: null, unit: 'PERCENTAGE_POINTS' },
    caveat: expect.stringContaining('niet het effect van het plan'),
    externalFactors: [{ code: 'EF-1' }],
  });
  const then = await ask({ asOf: '2018-12-31' });
  expect([then.own.obstacle, then.difference]).toEqual([
    'NO_LATER_VALUE',
    { value: null, reason: 'NOT_PUBLISHED', unit: 'PERCENTAGE_POINTS' },
  ]);
  expect(await ask({ nis: '99999' })).toBeNull();
});

test('no difference is drawn across the break of 2019', async () => {
  const { data } = await world.askAs(
    directorOf(OTHER),
    `{ programme(slug: "kortrijk-2013") { indicators(filter: { code: "arope" }) { nodes {
      differenceOfDifferences(nisCode: "01000", comparisonNisCode: "02000", from: "2018-06-01", to: "2022-06-01") {
        own { obstacle } difference { value reason } } } } } }`,
  );
  expect(data.programme.indicators.nodes[0].differenceOfDifferences).toEqual({
    own: { obstacle: 'BREAK_BETWEEN' },
    difference: { value: null, reason: 'BREAK_IN_SERIES' },
  });
});

describe('comparison groups', () => {
  const NEIGHBOURS = ['36015', '35013', WORK];
  let size: string;
  let watched: string;
  beforeAll(async () => {
    size = await world.define({ code: 'inwoners' });
    watched = await world.define({ code: 'werkloos', unit: 'PERCENT', direction: 'LOWER_IS_BETTER' });
    const people = { [KORTRIJK]: '100', '36015': '90', '35013': '111', [WORK]: '150' };
    for (const [nisCode, value] of Object.entries(people)) await world.record(size, 2020, value, { nisCode });
    for (const [nisCode, value] of Object.entries({ [KORTRIJK]: '7', '36015': '5', '35013': '7' }))
      await world.record(watched, 2020, value, { nisCode });
  });
  const SHOW =
    'comparisonGroup { id version rule places { nisCode } similarTo { indicator { code } withinPercent } }';
  const define = (more: Record<string, unknown>, persona = DIRECTOR) =>
    world.change(
      persona,
      'defineComparisonGroup',
      { indicatorId: watched, title: 'Gelijkaardige', ...more },
      SHOW,
    );

  test('peers of similar size are found by a rule that is kept', async () => {
    const similarTo = { indicatorId: size, nisCode: KORTRIJK, ...year(2020), withinPercent: 11 };
    const { comparisonGroup, userErrors } = await define({ similarTo });
    expect(userErrors).toEqual([]);
    expect(comparisonGroup).toMatchObject({
      rule: 'SIMILAR',
      places: [{ nisCode: '35013' }, { nisCode: '36015' }],
      similarTo: { indicator: { code: 'inwoners' }, withinPercent: 11 },
    });
    const none = await define({ similarTo: { ...similarTo, ...year(2019) } });
    expect(codesOf(none)).toEqual(['CONFLICT']);
  });

  test('places are ranked with the own one among them; equals share a rank, who has none is told', async () => {
    const { comparisonGroup } = await define({ nisCodes: NEIGHBOURS });
    const groups = await world.about(
      watched,
      'comparisonGroups { id ranking(nisCode: "34022") { periodEnd median { value } ranked { rank isOwn place { nisCode } fromMedian { value unit } } missing { nisCode } } }',
    );
    const { ranking } = groups.comparisonGroups.find(({ id }: Payload) => id === comparisonGroup.id);
    expect(ranking).toEqual({
      periodEnd: '2020-12-31',
      median: { value: '7' },
      ranked: [
        {
          rank: 1,
          isOwn: false,
          place: { nisCode: '36015' },
          fromMedian: { value: '-2', unit: 'PERCENTAGE_POINTS' },
        },
        {
          rank: 2,
          isOwn: false,
          place: { nisCode: '35013' },
          fromMedian: { value: '0', unit: 'PERCENTAGE_POINTS' },
        },
        {
          rank: 2,
          isOwn: true,
          place: { nisCode: KORTRIJK },
          fromMedian: { value: '0', unit: 'PERCENTAGE_POINTS' },
        },
      ],
      missing: [{ nisCode: WORK }],
    });
  });

  test('its places are named anew, once for each version, by who steers', async () => {
    const { comparisonGroup } = await define({ nisCodes: NEIGHBOURS });
    const change = (persona = DIRECTOR) =>
      world.change(
        persona,
        'changeComparisonGroup',
        { groupId: comparisonGroup.id, nisCodes: ['36015'], reason: 'Te ver', expectedVersion: 1 },
        SHOW,
      );
    expect(codesOf(await change(EVALUATOR))).toEqual(['NOT_ALLOWED']);
    expect((await change()).comparisonGroup).toMatchObject({ version: 2, places: [{ nisCode: '36015' }] });
    expect(codesOf(await change())).toEqual(['VERSION_CONFLICT']);
    expect(codesOf(await define({}))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await define({ nisCodes: ['99999'] }))).toEqual(['NOT_FOUND']);
    expect(codesOf(await define({ nisCodes: NEIGHBOURS }, EVALUATOR))).toEqual(['NOT_ALLOWED']);
  });
});

describe('the ladder', () => {
  const STEPS = ['isolated', 'contacts', 'work'];
  const dimensions = ['from', 'to'].map((name) => ({ name, values: STEPS }));
  const SHOW = `transitions { fromSteps isLadder cells { from to figure { value reason } }
    movedUp { value reason } stayed { value } movedDown { value } total { value } movedUpShare { value numerator denominator } }`;
  const move = (id: string, from: string, to: string, value: string) =>
    world.record(id, 2020, value, {
      dimensions: [
        { name: 'from', value: from },
        { name: 'to', value: to },
      ],
    });

  test('how many went up, stayed and went down, from aggregates alone; one unknown cell hides the sums', async () => {
    const id = await world.define({ code: 'ladder', dimensions });
    for (const [i, from] of STEPS.entries())
      for (const [j, to] of STEPS.entries())
        if (i !== 2 || j !== 0) await move(id, from, to, String(10 * i + j + 5));
    const before = (await world.about(id, SHOW)).transitions;
    expect(before[0]).toMatchObject({
      isLadder: true,
      movedUp: { value: '30' },
      movedDown: { value: null },
      total: { value: null },
    });
    await move(id, 'work', 'isolated', '25');
    const [matrix] = (await world.about(id, SHOW)).transitions;
    expect(matrix.cells).toHaveLength(9);
    expect(matrix).toMatchObject({
      fromSteps: STEPS,
      movedUp: { value: '30' },
      stayed: { value: '48' },
      movedDown: { value: '66' },
      total: { value: '144' },
      movedUpShare: { value: '20.83333333', numerator: '30', denominator: '144' },
    });
  });

  test('flows between states that are no ladder have no up; what declares no steps has no flows', async () => {
    const states = [
      { name: 'from', values: ['art60', 'sine'] },
      { name: 'to', values: ['works', 'seeks'] },
    ];
    const id = await world.define({ code: 'flow', dimensions: states });
    await move(id, 'art60', 'works', '3');
    const [matrix] = (await world.about(id, SHOW)).transitions;
    expect(matrix).toMatchObject({ isLadder: false, movedUp: { value: null, reason: 'NOT_APPLICABLE' } });
    expect((await world.about(await world.define(), SHOW)).transitions).toBeNull();
  });
});

describe('published figures', () => {
  test('the shipped register traces 7.5 and 18.0, and says what cannot be traced', async () => {
    const { data } = await world.askAs(
      directorOf(OTHER),
      '{ programme(slug: "kortrijk-2013") { publishedFigures(first: 100) { nodes { code value trace agrees untraceable observation { code } } } lost: publishedFigures(trace: UNTRACEABLE) { totalCount } } }',
    );
    const all = Object.fromEntries(
      data.programme.publishedFigures.nodes.map((one: Payload) => [one.code, one]),
    );
    expect(all['PF-1']).toMatchObject({
      value: '7.5',
      trace: 'TRACED',
      agrees: true,
      observation: { code: 'KI-34022-2009' },
    });
    expect(all['PF-2']).toMatchObject({ value: '18', trace: 'TRACED', agrees: true });
    expect(all['PF-5']).toMatchObject({ trace: 'UNTRACEABLE', agrees: null, observation: null });
    expect(data.programme.lost.totalCount).toBe(1);
  });

  test('a number is noted, traced to an observation that disagrees, and told with it', async () => {
    const id = await world.define();
    const { observation } = await world.record(id, 2020, '98');
    const input = {
      programmeId: world.own,
      quote: 'Meer dan 100 mensen geholpen',
      value: '100',
      saidIn: 'Toespraak',
    };
    const SHOW = 'publishedFigure { id trace agrees version }';
    const note = (more = {}, persona = DIRECTOR) =>
      world.change(persona, 'registerPublishedFigure', { ...input, ...more }, SHOW);
    const { publishedFigure } = await note({ saidOn: '2021-09-01' });
    expect(publishedFigure).toMatchObject({ trace: 'OPEN', agrees: null });
    const trace = (more: Record<string, unknown>) =>
      world.change(
        DIRECTOR,
        'tracePublishedFigure',
        { publishedFigureId: publishedFigure.id, ...more },
        SHOW,
      );
    expect((await trace({ observationId: observation.id })).publishedFigure).toMatchObject({
      trace: 'TRACED',
      agrees: false,
      version: 2,
    });
    expect(codesOf(await trace({}))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await trace({ untraceable: 'x', expectedVersion: 1 }))).toEqual(['VERSION_CONFLICT']);
    const { observations } = await world.about(id, 'observations { nodes { publishedAs { quote } } }');
    expect(observations.nodes[0].publishedAs).toEqual([{ quote: input.quote }]);
    expect(codesOf(await note({}, EVALUATOR))).toEqual(['NOT_ALLOWED']);
    expect(codesOf(await note({ observationId: observation.id, untraceable: 'x' }))).toEqual([
      'BAD_USER_INPUT',
    ]);
  });
});
