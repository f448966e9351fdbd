import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf } from './access-world.ts';
import { BOSS, type MoneyWorld, openMoneyWorld, SLUG } from './money-world.ts';
import type { Persona } from './tokens.ts';

let world: MoneyWorld;
let agreement: { id: string };
let partner: Persona;
let other: Persona;
beforeAll(async () => {
  world = await openMoneyWorld();
  const [first, second] = world.actions;
  agreement = await world.agreement({
    allocations: [
      { actionId: first?.id, sharePercent: '40' },
      { actionId: second?.id, sharePercent: '60' },
    ],
  });
  partner = { role: 'PARTNER', programme: SLUG, organisation: world.organisations[1]?.code ?? '' };
  other = { role: 'PARTNER', programme: SLUG, organisation: world.organisations[2]?.code ?? '' };
});
afterAll(() => world?.close());

const claim = (more: Record<string, unknown> = {}) => ({
  agreementId: agreement.id,
  organisationId: world.organisations[1]?.id,
  amount: '100.01',
  currency: 'EUR',
  periodStart: '2025-01-01',
  periodEnd: '2025-03-31',
  purpose: 'Loon van de begeleider',
  evidenceUrl: 'https://example.org/factuur/1',
  ...more,
});
const submit = async (more: Record<string, unknown> = {}) =>
  (await world.change(partner, 'submitClaim', claim(more), 'claim { id version status }')).claim;

const paidAndSpent = async () => {
  const { data } = await world.ask(
    'query ($id: ID!) { agreement(id: $id) { budget { spent { amount } paid { amount } } payments { nodes { id dueOn isPaid amount { amount } } } } }',
    { id: agreement.id },
  );
  return data.agreement;
};

test('a claim that is approved counts as spent, and is paid when it is due', async () => {
  const { id, version } = await submit();
  const show = 'claim { status transaction { type amount { amount } } }';
  const decide = { claimId: id, expectedVersion: version, dueOn: '2026-01-01', idempotencyKey: 'approve' };
  const { claim: approved } = await world.must('approveClaim', decide, show);
  expect(approved).toEqual({
    status: 'APPROVED',
    transaction: { type: 'SPENDING', amount: { amount: '100.01' } },
  });
  expect((await world.must('approveClaim', decide, show)).claim).toEqual(approved);
  const { budget, payments } = await paidAndSpent();
  expect(budget).toEqual({ spent: [{ amount: '100.01' }], paid: [] });
  const [payment] = payments.nodes;
  expect(payment).toMatchObject({ dueOn: '2026-01-01', isPaid: false, amount: { amount: '100.01' } });
  const due = await world.ask(
    `{ programme(slug: "${SLUG}") { paymentsDue(until: "2026-01-01", first: 100) { nodes { id } } } }`,
  );
  expect(due.data.programme.paymentsDue.nodes).toContainEqual({ id: payment.id });
  await world.must('recordPayment', { paymentId: payment.id }, 'payment { paidOn }');
  expect((await paidAndSpent()).budget.paid).toEqual([{ amount: '100.01' }]);
  expect(await world.refused(BOSS, 'recordPayment', { paymentId: payment.id })).toMatchObject([
    { code: 'CONFLICT' },
  ]);
  expect(await world.strays()).toEqual([]);
});

test('a claim that is rejected says why, and counts nowhere', async () => {
  const { id } = await submit({ evidenceUrl: 'https://example.org/factuur/2', amount: '7' });
  expect(await world.refused(BOSS, 'rejectClaim', { claimId: id, reason: ' ' })).toMatchObject([
    { code: 'BAD_USER_INPUT' },
  ]);
  await world.must('rejectClaim', { claimId: id, reason: 'Geen factuur.' }, '');
  const seen = await world.askAs(
    partner,
    'query ($id: ID!) { agreement(id: $id) { expenseClaims { nodes { id status decisionReason } } } }',
    { id: agreement.id },
  );
  expect(seen.data.agreement.expenseClaims.nodes).toContainEqual({
    id,
    status: 'REJECTED',
    decisionReason: 'Geen factuur.',
  });
  expect(await world.refused(BOSS, 'approveClaim', { claimId: id })).toMatchObject([{ code: 'CONFLICT' }]);
});

test('the same spending claimed twice is reported with both places', async () => {
  const there = await world.agreement();
  const evidenceUrl = 'https://example.org/factuur/3';
  const [here, twin] = [
    await submit({ evidenceUrl, amount: '55' }),
    await submit({ evidenceUrl, amount: '56', agreementId: there.id }),
  ];
  const ask = (persona: Persona) =>
    world.askAs(
      persona,
      'query ($id: ID!) { agreement(id: $id) { budget { doubleClaims { kind evidenceUrl claims { id agreement { id } } } } } }',
      { id: there.id },
    );
  const { data } = await ask(BOSS);
  expect(data.agreement.budget.doubleClaims).toEqual([
    {
      kind: 'EVIDENCE',
      evidenceUrl,
      claims: expect.arrayContaining([
        { id: here.id, agreement: { id: agreement.id } },
        { id: twin.id, agreement: { id: there.id } },
      ]),
    },
  ]);
  expect((await ask(partner)).data.agreement.budget.doubleClaims).toEqual([]);
});

test('a partner claims and reports for its own agreements only, and decides nothing', async () => {
  // The money of this programme is published: everybody reads its agreements, but not the claims.
  expect(codesOf(await world.change(other, 'submitClaim', claim()))).toEqual(['NOT_ALLOWED']);
  expect(codesOf(await world.change(BOSS, 'submitClaim', claim()))).toEqual(['NOT_ALLOWED']);
  const foreign = claim({ organisationId: world.organisations[0]?.id });
  expect(codesOf(await world.change(partner, 'submitClaim', foreign))).toEqual(['NOT_ALLOWED']);
  const { id } = await submit({ evidenceUrl: 'https://example.org/factuur/9', amount: '9' });
  expect(await world.refused(partner, 'approveClaim', { claimId: id })).toMatchObject([
    { code: 'NOT_ALLOWED' },
  ]);
  expect(await world.refused(other, 'approveClaim', { claimId: id })).toMatchObject([{ code: 'NOT_FOUND' }]);
  const { obligation } = await world.must(
    'setObligation',
    { agreementId: agreement.id, kind: 'MEALS', title: 'Maaltijden', unit: 'meals', due: '10' },
    'obligation { id }',
  );
  const report = { obligationId: obligation.id, realised: '12' };
  expect(codesOf(await world.change(other, 'recordRealised', report))).toEqual(['NOT_ALLOWED']);
  const done = await world.change(partner, 'recordRealised', report, 'obligation { short { value } }');
  expect(done).toMatchObject({ obligation: { short: { value: '0' } }, userErrors: [] });
  expect(
    await world.refused(partner, 'setObligation', {
      agreementId: agreement.id,
      kind: 'MEALS',
      title: 'x',
      unit: 'x',
    }),
  ).toMatchObject([{ code: 'NOT_ALLOWED' }]);
});

test.each([
  ['nothing', { amount: '0' }],
  ['thousandths', { amount: '1.234' }],
  ['a period to come', { periodEnd: '2999-01-01' }],
  ['a period that ends before it begins', { periodEnd: '2024-01-01' }],
  ['evidence that no browser opens', { evidenceUrl: 'javascript:alert(1)' }],
  ['an action that the agreement is not for', { actionId: 'LAST' }],
])('a claim of %s is refused', async (_what, more: Record<string, unknown>) => {
  const actionId = more['actionId'] === 'LAST' ? world.actions.at(-1)?.id : undefined;
  const refused = await world.refused(partner, 'submitClaim', claim({ ...more, actionId }));
  expect(refused).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
});
