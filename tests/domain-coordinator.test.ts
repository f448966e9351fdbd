// What the coordinator of one policy domain changes of money and poverty tests, and what of the others is refused.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, type Payload } from './access-world.ts';
import { BOSS, type MoneyWorld, openMoneyWorld, SLUG } from './money-world.ts';
import type { Persona } from './tokens.ts';

/** The account has this role, which changes nothing here, and coordinates one domain. */
const COORDINATOR: Persona = { role: 'SECRETARY', programme: SLUG };
const STEERING = /^Only the director of the programme, or the coordinator of (every|the) domain/;

let world: MoneyWorld;
let own: { readonly domainId: string; readonly actionId: string };
let other: typeof own;
let templateId: string;
beforeAll(async () => {
  world = await openMoneyWorld();
  const places = world.actions.map(({ id, domain }) => ({ actionId: id, domainId: domain.id }));
  [own] = places as [typeof own];
  other = places.find(({ domainId }) => domainId !== own.domainId) ?? own;
  expect(other.domainId).not.toBe(own.domainId);
  const me = await world.askAs(COORDINATOR, '{ viewer { account { id } } }');
  const role = { role: 'COORDINATOR', programmeId: world.programme, domainId: own.domainId };
  const assigned = await world.assign(BOSS, { ...role, accountId: me.data.viewer.account.id });
  expect(assigned.userErrors).toEqual([]);
  const { data } = await world.ask('{ testTemplates(first: 1) { nodes { id } } }');
  templateId = data.testTemplates.nodes[0].id;
});
afterAll(() => world?.close());

const LINE = { kind: 'COST', category: 'STAFF', title: 'Loon', currency: 'EUR', originalAmount: '100' };
const line = (place: object) => ({ programmeId: world.programme, ...LINE, ...place });
const shared = (...actionIds: string[]) => ({
  programmeId: world.programme,
  title: 'Samen',
  kind: 'CONTRACT',
  allocations: actionIds.map((actionId) => ({ actionId, sharePercent: String(100 / actionIds.length) })),
});
const spending = ({ actionId }: typeof own) => ({ type: 'SPENDING', amount: '5', currency: 'EUR', actionId });
/** A budget line that the director made. */
const lineOf = async ({ actionId }: typeof own): Promise<{ budgetLineId: string }> => {
  const { budgetLine } = await world.must('setBudgetLine', line({ actionId }), 'budgetLine { id }');
  return { budgetLineId: budgetLine.id };
};
const agreementOf = async (...actionIds: string[]): Promise<{ agreementId: string }> => {
  const { agreement } = await world.must('createAgreement', shared(...actionIds), 'agreement { id }');
  return { agreementId: agreement.id };
};
const tested = ({ actionId }: typeof own) => ({
  actionId,
  templateId,
  moment: 'RUNNING',
  decidingBody: 'College',
});

/** Each change with what it is about, in the domain and in the other. */
const CHANGES: readonly [string, (place: typeof own) => object | Promise<object>][] = [
  ['setBudgetLine', ({ actionId }) => line({ actionId })],
  ['setBudgetLine', ({ domainId }) => line({ domainId })],
  ['reviseBudgetLine', async (place) => ({ ...(await lineOf(place)), amount: '90', reason: 'Minder.' })],
  ['removeBudgetLine', async (place) => ({ ...(await lineOf(place)), reason: 'Dubbel.' })],
  ['recordTransaction', spending],
  ['createAgreement', ({ actionId }) => shared(actionId)],
  ['updateAgreement', async ({ actionId }) => ({ ...(await agreementOf(actionId)), note: 'Nagekeken.' })],
  ['requestTest', tested],
];
const send = async (mutation: string, input: object): Promise<Payload> =>
  world.change(COORDINATOR, mutation, input as Record<string, unknown>);

describe('the coordinator of one domain', () => {
  test.each(CHANGES)('%s: in it', async (mutation, inputOf) => {
    expect(codesOf(await send(mutation, await inputOf(own)))).toEqual([]);
  });

  test.each(CHANGES)('%s: not in another', async (mutation, inputOf) => {
    const { userErrors } = await send(mutation, await inputOf(other));
    expect(userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    expect(userErrors[0].message).toMatch(STEERING);
  });

  test('changes no agreement that is also for another domain, and none that is for nothing yet', async () => {
    const both = await agreementOf(own.actionId, other.actionId);
    const none = await agreementOf();
    for (const one of [both, none])
      expect(codesOf(await send('updateAgreement', { ...one, note: 'Nagekeken.' }))).toEqual(['NOT_ALLOWED']);
    expect(codesOf(await send('createAgreement', shared(own.actionId, other.actionId)))).toEqual([
      'NOT_ALLOWED',
    ]);
    expect(codesOf(await send('createAgreement', shared()))).toEqual(['NOT_ALLOWED']);
    expect(codesOf(await send('setBudgetLine', line({})))).toEqual(['NOT_ALLOWED']);
  });

  test('opens no gate, also not of an action of the domain', async () => {
    const input = { actionId: own.actionId, reason: 'Dringend.' };
    expect(codesOf(await send('overrideGate', input))).toEqual(['NOT_ALLOWED']);
  });
});
