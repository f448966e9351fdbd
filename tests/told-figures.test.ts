import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, DIRECTOR, EVALUATOR, eventually, OWN, type Payload } from './access-world.ts';
import { type DataWorld, fileOf, openDataWorld } from './data-world.ts';
import { type FiguresWorld, KORTRIJK, openFiguresWorld, year } from './figures-world.ts';
import type { Persona } from './tokens.ts';

const SEX = (value: string) => ({ dimensions: [{ name: 'sex', value }] });
const FIGURES =
  'observations(first: 100, includeRevisions: true) { totalCount nodes { dimensions { value } periodStart vintage isUnreliable withheldBecause qualitative warnings { code } figure { value reason numerator denominator } } }';

let world: FiguresWorld;
let data: DataWorld;
/** People at an address: 100 in 2020, of whom 3 are men. */
let counted: string;
let men: string;
beforeAll(async () => {
  world = await openFiguresWorld();
  data = await openDataWorld({ gateway: world.hub.gateway, tokenFor: world.tokenFor });
  counted = await world.define({ code: 'told' });
  await world.record(counted, 2019, '3');
  await world.record(counted, 2020, '100', SEX('women'));
  men = (await world.record(counted, 2020, '3', SEX('men'))).observation.id;
  await world.record(counted, 2020, '103');
});
afterAll(() => world?.close());

const release = async () =>
  expect(codesOf(await world.change(DIRECTOR, 'releaseFigures', { programmeId: world.own }))).toEqual([]);
/** The year, breakdown and number or reason of all that somebody is told. */
async function toldTo(persona: Persona, id = counted): Promise<string[]> {
  const { observations } = await world.about(id, FIGURES, persona);
  expect(observations.totalCount).toBe(observations.nodes.length);
  return observations.nodes.map(
    ({ periodStart, dimensions, figure }: Payload) =>
      `${periodStart.slice(0, 4)} ${dimensions.map((one: Payload) => one.value).join()} ${figure.value ?? figure.reason}`,
  );
}

describe('who does not steer', () => {
  test('is told nothing before a release, neither how much there is', async () => {
    expect(await toldTo(EVALUATOR)).toEqual([]);
    expect(await world.about(counted, 'latest { id } trend { verdict }', EVALUATOR)).toEqual({
      latest: null,
      trend: { verdict: 'NOT_COMPARABLE' },
    });
    expect((await toldTo(DIRECTOR)).length).toBe(4);
  });

  test('is told what the release tells, with the reason beside what it withholds', async () => {
    await release();
    expect(await toldTo(EVALUATOR)).toEqual([
      '2019  SUPPRESSED',
      '2020  103',
      '2020 men SUPPRESSED',
      '2020 women SUPPRESSED',
    ]);
    expect((await toldTo(DIRECTOR)).filter((line) => line.includes('SUPPRESSED'))).toEqual([]);
    const { observations } = await world.about(counted, FIGURES, EVALUATOR);
    const because = observations.nodes.map(({ withheldBecause }: Payload) => withheldBecause);
    expect(because[0]).toMatch(/^Afgeschermd/);
    expect(because[1]).toBeNull();
    const { places } = await world.about(counted, 'places { nisCode }', EVALUATOR);
    expect(places).toEqual([{ nisCode: KORTRIJK }]);
  });

  test('is told the same by files, and a file sent back changes nothing', async () => {
    const address = `observations.csv?programme=${OWN}&indicator=told`;
    const rows = await data.rows(EVALUATOR, address);
    expect(rows.map(({ value, value_reason }) => value || value_reason)).toEqual(
      expect.arrayContaining(['103', 'SUPPRESSED']),
    );
    expect(rows.filter(({ value_reason }) => value_reason === 'SUPPRESSED').length).toBe(3);
    const response = await data.send(DIRECTOR, 'observations.csv', await data.text(EVALUATOR, address));
    expect(await response.json()).toMatchObject({
      outcomes: { INSERTED: 0, REVISED: 0, WITHHELD: 3, UNCHANGED: 1 },
    });
    const sheet = async (persona: Persona) =>
      data.text(persona, `factsheet/${KORTRIJK}?year=2019&programme=${OWN}`);
    expect(await sheet(EVALUATOR)).not.toBe(await sheet(DIRECTOR));
  });

  test('is told no formula, baseline, trend or printed number that rests on what is withheld', async () => {
    const double = await world.define({ code: 'told-men', calculation: 'part("told", "sex=men")' });
    const at = { indicatorId: counted, nisCode: KORTRIJK, ...year(2019), value: '3' };
    expect(codesOf(await world.change(DIRECTOR, 'setBaseline', at))).toEqual([]);
    const said = { programmeId: world.own, quote: 'Drie mannen.', value: '3', saidIn: 'De raad' };
    const printed = await world.change(DIRECTOR, 'registerPublishedFigure', { ...said, observationId: men });
    expect(codesOf(printed)).toEqual([]);
    await release();
    const show =
      'calculatedFigures { periodStart figure { value reason numerator denominator } } baseline { figure { value reason } } trend { verdict change { value } }';
    const mine = await world.about(counted, show);
    const theirs = await world.about(counted, show, EVALUATOR);
    expect([mine.baseline.figure.value, mine.trend.change.value]).toEqual(['3', '100']);
    expect(theirs.baseline.figure).toEqual({ value: null, reason: 'SUPPRESSED' });
    expect(theirs.trend).toEqual({ verdict: 'NOT_COMPARABLE', change: { value: null } });
    const result = async (persona: Persona) =>
      (await world.about(double, show, persona)).calculatedFigures.map(
        ({ figure }: Payload) => figure.value ?? figure.reason,
      );
    expect(await result(DIRECTOR)).toContain('3');
    expect(await result(EVALUATOR)).not.toContain('3');
    const quotes = async (persona: Persona) =>
      (
        await world.askAs(
          persona,
          `{ programme(slug: "${OWN}") { publishedFigures { totalCount nodes { quote } } } }`,
        )
      ).text;
    expect(await quotes(DIRECTOR)).toContain('Drie mannen.');
    expect(await quotes(EVALUATOR)).not.toContain('Drie mannen.');
  });

  test('is told a revision with the next release, and on an earlier day what was told of that day', async () => {
    await world.record(counted, 2020, '110', { vintage: '2022-01-01' });
    expect(await toldTo(EVALUATOR)).not.toContain('2020  110');
    const total = async (asOf: string) =>
      (
        await world.about(
          counted,
          `observations(asOf: "${asOf}", from: "2020-01-01", dimensions: []) { nodes { figure { value } } }`,
          EVALUATOR,
        )
      ).observations.nodes.map(({ figure }: Payload) => figure.value);
    expect(await total('2023-01-01')).toEqual(['103']);
    await release();
    expect([await total('2021-12-31'), await total('2023-01-01')]).toEqual([['103'], ['110']]);
  });

  test('is told a rate on few people with a mark', async () => {
    const rate = await world.define({ code: 'told-rate', unit: 'PERCENT', countBasis: 'NOT_APPLICABLE' });
    await world.record(rate, 2020, '48', { numerator: '12', denominator: '25' });
    await release();
    const { observations } = await world.about(rate, FIGURES, EVALUATOR);
    expect(observations.nodes).toMatchObject([{ isUnreliable: true, figure: { value: '48' } }]);
  });

  test('is told a nought that the rules make, and of another not that it is one', async () => {
    const cells = { women: '100', men: '0' };
    const zero = async (code: string, more: object) => {
      const id = await world.define({ code });
      await world.record(id, 2020, '100');
      for (const [value, number] of Object.entries(cells))
        await world.record(id, 2020, number, { ...SEX(value), ...(number === '0' ? more : {}) });
      return id;
    };
    const counted = await zero('told-nobody', {});
    const declared = await zero('told-never', { isStructuralZero: true });
    await release();
    const told = await toldTo(EVALUATOR, counted);
    expect(told).toContain('2020 men SUPPRESSED');
    expect(told.filter((line) => line.endsWith('SUPPRESSED')).length).toBe(2);
    expect(await toldTo(EVALUATOR, declared)).toEqual(['2020  100', '2020 men 0', '2020 women 100']);
    const file = await data.rows(EVALUATOR, `observations.csv?programme=${OWN}&indicator=told-never`);
    expect(file.map((row) => [row['value'], row['is_structural_zero']])).toEqual([
      ['100', 'false'],
      ['0', 'true'],
      ['100', 'false'],
    ]);
    const wrong = await world.record(counted, 2018, '3', { isStructuralZero: true });
    expect(wrong.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', 'isStructuralZero'] }]);
    const sent = file.map((row) => ({ ...row, indicator: 'told-nobody', vintage: '2022-01-01' }));
    const refused = await data.send(
      DIRECTOR,
      'observations.csv',
      fileOf(sent.map((row) => ({ ...row, is_structural_zero: 'true' }))),
    );
    expect([refused.status, (await refused.text()).includes('is_structural_zero')]).toEqual([422, true]);
    expect((await data.send(DIRECTOR, 'observations.csv', fileOf(sent))).status).toBe(200);
    // Known to be nought from now on, though it was withheld before; what hid beside it is given away then.
    expect(codesOf(await world.change(DIRECTOR, 'releaseFigures', { programmeId: world.own }))).toEqual([
      'CONFLICT',
    ]);
    const input = { programmeId: world.own, acceptsExposed: true };
    expect(codesOf(await world.change(DIRECTOR, 'releaseFigures', input))).toEqual([]);
    expect(await toldTo(EVALUATOR, counted)).toContain('2020 men 0');
  });
});

describe('the public', () => {
  const ask = () =>
    world.askAs(
      null,
      `{ programme(slug: "${OWN}") { indicators { nodes { code observations(first: 100) { nodes { figure { value numerator reason } } } } } } }`,
    );

  test('reads no figures before they are published, then those that the release tells everybody', async () => {
    expect((await ask()).data.programme.indicators).toBeNull();
    const input = { programmeId: world.own, kind: 'FIGURES' };
    expect(codesOf(await world.change(EVALUATOR, 'publish', input))).toEqual(['NOT_ALLOWED']);
    expect(codesOf(await world.change(DIRECTOR, 'publish', input))).toEqual([]);
    await eventually(ask, ({ data: told }) => told.programme.indicators !== null);
    const { data: told } = await ask();
    const all = told.programme.indicators.nodes.flatMap(({ observations }: Payload) => observations.nodes);
    const counts = all.flatMap(({ figure }: Payload) => (figure.numerator === null ? [] : [figure]));
    expect(all.length).toBeGreaterThan(10);
    for (const { numerator } of counts) expect(Number(numerator)).toBeGreaterThanOrEqual(10);
    const people = await world.askAs(
      null,
      `{ programme(slug: "${OWN}") { actions(first: 50) { nodes { evaluations { code } targetGroups { personCount { reason } } } } } }`,
    );
    const groups = people.data.programme.actions.nodes.flatMap(({ targetGroups }: Payload) => targetGroups);
    expect(groups.every(({ personCount }: Payload) => personCount.reason === 'SUPPRESSED')).toBe(true);
    expect(people.text).not.toContain('"evaluations":[{');
  });
});
