import type { ActionFacts } from '@kapstok/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IndicatorsAlone, id, openIndicators, TODAY } from './testing/indicators-alone.ts';
import { baseline, contribution, indicator, observation, place, source, target } from './testing/rows.ts';

const [programme, domain, otherDomain, block] = [id('prog', 1), id('dom', 1), id('dom', 2), id('block', 1)];
let service: IndicatorsAlone;

/** Where an action stands in the plan. */
const planned = (action: number, domainId: string, blockId: string | null): ActionFacts => ({
  actionId: id('act', action),
  plan: {
    domainId,
    blockId,
    status: 'RUNNING',
    goal: null,
    level: null,
    organisationIds: [],
    crosswalkIds: [],
  },
});

// 1 improves and says it is about the domain; 2 worsens and an action of a block there moves it; 3 stays and belongs
// to nobody; 4 has figures of the second place only; 5 has nothing but a target without number.
beforeAll(async () => {
  service = await openIndicators();
  await service.write({ place: [place(1), place(2)], source: [source(programme)] });
  await service.write(indicator(programme, 1, { domain_id: domain, level: 'OUTPUT' }));
  await service.write(indicator(programme, 2));
  await service.write(indicator(programme, 3, { level: 'OUTCOME' }));
  await service.write(indicator(programme, 4));
  await service.write(indicator(programme, 5));
  await service.write({
    baseline: [
      baseline(programme, 1, 2012, '18'),
      baseline(programme, 2, 2012, '10'),
      baseline(programme, 2, 2012, '50', 2),
      baseline(programme, 3, 2012, null, 2),
    ],
    target: [
      target(programme, 1, 2025, '9'),
      target(programme, 1, 2030, '5'),
      target(programme, 5, 2025, null),
    ],
    observation: [
      observation(programme, 1, 2012, '18'),
      observation(programme, 1, 2020, '9'),
      observation(programme, 2, 2020, '20'),
      observation(programme, 2, 2021, '21'),
      observation(programme, 2, 2020, '40', { place_id: id('place', 2) }),
      observation(programme, 3, 2020, '5'),
      observation(programme, 4, 2020, '7', { place_id: id('place', 2) }),
    ],
    contribution: [
      contribution(programme, 1, 2, 'WEAK'),
      contribution(programme, 2, 2, 'STRONG'),
      contribution(programme, 2, 1),
    ],
  });
  const facts = [planned(1, domain, block), planned(2, otherDomain, null)];
  expect(await service.learn(programme, facts)).toEqual(
    expect.arrayContaining(
      [1, 2].map((n) => ({
        actionId: id('act', n),
        effect: expect.objectContaining({ hasIndicator: true }),
      })),
    ),
  );
});
afterAll(async () => {
  expect(service.unforeseen).toEqual([]);
  await service.close();
});

const LIST = `totalCount nodes { code } byLevel { level count } withBaselineCount withTargetCount withValueCount
  improvingCount worseningCount unchangedCount notComparableCount`;

test('a programme lists its indicators; what is counted is the whole list, however small the page', async () => {
  const { nodes } = await service.askOf('Programme', [programme], `indicators(first: 1) { ${LIST} }`);
  expect(nodes[0].indicators).toEqual({
    totalCount: 5,
    nodes: [{ code: 'I001' }],
    byLevel: [
      { level: 'OUTPUT', count: 1 },
      { level: 'OUTCOME', count: 1 },
      { level: 'IMPACT', count: 3 },
    ],
    withBaselineCount: 2,
    withTargetCount: 1,
    withValueCount: 4,
    improvingCount: 1,
    worseningCount: 1,
    unchangedCount: 0,
    notComparableCount: 3,
  });
});

test.each([
  ['Programme', programme, 'filter: { level: IMPACT }', ['I002', 'I004', 'I005']],
  ['Programme', programme, 'filter: { code: "I003" }', ['I003']],
  ['PolicyDomain', domain, '', ['I001', 'I002']],
  ['PolicyDomain', domain, 'filter: { level: OUTPUT }', ['I001']],
  ['PolicyDomain', otherDomain, '', ['I001', 'I002']],
  ['Block', block, '', ['I002']],
  ['Action', id('act', 2), '', ['I001', 'I002']],
  ['Place', id('place', 2), '', ['I002', 'I004']],
  ['Action', id('act', 9), '', []],
])('%s %s (%s) has %j', async (noun, of, args, expected) => {
  const list = args === '' ? 'indicators' : `indicators(${args})`;
  const { nodes } = await service.askOf(
    noun,
    [of],
    `${list} { totalCount nodes { code } improvingCount worseningCount unchangedCount notComparableCount }`,
  );
  const { totalCount, nodes: found, ...verdicts } = nodes[0].indicators;
  expect(found.map(({ code }: { code: string }) => code)).toEqual(expected);
  expect(totalCount).toBe(expected.length);
  expect(Object.values(verdicts as Record<string, number>).reduce((a, b) => a + b, 0)).toBe(expected.length);
});

test('what is no id has an empty list', async () => {
  const { nodes } = await service.askOf(
    'Programme',
    ['x'],
    'indicators { totalCount byLevel { count } improvingCount }',
  );
  expect(nodes).toEqual([{ indicators: { totalCount: 0, byLevel: [], improvingCount: 0 } }]);
});

test('an indicator is about the place of its baseline, of several the one most observed, else the place most observed', async () => {
  const ids = [1, 2, 3, 4, 5].map((n) => id('ind', n));
  const { nodes } = await service.askOf(
    'Indicator',
    ids,
    'trend { place { name } verdict obstacle } baseline { figure { value reason } } latest { figure { value } }',
  );
  const at = (name: string | null, verdict: string, obstacle: string | null) => ({
    place: name === null ? null : { name },
    verdict,
    obstacle,
  });
  expect(nodes.map(({ trend }) => trend)).toEqual([
    at('Place 1', 'IMPROVING', null),
    at('Place 1', 'WORSENING', null),
    at('Place 2', 'NOT_COMPARABLE', 'NO_FIRST_VALUE'),
    at('Place 2', 'NOT_COMPARABLE', 'NO_FIRST_VALUE'),
    at(null, 'NOT_COMPARABLE', 'NO_FIRST_VALUE'),
  ]);
  expect(nodes[2].baseline).toEqual({ figure: { value: null, reason: 'NOT_MEASURED' } });
  expect(nodes.map(({ latest }) => latest?.figure.value ?? null)).toEqual(['9', '21', null, '7', null]);
});

test('another place can be asked about by id or code, not both', async () => {
  const { nodes } = await service.askOf(
    'Indicator',
    [id('ind', 2)],
    `code: latest(nisCode: "90002") { figure { value } } id: trend(place: "${id('place', 2)}") { verdict change { value unit } }
     none: latest(place: "x") { id }`,
  );
  expect(nodes).toEqual([
    {
      code: { figure: { value: '40' } },
      id: { verdict: 'IMPROVING', change: { value: '-10', unit: 'PERCENT' } },
      none: null,
    },
  ]);
  const both = `{ indicator(id: "${id('ind', 2)}") { latest(place: "x", nisCode: "90002") { id } } }`;
  const { data, errors } = await service.ask(both);
  expect(data).toEqual({ indicator: { latest: null } });
  expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
});

test('the target on a day is the next to be reached, afterwards the last there was', async () => {
  const { nodes } = await service.askOf(
    'Indicator',
    [id('ind', 1)],
    `now: target { code } due: target(on: "2025-12-31") { code } next: target(on: "2026-01-01") { code }
     after: target(on: "2031-01-01") { code figure { value unit } } targets { code }`,
  );
  expect(TODAY).toBe('2026-06-15');
  expect(nodes).toEqual([
    {
      now: { code: 'T1-2030' },
      due: { code: 'T1-2025' },
      next: { code: 'T1-2030' },
      after: { code: 'T1-2030', figure: { value: '5', unit: 'PERCENT' } },
      targets: [{ code: 'T1-2025' }, { code: 'T1-2030' }],
    },
  ]);
});

test('contributions are links: strongest first on the indicator, by indicator on the action', async () => {
  const { nodes } = await service.askOf(
    'Indicator',
    [id('ind', 2)],
    'contributions { totalCount nodes { strength action { id } } }',
  );
  expect(nodes[0].contributions.nodes).toEqual([
    { strength: 'STRONG', action: { id: id('act', 2) } },
    { strength: 'WEAK', action: { id: id('act', 1) } },
  ]);
  const actions = await service.askOf('Action', [id('act', 2), 'x'], 'contributions { indicator { code } }');
  expect(actions.nodes).toEqual([
    { contributions: [{ indicator: { code: 'I001' } }, { indicator: { code: 'I002' } }] },
    { contributions: [] },
  ]);
});

test('a page of a hundred costs as many statements as a page of two', async () => {
  const crowd = id('prog', 3);
  const numbers = Array.from({ length: 100 }, (_, i) => 101 + i);
  const rows = numbers.map((n) => indicator(crowd, n, { domain_id: domain }));
  await service.write({
    source: [{ ...source(crowd), id: id('src', 3) }],
    indicator: rows.flatMap((one) => one['indicator'] ?? []),
    indicator_version: rows.flatMap((one) => one['indicator_version'] ?? []),
    baseline: numbers.map((n) => baseline(crowd, n, 2012, '10')),
    target: numbers.map((n) => target(crowd, n, 2030, '5')),
    observation: numbers.flatMap((n) => [
      observation(crowd, n, 2012, '10'),
      observation(crowd, n, 2020, '9'),
      observation(crowd, n, 2020, '8', { vintage: '2022-06-30' }),
      observation(crowd, n, 2020, '7', { series: 'press' }),
    ]),
    contribution: numbers.map((n) => contribution(crowd, n, n)),
  });
  await service.learn(crowd);
  const cost = async (first: number) => {
    const { nodes, statements } = await service.askOf(
      'Programme',
      [crowd],
      `indicators(first: ${first}) { ${LIST} nodes { definition { text } baseline { figure { value } place { name } } target { figure { value } }
         latest { figure { value } definitionVersion source { key } supersedes { code } alternatives { code } }
         trend { verdict from { code } to { code } } places { name parts { name } } externalFactors { code } comparisonGroups { code }
         observations(first: 2) { totalCount nodes { code indicator { code } } } contributions(first: 2) { totalCount nodes { strength } } } }`,
    );
    expect(nodes[0].indicators.nodes).toHaveLength(first);
    expect(nodes[0].indicators.improvingCount).toBe(100);
    return statements;
  };
  // Which loads fall into one tick depends on the clock a little; what must not happen is that they grow with rows.
  expect(await cost(100)).toBeLessThanOrEqual((await cost(2)) + 5);
});
