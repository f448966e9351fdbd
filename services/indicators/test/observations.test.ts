import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IndicatorsAlone, id, openIndicators } from './testing/indicators-alone.ts';
import { indicator, observation, place, source, version } from './testing/rows.ts';

const programme = id('prog', 1);
let service: IndicatorsAlone;

// One indicator at two places: 2020 published, revised, and published differently by somebody else; 2021 under two
// definitions; 2022 without number, and broken down.
beforeAll(async () => {
  service = await openIndicators();
  await service.write({
    place: [place(1), place(2)],
    source: [source(programme)],
    ...indicator(programme, 1),
  });
  await service.write({
    indicator_version: [version(programme, 1, 2, { valid_from: '2021-01-01' })],
    observation: [
      observation(programme, 1, 2020, '19.3', { code: 'first' }),
      observation(programme, 1, 2020, '18.8', {
        code: 'revised',
        vintage: '2023-12-31',
        vintage_precision: 'YEAR',
      }),
      observation(programme, 1, 2020, '21', { code: 'press', series: 'press', vintage: '2022-01-01' }),
      observation(programme, 1, 2021, '17', { code: 'old' }),
      observation(programme, 1, 2021, '18', { code: 'new', version_id: id('ver', 2001) }),
      observation(programme, 1, 2022, null, { code: 'none', qualitative: { nl: 'Daalde.' } }),
      observation(programme, 1, 2022, '32.4', { code: 'part', dimensions: 'age=0-3;origin=belgian' }),
      observation(programme, 1, 2020, '10', { code: 'there', place_id: id('place', 2) }),
    ],
  });
  await service.learn(programme);
});
afterAll(async () => {
  expect(service.unforeseen).toEqual([]);
  await service.close();
});

async function ask(fields: string) {
  const { nodes } = await service.askOf('Indicator', [id('ind', 1)], fields);
  return nodes[0];
}
const codes = (list: { nodes: { code: string }[] }) => list.nodes.map(({ code }) => code);

test('a list gives of each line the last vintage of the main series, by place, period, breakdown and definition', async () => {
  const { observations } = await ask('observations { totalCount nodes { code } }');
  expect(codes(observations)).toEqual(['revised', 'old', 'new', 'none', 'part', 'there']);
  expect(observations.totalCount).toBe(6);
});

test.each([
  ['a day before the revision was surely known', 'asOf: "2023-12-30", to: "2020-12-31"', ['first', 'there']],
  ['the day from which it was', 'asOf: "2023-12-31", to: "2020-12-31"', ['revised', 'there']],
  ['a day before anything was known', 'asOf: "2021-06-29"', []],
  ['every vintage', 'includeRevisions: true, to: "2020-12-31"', ['first', 'revised', 'there']],
  ['every series', 'allSeries: true, to: "2020-12-31"', ['revised', 'press', 'there']],
  ['one place', 'nisCodes: ["90002"]', ['there']],
  ['places that are none', 'nisCodes: ["kortrijk", "90009"]', []],
  ['periods that lie between two days', 'from: "2021-01-01", to: "2021-12-31"', ['old', 'new']],
  ['totals', 'dimensions: []', ['revised', 'old', 'new', 'none', 'there']],
  ['a breakdown, whatever its part', 'dimensions: [{ name: "origin" }]', ['part']],
  ['one part of a breakdown', 'dimensions: [{ name: "age", value: "0-3" }, { name: "origin" }]', ['part']],
  ['a part of which the name only begins alike', 'dimensions: [{ name: "origin", value: "bel" }]', []],
])('%s', async (_claim, args, expected) => {
  const { observations } = await ask(`observations(${args}) { nodes { code } }`);
  expect(codes(observations)).toEqual(expected);
});

test.each(['first: 0', 'first: 101', 'after: "nonsense"', 'dimensions: [{ name: "a=b;c" }]'])(
  '%s is refused with a sentence',
  async (args) => {
    const { errors } = await service.ask(
      `{ indicator(id: "${id('ind', 1)}") { observations(${args}) { totalCount } } }`,
    );
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
  },
);

test('pages of one give every observation once, in the order of the list', async () => {
  const found: string[] = [];
  for (let after = ''; ; ) {
    const { observations } = await ask(
      `observations(first: 1, allSeries: true, includeRevisions: true${after}) { nodes { code } pageInfo { hasNextPage endCursor } }`,
    );
    found.push(...codes(observations));
    if (!observations.pageInfo.hasNextPage) break;
    after = `, after: "${observations.pageInfo.endCursor}"`;
  }
  expect(found).toEqual(['first', 'revised', 'press', 'old', 'new', 'none', 'part', 'there']);
});

describe('what differs', () => {
  test('stands beside each other, as known on the day of the question', async () => {
    const fields =
      'to: "2020-12-31", nisCodes: ["90001"]) { nodes { code supersedes { code } alternatives { code figure { value } } } }';
    const { now, before } = await ask(
      `now: observations(${fields} before: observations(asOf: "2021-12-31", ${fields}`,
    );
    expect(now.nodes).toEqual([
      {
        code: 'revised',
        supersedes: { code: 'first' },
        alternatives: [{ code: 'press', figure: { value: '21' } }],
      },
    ]);
    expect(before.nodes).toEqual([{ code: 'first', supersedes: null, alternatives: [] }]);
  });

  test('from a revision is what it said before', async () => {
    const { observations } = await ask(
      'observations(to: "2020-12-31", nisCodes: ["90001"], allSeries: true) { nodes { code alternatives { code } } }',
    );
    expect(observations.nodes).toEqual([
      { code: 'revised', alternatives: [{ code: 'press' }] },
      { code: 'press', alternatives: [{ code: 'revised' }] },
    ]);
  });

  test('by definition is two lines of one cell', async () => {
    const { observations } = await ask(
      'observations(from: "2021-01-01", to: "2021-12-31") { nodes { definitionVersion alternatives { definitionVersion } } }',
    );
    expect(observations.nodes).toEqual([
      { definitionVersion: 1, alternatives: [{ definitionVersion: 2 }] },
      { definitionVersion: 2, alternatives: [{ definitionVersion: 1 }] },
    ]);
  });
});

test('a figure that is missing is null with its reason and what was said', async () => {
  const { observations } = await ask(
    'observations(from: "2022-01-01", dimensions: []) { nodes { figure { value reason unit } qualitative qualitativeLanguage source { key } } }',
  );
  expect(observations.nodes).toEqual([
    {
      figure: { value: null, reason: 'NOT_PUBLISHED', unit: 'PERCENT' },
      qualitative: 'Daalde.',
      qualitativeLanguage: 'nl',
      source: { key: 'S1' },
    },
  ]);
});

test('the definition is the newest of those in use on the day', async () => {
  const found = await ask(
    'before: definition(asOf: "2020-12-31") { version } now: definition { version text textLanguage } definitions { version }',
  );
  expect(found).toEqual({
    before: { version: 1 },
    now: { version: 2, text: 'Definition 2 of indicator 1', textLanguage: 'en' },
    definitions: [{ version: 1 }, { version: 2 }],
  });
});

describe('whoever may not read the programme', () => {
  const other = [id('prog', 2)];

  test('is told the same of its indicators as of ids that do not exist', async () => {
    const question = (of: string) => `{ indicator(id: "${of}") { id } }`;
    const hidden = await service.ask(question(id('ind', 1)), {}, other);
    expect(hidden.data).toEqual({ indicator: null });
    expect([hidden.data, hidden.errors]).toEqual([
      (await service.ask(question(id('ind', 99)), {}, other)).data,
      (await service.ask(question('x'), {}, other)).errors,
    ]);
  });

  test('sees the places, which are nobody’s, without the indicators observed there', async () => {
    const question = '{ place(nisCode: "90001") { name indicators { totalCount } } }';
    expect((await service.ask(question, {}, other)).data).toEqual({
      place: { name: 'Place 1', indicators: { totalCount: 0 } },
    });
    expect((await service.ask(question)).data.place.indicators.totalCount).toBe(1);
  });

  test('finds no list of it', async () => {
    const { nodes } = await service.askOf(
      'Programme',
      [programme],
      'indicators { totalCount byLevel { count } notComparableCount }',
      other,
    );
    expect(nodes).toEqual([{ indicators: null }]);
  });
});
