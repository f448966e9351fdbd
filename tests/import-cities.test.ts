import { importFolder } from '@kapstok/cli/testing';
import { ImportRefused } from '@kapstok/kit';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  exampleProgramme,
  type GeneratedProgramme,
  PLACE,
  type Shape,
  writeProgramme,
} from './generate-programme.ts';
import { openTestHub, type TestHub } from './hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('shipped');
});
afterAll(() => hub.close());

async function folderOf(programme: GeneratedProgramme) {
  const folder = await writeProgramme(programme);
  onTestFinished(() => folder.delete());
  return folder;
}

const OVERVIEW = `query ($slug: String!) {
  programme(slug: $slug) {
    title titleLanguage
    progress { actionCount }
    actions(first: 100) { nodes { id code title titleLanguage domain { code title } } }
    domains { id code title titleLanguage blocks { code } progress { actionCount } budget { planned { amount currency } } }
    budget { planned { amount currency } revenue { amount currency } }
    agreements { totalCount }
    povertyTesting { actionCount }
    indicators { totalCount }
    attention { totalCount }
  }
}`;
async function overview(slug: string) {
  const { data, errors } = await hub.ask(OVERVIEW, { slug });
  expect(errors).toEqual([]);
  return data.programme;
}

test('a second city with the codes of Kortrijk leaves Kortrijk as it is', async () => {
  const before = await overview('kortrijk-2013');
  const city = exampleProgramme({
    slug: 'second-city',
    domains: 10,
    blocks: 8,
    actions: 20,
    organisations: 4,
  });
  expect(before.domains.map(({ code }: { code: string }) => code)).toEqual(
    city.files['domains.csv']?.map(({ code }) => code),
  );
  await importFolder(hub.identity, (await folderOf(city)).directory);
  expect(await overview('kortrijk-2013')).toEqual(before);
  const second = await overview('second-city');
  expect(second.actions.nodes).toHaveLength(20);
  const ids = (plan: typeof before) =>
    [...plan.domains, ...plan.actions.nodes].map(({ id }: { id: string }) => id);
  expect(ids(second).filter((id) => ids(before).includes(id))).toEqual([]);
});

const SHAPES: Readonly<Record<string, Shape>> = {
  'without blocks': { blocks: 0 },
  'with twelve domains': { domains: 12 },
  'in French only': { language: 'fr' },
  'in German only': { language: 'de' },
  'with money of another country': { currencies: ['CHF'] },
  'without organisations': { organisations: 0 },
  'without actions': { actions: 0 },
  'of one domain and nothing else': { domains: 1, blocks: 0, actions: 0, organisations: 0 },
};

describe('a plan of another shape is loaded and answered whole:', () => {
  test.each(Object.entries(SHAPES))('%s', async (name, shape) => {
    const slug = name.replaceAll(/[^a-z]+/g, '-');
    const city = exampleProgramme({ ...shape, slug });
    await importFolder(hub.identity, (await folderOf(city)).directory);
    const plan = await overview(slug);
    const rows = (file: string) => city.files[file] ?? [];
    const [own] = rows('programme.csv');
    const language = own?.['default_language'];
    expect(plan.domains).toHaveLength(rows('domains.csv').length);
    expect(plan.actions.nodes).toHaveLength(rows('actions.csv').length);
    const titled = [plan, ...plan.domains, ...plan.actions.nodes];
    expect(new Set(titled.map(({ titleLanguage }) => titleLanguage))).toEqual(new Set([language]));
    const currencies = [...plan.budget.planned, ...plan.budget.revenue].map(({ currency }) => currency);
    const known = new Set(rows('budget-lines.csv').map(({ currency }) => currency));
    expect(currencies.filter((currency) => !known.has(currency))).toEqual([]);
    if (shape.currencies) expect(new Set(currencies)).toEqual(new Set(shape.currencies));
    if (shape.blocks === 0)
      expect(plan.domains.flatMap((domain: { blocks: unknown[] }) => domain.blocks)).toEqual([]);
  });
});

describe('a hundred thousand figures', () => {
  const MANY = 100_000;
  /** One indicator with a figure for each day and group. */
  function many(): GeneratedProgramme {
    const city = exampleProgramme({
      slug: 'many-figures',
      domains: 1,
      blocks: 0,
      actions: 1,
      organisations: 0,
    });
    const language = city.files['programme.csv']?.[0]?.['default_language'];
    const figures = Array.from({ length: MANY }, (_, i) => {
      const period = new Date(Date.UTC(2000, 0, 1 + (i % 5000))).toISOString().slice(0, 10);
      return {
        code: `F-${i}`,
        indicator: 'many',
        version: '1',
        place: PLACE,
        period_start: period,
        period_end: period,
        dimensions: `group=g${Math.floor(i / 5000)}`,
        series: 'main',
        value: String(i),
        vintage: '2026',
        ...Object.fromEntries(
          ['break', 'estimate', 'provisional', 'confidential', 'derived'].map((word) => [
            `is_${word}`,
            'false',
          ]),
        ),
        source: 'S1',
      };
    });
    return {
      ...city,
      files: {
        ...city.files,
        'indicators.csv': [
          {
            code: 'many',
            [`title_${language}`]: 'Veel',
            level: 'OUTCOME',
            unit: 'COUNT',
            direction: 'NEITHER',
            is_cumulative: 'false',
            count_basis: 'COUNTED',
            frequency: 'IRREGULAR',
          },
        ],
        'indicator-versions.csv': [{ indicator: 'many', version: '1', [`definition_${language}`]: 'Veel' }],
        'observations.csv': figures,
        'contributions.csv': [],
        'baselines.csv': [],
        'targets.csv': [],
      },
    };
  }

  test('are loaded within a memory that a small server has, and answered; one that is wrong is named', {
    timeout: 300_000,
  }, async () => {
    const folder = await folderOf(many());
    const line = await folder.set('observations.csv', 'F-77777', 'value', '7,5');
    const error = await importFolder(hub.identity, folder.directory).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ImportRefused);
    expect((error as ImportRefused).problems).toEqual([
      {
        file: 'observations.csv',
        line,
        column: 'value',
        message: expect.stringMatching(/"7,5" is not a number/),
      },
    ]);
    await folder.set('observations.csv', 'F-77777', 'value', '7.5');
    // Other tests ran in this process before and left what they read.
    const before = process.memoryUsage().rss;
    const { files } = await importFolder(hub.identity, folder.directory);
    expect(files.find(({ file }) => file === 'observations.csv')?.inserted).toBe(MANY);
    expect(process.memoryUsage().rss - before).toBeLessThan(1_000_000_000);
    const { data, errors } = await hub.ask(`{ programme(slug: "many-figures") { indicators { nodes {
      observations(first: 1, dimensions: [{ name: "group", value: "g3" }]) { totalCount } } } } }`);
    expect(errors).toEqual([]);
    expect(data.programme.indicators.nodes).toEqual([{ observations: { totalCount: 5000 } }]);
  });
});
