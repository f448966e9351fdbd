import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportFolder, importFolder } from '@kapstok/cli/testing';
import { withOwner } from '@kapstok/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ADMINISTRATOR,
  codesOf,
  DIRECTOR,
  directorOf,
  EVALUATOR,
  OTHER,
  OWN,
  type Payload,
} from './access-world.ts';
import {
  DEFINITION,
  type FiguresWorld,
  KORTRIJK,
  openFiguresWorld,
  SHOW_OBSERVATION,
  year,
} from './figures-world.ts';
import type { Persona } from './tokens.ts';

let world: FiguresWorld;
beforeAll(async () => {
  world = await openFiguresWorld();
});
afterAll(() => world?.close());

const OUTSIDERS: [string, Persona | null][] = [
  ['nobody signed in', null],
  ['an evaluator', EVALUATOR],
  ['a reviewer', { role: 'REVIEWER' }],
  ['an administrator', ADMINISTRATOR],
];

describe('definitions', () => {
  test('an indicator is defined, and revised without touching what was', async () => {
    const id = await world.define({
      code: 'adressen',
      dimensions: [{ name: 'sex', values: ['women', 'men'] }],
    });
    await world.record(id, 2023, '40');
    const revised = await world.change(
      DIRECTOR,
      'reviseIndicatorDefinition',
      {
        indicatorId: id,
        definition: 'In duizenden, en ook voor wie verhuisde.',
        unit: 'THOUSAND_PERSONS',
        reason: 'Statbel',
      },
      'indicator { version unit definitions { version text unit dimensions { name values isOverlapping } } }',
    );
    expect(revised.userErrors).toEqual([]);
    expect(revised.indicator).toMatchObject({
      version: 2,
      unit: 'THOUSAND_PERSONS',
      definitions: [
        {
          version: 1,
          text: DEFINITION.definition,
          unit: 'PERSONS',
          dimensions: [{ name: 'sex', values: ['women', 'men'], isOverlapping: false }],
        },
        { version: 2, unit: 'THOUSAND_PERSONS', dimensions: null },
      ],
    });
    const { observations } = await world.about(
      id,
      'observations { nodes { definitionVersion figure { unit } } }',
    );
    expect(observations.nodes).toEqual([{ definitionVersion: 1, figure: { unit: 'PERSONS' } }]);
    const later = await world.record(id, 2024, '0.04');
    expect(later.warnings.map((one: { code: string }) => one.code).sort()).toEqual([
      'DEFINITION_CHANGED',
      'UNIT_CHANGED',
    ]);
  });

  test('a code is taken once, also by two at once, and a key has its effect once', async () => {
    const input = { programmeId: world.own, ...DEFINITION, code: 'twice' };
    const define = (more = {}) =>
      world.change(DIRECTOR, 'defineIndicator', { ...input, ...more }, 'indicator { id }');
    const both = await Promise.all([define(), define()]);
    expect(both.map(codesOf).sort()).toEqual([[], ['CONFLICT']]);
    const keyed = { code: 'keyed', idempotencyKey: 'one' };
    expect(await define(keyed)).toEqual(await define(keyed));
  });

  test.each(OUTSIDERS)('%s defines nothing', async (_who, persona) => {
    const input = { programmeId: world.own, ...DEFINITION };
    const { userErrors } = await world.change(persona, 'defineIndicator', input);
    expect(['NOT_ALLOWED', 'NOT_FOUND']).toContain(userErrors[0].code);
  });

  test('what is declared twice, or with blanks, is refused', async () => {
    for (const dimensions of [
      [{ name: 'sex', values: ['women', 'women'] }],
      [{ name: 'Sex', values: ['women'] }],
      [{ name: 'sex', values: [] }],
      [
        { name: 'sex', values: ['women'] },
        { name: 'sex', values: ['men'] },
      ],
    ]) {
      const input = { programmeId: world.own, ...DEFINITION, dimensions };
      const { userErrors } = await world.change(DIRECTOR, 'defineIndicator', input);
      expect(userErrors[0]).toMatchObject({ code: 'BAD_USER_INPUT', path: ['input', 'dimensions'] });
    }
  });
});

describe('observations', () => {
  test('a revision is a vintage beside the first, and each day knows its own', async () => {
    const id = await world.define();
    const first = await world.record(id, 2020, '100');
    expect(first.userErrors).toEqual([]);
    const observationId = first.observation.id;
    const revise = (input: Record<string, unknown>) =>
      world.change(
        DIRECTOR,
        'reviseObservation',
        { observationId, value: '104', vintage: '2022-03-01', sourceKey: 'K1', ...input },
        SHOW_OBSERVATION,
      );
    const second = await revise({ idempotencyKey: 'r' });
    expect(second.observation.supersedes).toEqual({ id: observationId });
    expect(await revise({ idempotencyKey: 'r' })).toEqual(second);
    const { then, now, all } = await world.about(
      id,
      'then: latest(nisCode: "34022", asOf: "2021-12-31") { figure { value } } now: latest(nisCode: "34022") { figure { value } } all: observations(includeRevisions: true) { nodes { figure { value } vintage } }',
    );
    expect([then.figure.value, now.figure.value]).toEqual(['100', '104']);
    expect(all.nodes).toEqual([
      { figure: { value: '100' }, vintage: '2021-06-01' },
      { figure: { value: '104' }, vintage: '2022-03-01' },
    ]);
    expect((await revise({ vintage: '2021-06-01' })).userErrors[0]).toMatchObject({
      path: ['input', 'vintage'],
    });
    expect(codesOf(await revise({ value: '105' }))).toEqual(['CONFLICT']);
  });

  test('two who record the same at once: one does', async () => {
    const id = await world.define();
    const both = await Promise.all([world.record(id, 2020, '1'), world.record(id, 2020, '2')]);
    expect(both.map(codesOf).sort()).toEqual([[], ['CONFLICT']]);
    const { observations } = await world.about(id, 'observations { totalCount }');
    expect(observations.totalCount).toBe(1);
  });

  test('no figure with its reason, words, a ratio with parts, and sources that disagree all stay', async () => {
    const id = await world.define({ unit: 'PERCENT' });
    const none = await world.record(id, 2019, null, { qualitative: 'Ook gedaald, zonder cijfer.' });
    expect(none.observation.figure).toMatchObject({ value: null, reason: 'NOT_PUBLISHED' });
    const share = await world.record(id, 2020, '12.5', { numerator: '1', denominator: '8' });
    expect(share.observation.figure).toMatchObject({ numerator: '1', denominator: '8' });
    await world.record(id, 2020, '13', { series: 'pers' });
    const { observations } = await world.about(id, 'observations(allSeries: true) { nodes { series } }');
    expect(observations.nodes.map((one: { series: string }) => one.series)).toEqual(['main', 'main', 'pers']);
  });

  test.each([
    ['a number and a reason', { reason: 'NOT_MEASURED' }, 'value'],
    ['half a ratio', { numerator: '1' }, 'numerator'],
    ['a period that ends before it begins', { periodEnd: '2019-12-31' }, 'periodEnd'],
    ['a publication in the future', { vintage: '2999-01-01' }, 'vintage'],
    ['a source that nobody knows', { sourceKey: 'nowhere' }, 'sourceKey'],
    ['a place that nobody knows', { nisCode: '99999' }, 'nisCode'],
    ['a version that is not there', { definitionVersion: 7 }, 'definitionVersion'],
    ['an undeclared breakdown', { dimensions: [{ name: 'age', value: 'old' }] }, 'dimensions'],
    ['an undeclared value', { dimensions: [{ name: 'sex', value: 'x' }] }, 'dimensions'],
  ])('%s is refused, and nothing is recorded', async (_what, more, field) => {
    const id = await world.define({ dimensions: [{ name: 'sex', values: ['women', 'men'] }] });
    const { userErrors } = await world.record(id, 2020, '1', more);
    expect(userErrors[0]?.path).toEqual(['input', field]);
    const { observations } = await world.about(id, 'observations { totalCount }');
    expect(observations.totalCount).toBe(0);
  });

  test.each(OUTSIDERS)('%s records nothing', async (_who, persona) => {
    const indicatorId = await world.define();
    const input = {
      indicatorId,
      nisCode: KORTRIJK,
      ...year(2020),
      vintage: '2021-01-01',
      value: '1',
      sourceKey: 'K1',
    };
    const { userErrors } = await world.change(persona, 'recordObservation', input);
    expect(['NOT_ALLOWED', 'NOT_FOUND']).toContain(userErrors[0].code);
  });

  test('who directs another city does not find the indicator', async () => {
    const indicatorId = await world.define();
    const input = {
      indicatorId,
      nisCode: KORTRIJK,
      ...year(2020),
      vintage: '2021-01-01',
      value: '1',
      sourceKey: 'K1',
    };
    expect(codesOf(await world.change(directorOf(OTHER), 'recordObservation', input))).toEqual(['NOT_FOUND']);
  });
});

describe('many at once', () => {
  const row = (indicatorCode: string, y: number, value: string, more = {}) => ({
    ...{ indicatorCode, nisCode: KORTRIJK, ...year(y), vintage: `${y + 1}-06-01`, sourceKey: 'K1', value },
    ...more,
  });
  const record = (rows: object[], more = {}) =>
    world.change(
      DIRECTOR,
      'recordObservations',
      { programmeId: world.own, rows, ...more },
      'batch { rowCount observations(first: 100) { totalCount } } warnings { code observation { figure { value } } }',
    );

  test('all are recorded, with what is odd among them', async () => {
    await world.define({ code: 'many', dimensions: [{ name: 'sex', values: ['women', 'men'] }] });
    const parts = ['women', 'men'].map((value, i) =>
      row('many', 2020, String(5 + i), { dimensions: [{ name: 'sex', value }] }),
    );
    const sent = [row('many', 2020, '12'), ...parts, row('many', 2021, '13')];
    const done = await record(sent, { idempotencyKey: 'many' });
    expect(done.userErrors).toEqual([]);
    expect(done.batch).toEqual({ rowCount: 4, observations: { totalCount: 4 } });
    expect(done.warnings.map(({ code }: { code: string }) => code)).toEqual([
      'SUM_DIFFERS',
      'SUM_DIFFERS',
      'SUM_DIFFERS',
    ]);
    expect(await record(sent, { idempotencyKey: 'many' })).toEqual(done);
  });

  test('every wrong row is told, and then none is recorded', async () => {
    const id = await world.define({ code: 'some' });
    const { batch, userErrors } = await record([
      row('some', 2020, '1'),
      row('nothing', 2020, '1'),
      row('some', 2021, '1', { nisCode: '00000' }),
      row('some', 2022, '1', { sourceKey: 'nowhere' }),
    ]);
    expect(batch).toBeNull();
    expect(userErrors.map(({ path }: { path: string[] }) => path.slice(1))).toEqual([
      ['rows', '1', 'indicatorCode'],
      ['rows', '2', 'nisCode'],
      ['rows', '3', 'sourceKey'],
    ]);
    const again = await record([row('some', 2020, '1'), row('some', 2020, '2')]);
    expect(again.userErrors[0]).toMatchObject({ code: 'CONFLICT', path: ['input', 'rows', '1', 'vintage'] });
    const { observations } = await world.about(id, 'observations { totalCount }');
    expect(observations.totalCount).toBe(0);
  });
});

describe('stale indicators', () => {
  const listed = async (persona: Persona = DIRECTOR) => {
    const read = `{ programme(slug: "kortrijk-2020") { staleIndicators(first: 100) {
      totalCount nodes { lastPeriodEnd staleSince indicator { id } } } } }`;
    const { data } = await world.askAs(persona, read);
    return data.programme.staleIndicators;
  };

  test('are those whose last number is older than their frequency lets expect, and those without any', async () => {
    const [old, fresh, never, irregular] = await Promise.all([
      world.define({ code: 'stale-old' }),
      world.define({ code: 'stale-fresh' }),
      world.define({ code: 'stale-never', frequency: 'MONTHLY' }),
      world.define({ code: 'stale-irregular', frequency: 'IRREGULAR' }),
    ]);
    await world.record(old, 2000, '5');
    await world.record(fresh, new Date().getUTCFullYear() - 2, '5');
    await world.record(irregular, 2000, '5');
    const { nodes } = await listed();
    const of = (id: string) => nodes.find((one: Payload) => one.indicator.id === id);
    expect(of(old)).toMatchObject({ lastPeriodEnd: '2000-12-31', staleSince: '2004-01-02' });
    expect(of(never)).toMatchObject({ lastPeriodEnd: null, staleSince: null });
    expect([of(fresh), of(irregular)]).toEqual([undefined, undefined]);
    expect(nodes[0].lastPeriodEnd).toBeNull();
    await world.record(old, new Date().getUTCFullYear() - 1, '6');
    expect((await listed()).nodes.some((one: Payload) => one.indicator.id === old)).toBe(false);
  });

  test('are for who reads the figures', async () => {
    expect((await listed(EVALUATOR)).totalCount).toBeGreaterThan(0);
    expect(await listed({ role: 'PARTNER', organisation: 'stad-kortrijk' })).toBeNull();
  });
});

describe('warnings', () => {
  test('an outlier is asked about, and a person answers', async () => {
    const id = await world.define();
    for (const [y, value] of ['100', '102', '98', '101', '99', '103'].entries())
      expect((await world.record(id, 2010 + y, value)).warnings).toEqual([]);
    const odd = await world.record(id, 2016, '450');
    expect(odd.warnings).toMatchObject([
      { code: 'OUTLIER', path: 'value', observation: { id: odd.observation.id } },
    ]);
    // One that stays open.
    await world.record(id, 2017, '460');
    const [{ id: warningId }] = odd.warnings;
    const answer = (persona: Persona | null) =>
      world.change(
        persona,
        'answerQualityWarning',
        { warningId, answer: 'Een nieuwe dienst telt mee.' },
        'warning { answer answeredOn version }',
      );
    // The question tells the numbers: who does not steer the programme reads none.
    expect(codesOf(await answer(EVALUATOR))).toEqual(['NOT_FOUND']);
    expect((await answer(DIRECTOR)).warning).toMatchObject({
      answer: 'Een nieuwe dienst telt mee.',
      version: 2,
    });
    expect(codesOf(await answer(DIRECTOR))).toEqual(['CONFLICT']);
    const { observations } = await world.about(
      id,
      'observations(from: "2016-01-01") { nodes { warnings { answer } } }',
    );
    expect(observations.nodes[0].warnings).toEqual([{ answer: 'Een nieuwe dienst telt mee.' }]);
    const { data } = await world.ask(
      '{ programme(slug: "kortrijk-2020") { open: qualityWarnings(isAnswered: false) { nodes { code } } done: qualityWarnings(isAnswered: true) { totalCount } } }',
    );
    expect(data.programme.done.totalCount).toBe(1);
    expect(data.programme.open.nodes.length).toBeGreaterThan(0);
  });
});

describe('around the figures', () => {
  test('a baseline and a target are set, and set anew', async () => {
    const id = await world.define();
    const at = { indicatorId: id, nisCode: KORTRIJK, ...year(2020) };
    const set = (what: string, more: Record<string, unknown>) =>
      world.change(
        DIRECTOR,
        `set${what}`,
        { ...at, ...more },
        `${what.toLowerCase()} { id version figure { value reason } }`,
      );
    for (const what of ['Baseline', 'Target']) {
      const first = await set(what, { value: '10' });
      const second = await set(what, { reason: 'NOT_PUBLISHED', expectedVersion: 1 });
      const field = what.toLowerCase();
      expect(second[field]).toEqual({
        id: first[field].id,
        version: 2,
        figure: { value: null, reason: 'NOT_PUBLISHED' },
      });
      expect(codesOf(await set(what, { value: '1', expectedVersion: 1 }))).toEqual(['VERSION_CONFLICT']);
      expect(codesOf(await world.change(EVALUATOR, `set${what}`, { ...at, value: '1' }))).toEqual([
        'NOT_ALLOWED',
      ]);
    }
    const { targets } = await world.about(id, 'targets { code }');
    expect(targets).toHaveLength(1);
  });

  test('an action is linked, ended and linked again, and the plan hears of it at once', async () => {
    const indicatorId = await world.define();
    const { data } = await world.ask(
      '{ programme(slug: "kortrijk-2020") { actions(first: 100) { nodes { id contributions { id } } } } }',
    );
    const action = data.programme.actions.nodes.find(
      (one: { contributions: [] }) => one.contributions.length === 0,
    );
    const input = {
      actionId: action.id,
      indicatorId,
      strength: 'WEAK',
      lagMonths: 12,
      assumption: 'Wie een adres heeft…',
    };
    const link = (more = {}, persona: Persona = DIRECTOR) =>
      world.change(
        persona,
        'linkContribution',
        { ...input, ...more },
        'contribution { id endedOn strength version }',
      );
    expect(codesOf(await link({}, EVALUATOR))).toEqual(['NOT_ALLOWED']);
    expect((await link({ assumption: null })).userErrors[0].path).toEqual(['input', 'assumption']);
    const isWatched = () =>
      withOwner(world.identity.ownerUrl, async (owner) => {
        const { rows } = await owner.query<{ has_indicator: boolean }>(
          'select has_indicator from actions.action_effect where action_id = $1',
          [action.id],
        );
        return rows[0]?.has_indicator ?? false;
      });
    const linked = await link();
    expect(await isWatched()).toBe(true);
    expect(linked.contribution).toMatchObject({ endedOn: null, strength: 'WEAK', version: 1 });
    expect(codesOf(await link())).toEqual(['CONFLICT']);
    const end = { contributionId: linked.contribution.id, reason: 'De actie stopte.', endedOn: '2024-01-01' };
    const ended = await world.change(DIRECTOR, 'endContribution', end, 'contribution { endedOn version }');
    expect(ended.contribution).toEqual({ endedOn: '2024-01-01', version: 2 });
    expect(await isWatched()).toBe(false);
    expect(codesOf(await world.change(DIRECTOR, 'endContribution', end))).toEqual(['CONFLICT']);
    const again = await link({ strength: 'STRONG' });
    expect(again.contribution).toEqual({
      id: linked.contribution.id,
      endedOn: null,
      strength: 'STRONG',
      version: 3,
    });
  });

  test('what happened outside is recorded beside the figures', async () => {
    const indicatorId = await world.define();
    const input = {
      programmeId: world.own,
      indicatorId,
      title: 'Nieuwe wet',
      fromOn: '2023-12-31',
      fromOnPrecision: 'YEAR',
    };
    const { userErrors } = await world.change(
      DIRECTOR,
      'recordExternalFactor',
      input,
      'externalFactor { code }',
    );
    expect(userErrors).toEqual([]);
    const { externalFactors } = await world.about(
      indicatorId,
      'externalFactors(from: "2023-01-01", to: "2023-03-01") { title fromOnPrecision }',
    );
    expect(externalFactors).toContainEqual({ title: 'Nieuwe wet', fromOnPrecision: 'YEAR' });
    expect(codesOf(await world.change(EVALUATOR, 'recordExternalFactor', input))).toEqual(['NOT_ALLOWED']);
  });

  test('a source is added once, and figures name it', async () => {
    const input = {
      programmeId: world.own,
      key: 'STAT-2026',
      citation: 'Statbel, juni 2026',
      url: 'https://statbel.fgov.be',
    };
    const add = () => world.change(DIRECTOR, 'recordFigureSource', input, 'source { key url }');
    expect((await add()).source).toEqual({ key: 'STAT-2026', url: 'https://statbel.fgov.be/' });
    expect(codesOf(await add())).toEqual(['CONFLICT']);
    const id = await world.define();
    expect(codesOf(await world.record(id, 2020, '1', { sourceKey: 'STAT-2026' }))).toEqual([]);
  });
});

test('on each day the hub says what was published by then, in whatever order it was recorded', async () => {
  const days = Array.from({ length: 12 }, (_, i) => `2022-${String(i + 1).padStart(2, '0')}-15`);
  const figure = fc.record({
    y: fc.constantFrom(2019, 2020, 2021),
    series: fc.constantFrom('main', 'pers'),
    vintage: fc.constantFrom(...days),
    value: fc.oneof(fc.integer({ min: 0, max: 999 }).map(String), fc.constant(null)),
  });
  const keyOf = ({ y, series }: { y: number; series: string }) => `${y} ${series}`;
  const figures = fc.uniqueArray(figure, {
    minLength: 1,
    maxLength: 20,
    selector: (one) => `${keyOf(one)} ${one.vintage}`,
  });
  let runs = 0;
  const property = fc.asyncProperty(figures, async (published) => {
    runs += 1;
    const code = `published-${runs}`;
    const id = await world.define({ code });
    const rows = published.map(({ y, series, vintage, value }) => ({
      ...{ indicatorCode: code, nisCode: KORTRIJK, ...year(y), series, vintage, sourceKey: 'K1' },
      ...(value === null ? { reason: 'NOT_MEASURED' } : { value }),
    }));
    const input = { programmeId: world.own, rows };
    expect(codesOf(await world.change(DIRECTOR, 'recordObservations', input))).toEqual([]);
    const asked = days.map(
      (day, i) =>
        `d${i}: observations(asOf: "${day}", allSeries: true) { nodes { periodEnd series figure { value } } }`,
    );
    const answers = await world.about(id, asked.join(' '));
    for (const [i, day] of days.entries()) {
      const live = new Map<string, string | null>();
      for (const one of [...published].sort((a, b) => (a.vintage < b.vintage ? -1 : 1)))
        if (one.vintage <= day) live.set(keyOf(one), one.value);
      const told = answers[`d${i}`].nodes.map(
        (one: { periodEnd: string; series: string; figure: { value: string | null } }) => [
          `${one.periodEnd.slice(0, 4)} ${one.series}`,
          one.figure.value,
        ],
      );
      expect(told.sort(), `on ${day}`).toEqual([...live].sort());
    }
  });
  await fc.assert(property, { numRuns: process.env['KAPSTOK_SOAK'] === '1' ? 200 : 5 });
});

test('what people recorded comes out with the folder, sources included, and goes in again as it was', async () => {
  const id = await world.define({ code: 'folder', dimensions: [{ name: 'sex', values: ['women', 'men'] }] });
  await world.define({ code: 'folder-share', unit: 'RATIO', calculation: '"folder" / "folder"' });
  const source = { programmeId: world.own, key: 'FOLDER', citation: 'Een nieuwe publicatie' };
  expect(codesOf(await world.change(DIRECTOR, 'recordFigureSource', source))).toEqual([]);
  // A place that the programme did not list before.
  const more = { sourceKey: 'FOLDER', nisCode: '10000', qualitative: 'Iets meer' };
  expect(codesOf(await world.record(id, 2020, '3', more))).toEqual([]);
  const folder = await mkdtemp(path.join(tmpdir(), 'kapstok-figures-'));
  try {
    await exportFolder(world.identity, OWN, path.join(folder, OWN));
    const { files } = await importFolder(world.identity, path.join(folder, OWN), { isDryRun: true });
    const changed = files.filter(({ inserted, updated, deleted }) => inserted + updated + deleted > 0);
    // The other services get to know the sources.
    expect(changed.filter(({ service }) => service === 'indicators')).toEqual([]);
    expect(new Set(changed.map(({ file }) => file))).toEqual(new Set(['sources.csv']));
  } finally {
    await rm(folder, { recursive: true });
  }
});
