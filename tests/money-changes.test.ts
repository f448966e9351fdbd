import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, directorOf } from './access-world.ts';
import { BOSS, type MoneyWorld, openMoneyWorld, SLUG } from './money-world.ts';
import type { Persona } from './tokens.ts';

let world: MoneyWorld;
beforeAll(async () => {
  world = await openMoneyWorld();
});
afterAll(() => world?.close());

const STRANGERS: [string, Persona | null][] = [
  ['nobody signed in', null],
  ['an evaluator', { role: 'EVALUATOR', programme: SLUG }],
  ['a reviewer', { role: 'REVIEWER', programme: SLUG }],
  ['a director of another city', directorOf('kortrijk-2020')],
];

async function budgetOf(action: string, fields: string) {
  const { data } = await world.ask(`query ($id: ID!) { action(id: $id) { budget { ${fields} } } }`, {
    id: action,
  });
  return data.action.budget;
}

const lineInput = (more: Record<string, unknown> = {}) => ({
  programmeId: world.programme,
  kind: 'COST',
  category: 'STAFF',
  title: 'Loon',
  currency: 'EUR',
  originalAmount: '100.00',
  ...more,
});
const addLine = async (more: Record<string, unknown> = {}) =>
  (
    await world.must(
      'setBudgetLine',
      lineInput(more),
      'budgetLine { id version certainty amount { amount } }',
    )
  ).budgetLine;

describe('agreements', () => {
  test('go from draft to in force to their end, and each step is told at once', async () => {
    const [action] = world.actions.slice(0, 1);
    const made = await world.agreement({ allocations: [{ actionId: action?.id, sharePercent: '100' }] });
    const show = 'agreement { id status endsOn amendments { number changes { field before after } } }';
    const ended = await world.must('endAgreement', { agreementId: made.id }, show);
    expect(ended.agreement.status).toBe('ENDED');
    const again = await world.refused(BOSS, 'breakOffAgreement', {
      agreementId: made.id,
      reason: 'Te laat.',
    });
    expect(again).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('ENDED stays so') }]);
  });

  test('need two parties to be signed, and an amendment to be changed after that', async () => {
    const input = { programmeId: world.programme, title: 'Alleen', kind: 'SUBSIDY', endsOn: '2030-01-01' };
    const { agreement } = await world.must('createAgreement', input, 'agreement { id version status }');
    expect(agreement.status).toBe('DRAFT');
    expect(await world.refused(BOSS, 'signAgreement', { agreementId: agreement.id })).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining('setParties') },
    ]);
    const signed = await world.agreement({ endsOn: '2030-01-01' });
    expect(
      await world.refused(BOSS, 'updateAgreement', { agreementId: signed.id, endsOn: '2031-01-01' }),
    ).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('amendAgreement') }]);
    const { agreement: amended } = await world.must(
      'amendAgreement',
      { agreementId: signed.id, endsOn: '2031-01-01', reason: 'Een jaar langer.' },
      'agreement { endsOn amendments { number reason changes { field before after } } }',
    );
    expect(amended).toEqual({
      endsOn: '2031-01-01',
      amendments: [
        {
          number: 1,
          reason: 'Een jaar langer.',
          changes: [{ field: 'ENDS_ON', before: '2030-01-01', after: '2031-01-01' }],
        },
      ],
    });
  });

  test('are parts of one another without a ring, and promises roll up from the parts', async () => {
    const parent = await world.agreement();
    const clusters = [
      await world.agreement({ parentId: parent.id }),
      await world.agreement({ parentId: parent.id }),
    ];
    for (const [i, { id }] of clusters.entries()) {
      const { obligation } = await world.must(
        'setObligation',
        { agreementId: id, kind: 'PLACES', title: 'Plaatsen', unit: 'places', due: String(80 + 40 * i) },
        'obligation { id short { value reason } }',
      );
      expect(obligation.short).toEqual({ value: null, reason: 'NOT_MEASURED' });
      await world.must('recordRealised', { obligationId: obligation.id, realised: '50' }, '');
    }
    const { data } = await world.ask(
      'query ($id: ID!) { agreement(id: $id) { obligationsOfParts { kind due { value unit } realised { value } } } }',
      { id: parent.id },
    );
    expect(data.agreement.obligationsOfParts).toEqual([
      { kind: 'PLACES', due: { value: '200', unit: 'places' }, realised: { value: '100' } },
    ]);
    expect(
      await world.refused(BOSS, 'updateAgreement', { agreementId: parent.id, parentId: clusters[0]?.id }),
    ).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('ring') }]);
  });

  test('with a social clause owe a share of their value', async () => {
    const { id } = await world.agreement({ contractValue: '250000.50', contractCurrency: 'EUR' });
    const { obligation } = await world.must(
      'setObligation',
      {
        agreementId: id,
        kind: 'SOCIAL_RETURN',
        title: 'Sociale clausule',
        unit: 'EUR',
        dueSharePercent: '5',
      },
      'obligation { id due { value unit } dueShare { value } }',
    );
    expect(obligation).toMatchObject({ due: { value: '12500.03', unit: 'EUR' }, dueShare: { value: '5' } });
    const done = await world.must(
      'recordRealised',
      { obligationId: obligation.id, realised: '10000' },
      'obligation { short { value } }',
    );
    expect(done.obligation.short.value).toBe('2500.03');
  });

  test('are allocated whole: other sums are refused with the sum, and money moves with the shares', async () => {
    const [one, two, three] = world.actions.slice(1, 4).map(({ id }) => id);
    const { id } = await world.agreement();
    const allocate = (...shares: [string | undefined, string][]) => ({
      agreementId: id,
      allocations: shares.map(([actionId, sharePercent]) => ({ actionId, sharePercent })),
    });
    expect(
      await world.refused(BOSS, 'allocateAgreement', allocate([one, '60'], [two, '30.5'])),
    ).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('90.5 %') }]);
    const planned = async (action = '') =>
      (await budgetOf(action, 'planned { amount }')).planned[0]?.amount ?? '0';
    const before = await Promise.all([one, two, three].map(planned));
    await world.must('allocateAgreement', allocate([one, '33.33'], [two, '66.67']), '');
    await addLine({ agreementId: id, originalAmount: '1000.00' });
    const during = await Promise.all([one, two, three].map(planned));
    expect(during.map((sum, i) => Number(sum) - Number(before[i])).map((sum) => sum.toFixed(2))).toEqual([
      '333.30',
      '666.70',
      '0.00',
    ]);
    await world.must('allocateAgreement', allocate([three, '100']), '');
    const after = await Promise.all([one, two, three].map(planned));
    expect(after.map((sum, i) => (Number(sum) - Number(before[i])).toFixed(2))).toEqual([
      '0.00',
      '0.00',
      '1000.00',
    ]);
    expect(await world.strays()).toEqual([]);
  });

  test.each(STRANGERS)('are not for %s to change', async (_who, persona) => {
    const { id } = await world.agreement();
    for (const [mutation, input] of [
      ['amendAgreement', { agreementId: id, reason: 'Zomaar.', endsOn: '2031-01-01' }],
      ['allocateAgreement', { agreementId: id, allocations: [] }],
      ['setStaffing', { agreementId: id, staff: [] }],
      ['breakOffAgreement', { agreementId: id, reason: 'Zomaar.' }],
      ['setParties', { agreementId: id, parties: [] }],
    ] as const) {
      const [error] = await world.refused(persona, mutation, input);
      expect(error?.code, mutation).toMatch(/^(NOT_ALLOWED|NOT_FOUND)$/);
    }
  });
});

describe('staffing', () => {
  test('adds up by employer, and shows what the stated total differs by', async () => {
    const { id } = await world.agreement();
    const staff = ['6', '3.3', '2.5', '1', '2.5'].map((fte, i) => ({
      employerId: world.organisations[i]?.id,
      fte,
    }));
    const show = 'agreement { staffing { byEmployer { fte } total statedTotal difference } }';
    const set = (statedTotal: string) =>
      world.must('setStaffing', { agreementId: id, staff, statedTotal }, show);
    expect((await set('15.3')).agreement.staffing).toEqual({
      byEmployer: ['6', '3.3', '2.5', '2.5', '1'].map((fte) => ({ fte })),
      total: '15.3',
      statedTotal: '15.3',
      difference: '0',
    });
    expect((await set('17.3')).agreement.staffing.difference).toBe('-2');
  });
});

describe('budget lines', () => {
  test('become firm with a commitment of their whole amount, once', async () => {
    const action = world.actions[5]?.id ?? '';
    const before = await budgetOf(action, 'committed { amount }');
    await world.must('overrideGate', { actionId: action, reason: 'Vroeger getoetst.' }, 'action { id }');
    const line = await addLine({ actionId: action, originalAmount: '1234.56' });
    expect(line.certainty).toBe('INDICATIVE');
    const input = { budgetLineId: line.id, idempotencyKey: 'commit-once' };
    const show = 'budgetLine { id certainty version }';
    const first = await world.must('commitBudget', input, show);
    expect((await world.must('commitBudget', input, show)).budgetLine).toEqual(first.budgetLine);
    const after = await budgetOf(action, 'committed { amount }');
    expect(Number(after.committed[0].amount) - Number(before.committed[0]?.amount ?? 0)).toBeCloseTo(1234.56);
    expect(await world.refused(BOSS, 'commitBudget', { budgetLineId: line.id })).toMatchObject([
      { code: 'CONFLICT' },
    ]);
    expect(
      await world.refused(BOSS, 'removeBudgetLine', { budgetLineId: line.id, reason: 'Fout.' }),
    ).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('1') }]);
    expect(await world.strays()).toEqual([]);
  });

  test('are revised beside their original, and removed while nothing hangs on them', async () => {
    const line = await addLine({ actionId: world.actions[6]?.id });
    const { budgetLine } = await world.must(
      'reviseBudgetLine',
      { budgetLineId: line.id, amount: '80', reason: 'Minder uren.' },
      'budgetLine { amount { amount } originalAmount { amount } }',
    );
    expect(budgetLine).toEqual({ amount: { amount: '80' }, originalAmount: { amount: '100' } });
    const gone = await world.must(
      'removeBudgetLine',
      { budgetLineId: line.id, reason: 'Dubbel.' },
      'budgetLine { id }',
    );
    expect(gone.budgetLine).toBeNull();
    expect(await world.strays()).toEqual([]);
  });

  test.each([
    ['more than two decimals', { originalAmount: '1.005' }, 'originalAmount'],
    ['an amount below zero', { originalAmount: '-1' }, 'originalAmount'],
    ['an amount that no city has', { originalAmount: '99999999999999' }, 'originalAmount'],
    ['a currency that is none', { currency: 'euro' }, 'currency'],
    ['neither amount nor reason', { originalAmount: null }, 'amountReason'],
    ['an amount and a reason', { amountReason: 'NOT_PUBLISHED' }, 'amountReason'],
  ])('refuse %s, and nothing changes', async (_what, more, path) => {
    const [error] = await world.refused(BOSS, 'setBudgetLine', lineInput(more));
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', path: ['input', path] });
    expect(await world.strays()).toEqual([]);
  });

  test('keep their currency: a transaction in another one is refused', async () => {
    const line = await addLine({ actionId: world.actions[7]?.id });
    const spend = (currency: string) =>
      world.change(BOSS, 'recordTransaction', {
        type: 'SPENDING',
        amount: '10',
        currency,
        budgetLineId: line.id,
      });
    expect((await spend('USD')).userErrors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('EUR') },
    ]);
    expect(codesOf(await spend('EUR'))).toEqual([]);
    expect(
      await world.refused(BOSS, 'setBudgetLine', {
        programmeId: world.programme,
        budgetLineId: line.id,
        currency: 'USD',
      }),
    ).toMatchObject([{ code: 'CONFLICT' }]);
  });

  test('changed by two at once: one is told what it is now', async () => {
    const line = await addLine({ actionId: world.actions[8]?.id });
    const both = await Promise.all(
      ['1', '2'].map((amount) =>
        world.change(
          BOSS,
          'reviseBudgetLine',
          { budgetLineId: line.id, amount, reason: 'Herzien.', expectedVersion: line.version },
          'budgetLine { version }',
        ),
      ),
    );
    expect(both.map(codesOf).sort()).toEqual([[], ['VERSION_CONFLICT']]);
  });

  test('of a stopped action are never committed, whatever the way', async () => {
    const action = world.actions[9]?.id ?? '';
    const line = await addLine({ actionId: action });
    await world.must('changeActionStatus', { actionId: action, status: 'STOPPED', reason: 'Gedaan.' }, '');
    const ways: [string, Record<string, unknown>][] = [
      ['commitBudget', { budgetLineId: line.id }],
      ['setBudgetLine', lineInput({ actionId: action, certainty: 'COMMITTED' })],
      ['recordTransaction', { type: 'COMMITMENT', amount: '5', currency: 'EUR', actionId: action }],
    ];
    for (const [mutation, input] of ways)
      expect(await world.refused(BOSS, mutation, input), mutation).toMatchObject([
        { code: 'CONFLICT', message: expect.stringContaining('stopped') },
      ]);
  });

  test.each(STRANGERS)('are not for %s to write', async (_who, persona) => {
    const [error] = await world.refused(persona, 'setBudgetLine', lineInput());
    expect(error?.code).toMatch(/^(NOT_ALLOWED|NOT_FOUND)$/);
  });
});
