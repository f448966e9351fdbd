import { readFileSync } from 'node:fs';
import path from 'node:path';
import { importFolder, PROGRAMMES } from '@kapstok/cli/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { ANTWERP } from './cases/antwerp.figures.ts';
import { type Figures, flatten } from './cases/flat.ts';
import { ROTTERDAM, UITPAS } from './cases/others.figures.ts';
import { openTestHub, type TestHub } from './hub.ts';

/** Programmes that nothing but `kapstok import` loads, and what their sources publish. */
const CASES: Readonly<Record<string, Readonly<Record<string, Figures>>>> = {
  'antwerp-social-economy': ANTWERP,
  'kortrijk-uitpas': UITPAS,
  'rotterdam-social-return': ROTTERDAM,
};
const folderOf = (slug: string) => path.join(PROGRAMMES, 'cases', slug);
const question = (name: string) => readFileSync(new URL(`cases/${name}.graphql`, import.meta.url), 'utf8');

let hub: TestHub;
const answers = new Map<string, Figures>();
beforeAll(async () => {
  // Beside the plans of Kortrijk: organisations and places that both name are the same rows.
  hub = await openTestHub('shipped', () => new Date('2026-11-22T12:00:00Z'));
  for (const slug of Object.keys(CASES)) {
    await importFolder(hub.identity, folderOf(slug));
    answers.set(slug, flatten((await asked('figures', slug)).programme));
  }
  return () => hub.close();
});

async function asked(name: string, slug: string) {
  const { data, errors } = await hub.ask(question(name), { slug });
  expect(errors).toEqual([]);
  return data;
}

describe.each(Object.entries(CASES))('%s', (slug, rows) => {
  test.each(Object.entries(rows))('%s', (_row, expected) => {
    const answer = answers.get(slug) ?? {};
    expect(Object.fromEntries(Object.keys(expected).map((key) => [key, answer[key]]))).toEqual(expected);
  });

  test('holds no figure beside these', () => {
    const listed = Object.values(rows).flatMap((figures) => Object.keys(figures));
    expect(Object.keys(answers.get(slug) ?? {}).sort()).toEqual(listed.sort());
  });

  test('loading it again changes nothing', async () => {
    const { files } = await importFolder(hub.identity, folderOf(slug));
    const changed = files.filter(({ inserted, updated, deleted }) => inserted + updated + deleted > 0);
    expect(changed).toEqual([]);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: a test looks into an answer of any shape
async function agreement(slug: string, number: string): Promise<any> {
  const { programme } = await asked('sums', slug);
  return programme.agreements.nodes.find((one: { number: string }) => one.number === number);
}

describe('what follows from them', () => {
  test('A-01: without amounts there is no deficit, no coverage and no year of breaking even; 42 lines are not known', async () => {
    const { budget } = await agreement('antwerp-social-economy', 'AG-BR');
    expect(budget).toMatchObject({
      planned: [],
      revenue: [],
      deficit: [],
      coverage: { value: null, reason: 'LOST_IN_SOURCE' },
      breakEvenYear: null,
      selfSupportingYear: null,
      unknownLineCount: 42,
    });
    const lost = { value: null, reason: 'LOST_IN_SOURCE' };
    expect(
      budget.supportByYear.map(({ year, share }: { year: number; share: unknown }) => [year, share]),
    ).toEqual([
      [2011, lost],
      [2012, lost],
      [2013, lost],
    ]);
  });

  test('A-02: eight sessions a month are planned', async () => {
    const { data } = await hub.ask(
      '{ programme(slug: "antwerp-social-economy") { actions(first: 50) { nodes { code deliveries { plannedCount } } } } }',
    );
    const restaurants = data.programme.actions.nodes.find(({ code }: { code: string }) => code === 'BR');
    const counts = restaurants.deliveries.map(({ plannedCount }: { plannedCount: number }) => plannedCount);
    expect(counts.reduce((sum: number, one: number) => sum + one, 0)).toBe(8);
  });

  test('A-06: what each site of Digidak costs, who covers it, and what is not known of it', async () => {
    const [first, second] = [
      await agreement('antwerp-social-economy', 'AG-DD'),
      await agreement('antwerp-social-economy', 'AG-DD-SG'),
    ];
    expect(first.budget).toMatchObject({
      planned: [{ amount: '6500' }],
      deficit: [{ amount: '0' }],
      unknownLineCount: 3,
      breakEvenYear: null,
      coverByFunder: [{ funder: { code: 'gemeente-schilde' }, cover: { value: '100', reason: null } }],
      // The start subsidy of the province was lost: no support known is not no support.
      supportByYear: [{ year: 2010, support: [], share: { value: null, reason: 'LOST_IN_SOURCE' } }],
    });
    expect(second.budget).toMatchObject({ planned: [{ amount: '9500' }], deficit: [{ amount: '9500' }] });
    expect(first.withParts).toMatchObject({ planned: [{ amount: '16000' }], unknownLineCount: 4 });
  });

  test('A-09: the parts of the staff make the total that was stated', async () => {
    const { staffing } = await agreement('antwerp-social-economy', 'AG-RD');
    expect(staffing).toEqual({ total: '15.3', statedTotal: '15.3', difference: '0' });
  });

  test('A-20: how many of the 200 places are short is not known', async () => {
    const { obligations } = await agreement('antwerp-social-economy', 'AG-VDAB');
    const unknown = {
      short: { value: null, reason: 'NOT_PUBLISHED' },
      plannedPerUnit: null,
      spentPerUnit: null,
    };
    expect(obligations).toEqual([
      { code: 'OB-VDAB-60', ...unknown },
      { code: 'OB-VDAB-PL', ...unknown },
    ]);
  });

  test('A-10: De Voorsprong came from De Sprong', async () => {
    const { data } = await hub.ask(
      '{ organisations(filter: { name: "De Voorsprong" }) { nodes { predecessors { kind happenedOn happenedOnPrecision organisation { name } } } } }',
    );
    expect(data.organisations.nodes[0].predecessors).toEqual([
      {
        kind: 'SPLIT',
        happenedOn: '2010-06-30',
        happenedOnPrecision: 'MONTH',
        organisation: { name: 'De Sprong' },
      },
    ]);
  });

  test('N-11: five per cent of a contract is due as soon as its value is known', async () => {
    const { id } = await agreement('rotterdam-social-return', 'AG-5');
    const change = `mutation ($input: AmendAgreementInput!) { amendAgreement(input: $input) {
      agreement { obligations { due { value } realised { value reason } short { value reason } } } userErrors { code message } } }`;
    const input = {
      agreementId: id,
      contractValue: '250000',
      contractCurrency: 'EUR',
      reason: 'An example.',
    };
    const { data } = await hub.ask(change, { input });
    expect(data.amendAgreement).toMatchObject({
      userErrors: [],
      agreement: {
        obligations: [
          {
            due: { value: '12500' },
            realised: { value: null, reason: 'NOT_PUBLISHED' },
            short: { value: null, reason: 'NOT_PUBLISHED' },
          },
        ],
      },
    });
  });
});
