import { setTimeout as delay } from 'node:timers/promises';
import { holdGates, withOwner } from '@kapstok/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AccessWorld,
  changerOf,
  codesOf,
  directorOf,
  openAccessWorld,
  type Payload,
} from './access-world.ts';
import { type ApartHub, openApartHub } from './apart-hub.ts';
import { type Stories, stories } from './poverty-test-stories.ts';

const IS_SOAK = process.env['KAPSTOK_SOAK'] === '1';
const ROUNDS = IS_SOAK ? 1000 : 10;
const LIMIT = IS_SOAK ? 3_600_000 : 120_000;
const SLUG = 'voorbeeldstad';
const DIRECTOR = directorOf(SLUG);
const CLOSED = /^No money is committed\. The gate of action \S+ is closed: .* heard at (\S+Z)\.$/;

const promise = (actionId: string, amount = '10') => ({
  type: 'COMMITMENT',
  amount,
  currency: 'EUR',
  actionId,
});

describe('in one process', () => {
  let world: AccessWorld;
  let play: Stories;
  beforeAll(async () => {
    world = await openAccessWorld();
    play = await stories(world, SLUG);
  });
  afterAll(() => world?.close());

  /** One answer to a request for money. */
  interface Tried {
    readonly sentAt: number;
    readonly answeredAt: number;
    readonly refusal: string | null;
  }
  async function tryTo(mutation: string, input: Record<string, unknown>): Promise<Tried> {
    const sentAt = performance.now();
    const { userErrors } = await world.change(DIRECTOR, mutation, input);
    return { sentAt, answeredAt: performance.now(), refusal: userErrors[0]?.message ?? null };
  }

  /** Commits again and again, until it is refused. */
  async function promiseUntilRefused(actionId: string, count: () => void): Promise<Tried[]> {
    const one = await tryTo('recordTransaction', promise(actionId));
    count();
    return one.refusal === null ? [one, ...(await promiseUntilRefused(actionId, count))] : [one];
  }

  async function lineFor(actionId: string): Promise<string> {
    const programmeId = world.programmeId(SLUG);
    const line = { programmeId, actionId, kind: 'COST', category: 'STAFF', title: 'Loon', currency: 'EUR' };
    const input = { ...line, originalAmount: '25' };
    const { budgetLine, userErrors } = await world.change(
      DIRECTOR,
      'setBudgetLine',
      input,
      'budgetLine { id }',
    );
    expect(userErrors).toEqual([]);
    return budgetLine.id;
  }

  /** How many commitments of an action stand, for everybody to see. */
  const standing = (actionId: string): Promise<number> =>
    withOwner(world.identity.ownerUrl, async (owner) => {
      const { rows } = await owner.query<{ n: number }>(
        `select count(*)::int as n from agreements.transaction moved
         left join agreements.budget_line line on line.id = moved.budget_line_id
         where moved.type = 'COMMITMENT' and coalesce(moved.action_id, line.action_id) = $1`,
        [actionId],
      );
      return rows[0]?.n ?? 0;
    });

  /** Withdraws in the middle of many commitments; what stood when it was acknowledged, and what was answered. */
  async function round(actionId: string, testId: string, mutation: string) {
    const before = await standing(actionId);
    const lines = await Promise.all([1, 2].map(() => lineFor(actionId)));
    const commits = lines.map(async (budgetLineId) => {
      await delay(Math.random() * 60);
      return [await tryTo('commitBudget', { budgetLineId })];
    });
    let answered = 0;
    const promises = [1, 2].map(() => promiseUntilRefused(actionId, () => (answered += 1)));
    const wanted = Math.floor(Math.random() * 5);
    await expect.poll(() => answered, { interval: 1, timeout: 30_000 }).toBeGreaterThanOrEqual(wanted);
    expect(codesOf(await play.step(mutation, { testId, reason: 'Nieuwe feiten.' }))).toEqual([]);
    const acknowledgedAt = performance.now();
    const late = tryTo('recordTransaction', promise(actionId));
    const stood = (await standing(actionId)) - before;
    const tried = (await Promise.all([...commits, ...promises, late.then((one) => [one])])).flat();
    return { tried, acknowledgedAt, stood, after: (await standing(actionId)) - before };
  }

  test(
    'no commitment passes a gate after its withdrawal was acknowledged, however close they come',
    async () => {
      const { id: actionId } = play.other();
      const seen = { passed: 0, refused: 0, answeredAfter: 0 };
      let testId = await play.toAdvice(actionId, 'PROCEED');
      for (let n = 1; n <= ROUNDS; n += 1) {
        // Every fifth time the whole test is called off, and another one made.
        const mutation = n % 5 === 0 ? 'withdrawTest' : 'withdrawAdvice';
        const { tried, acknowledgedAt, stood, after } = await round(actionId, testId, mutation);
        const passed = tried.filter(({ refusal }) => refusal === null);
        expect(after, 'commitments made, and commitments answered').toBe(passed.length);
        expect(stood, 'commitments when the withdrawal was acknowledged, and in the end').toBe(after);
        for (const { refusal, sentAt } of tried) {
          if (sentAt > acknowledgedAt) expect(refusal).toMatch(CLOSED);
          if (refusal !== null) expect(refusal).toMatch(CLOSED);
        }
        seen.passed += passed.length;
        seen.refused += tried.length - passed.length;
        seen.answeredAfter += passed.filter(({ answeredAt }) => answeredAt > acknowledgedAt).length;
        if (mutation === 'withdrawTest') testId = await play.toAdvice(actionId, 'PROCEED');
        else expect(codesOf(await play.advise(testId, 'PROCEED'))).toEqual([]);
      }
      expect(seen.passed).toBeGreaterThan(0);
      process.stderr.write(`${ROUNDS} withdrawals: ${JSON.stringify(seen)}\n`);
    },
    LIMIT,
  );
});

describe('apart', () => {
  let hub: ApartHub;
  let play: Stories;
  let change: AccessWorld['change'];
  beforeAll(async () => {
    hub = await openApartHub('shipped');
    change = changerOf(hub.askAs);
    play = await stories({ ask: hub.ask, change }, SLUG);
  });
  afterAll(() => hub?.close());

  const refusalOf = async (actionId: string): Promise<string | null> => {
    const { userErrors } = await change(DIRECTOR, 'recordTransaction', promise(actionId));
    return userErrors[0]?.message ?? null;
  };
  const soon = (actionId: string, isOpen: boolean) =>
    expect
      .poll(async () => (await refusalOf(actionId)) === null, { timeout: 30_000, interval: 100 })
      .toBe(isOpen);
  const gatesOf = async (agreementId: string): Promise<Payload[]> => {
    const query = 'query ($id: ID!) { agreement(id: $id) { gates { isOpen reason knownAsOf } } }';
    return (await hub.ask(query, { id: agreementId })).data.agreement.gates;
  };

  const BREACHES = `{ programme(slug: "${SLUG}") { gateBreaches { nodes { action { id } reason closedAt passedAt heardAt } } } }`;
  const breachesOf = async (): Promise<Payload[]> =>
    (await hub.ask(BREACHES)).data.programme.gateBreaches.nodes;

  async function agreementFor(programmeId: string, actionIds: readonly string[]): Promise<string> {
    const share = String(100 / actionIds.length);
    const allocations = actionIds.map((actionId) => ({ actionId, sharePercent: share }));
    const input = { programmeId, title: 'Samen', kind: 'CONTRACT', allocations };
    const made = await change(DIRECTOR, 'createAgreement', input, 'agreement { id }');
    expect(made.userErrors).toEqual([]);
    return made.agreement.id;
  }

  test('while reviews are down the gate holds as they last said, and says since when', async () => {
    const [tested, untested] = [play.other().id, play.other().id];
    const testId = await play.toAdvice(tested, 'PROCEED');
    await soon(tested, true);
    const { data } = await hub.ask(`{ programme(slug: "${SLUG}") { id } }`);
    const agreementId = await agreementFor(data.programme.id, [tested, untested]);
    const known = await gatesOf(agreementId);
    expect(known.map(({ isOpen }) => isOpen).sort()).toEqual([false, true]);
    const [{ knownAsOf }] = known as [Payload];
    await hub.proxies.reviews.stop();
    try {
      expect(await gatesOf(agreementId)).toEqual(known);
      expect(await refusalOf(tested)).toBeNull();
      const refusal = await refusalOf(untested);
      expect(CLOSED.exec(refusal ?? '')?.[1]).toBe(knownAsOf);
    } finally {
      await hub.proxies.reviews.start();
    }
    expect(codesOf(await play.step('withdrawAdvice', { testId, reason: 'Nieuwe feiten.' }))).toEqual([]);
    await soon(tested, false);
    const [after] = (await gatesOf(agreementId)) as [Payload];
    expect(after.isOpen).toBe(false);
    expect(Date.parse(after.knownAsOf)).toBeGreaterThan(Date.parse(knownAsOf));
  });

  test('money that slips through before a withdrawal is heard shows up as a breach, with both times', async () => {
    const { id: actionId } = play.other();
    const testId = await play.toAdvice(actionId, 'PROCEED');
    await soon(actionId, true);
    const { data } = await hub.ask(`{ programme(slug: "${SLUG}") { id } }`);
    const before = await breachesOf();
    // Who holds the gates keeps the agreements service from hearing anything, as a slow network would.
    await withOwner(hub.identity.ownerUrl, async (owner) => {
      await owner.query('begin; set local search_path = agreements');
      await holdGates(owner, data.programme.id);
      expect(codesOf(await play.step('withdrawAdvice', { testId, reason: 'Nieuwe feiten.' }))).toEqual([]);
      expect(await refusalOf(actionId)).toBeNull();
      expect(await breachesOf()).toEqual(before);
      await owner.query('commit');
    });
    await soon(actionId, false);
    const found = await breachesOf();
    const isNew = ({ action }: Payload) => action.id === actionId;
    expect(found.filter((one) => !isNew(one))).toEqual(before);
    const breach = found.filter(isNew).at(-1) ?? {};
    expect(breach.reason).toBe('NO_TEST');
    expect(Date.parse(breach.passedAt)).toBeGreaterThanOrEqual(Date.parse(breach.closedAt));
    expect(Date.parse(breach.heardAt)).toBeGreaterThanOrEqual(Date.parse(breach.passedAt));
    expect(
      (await hub.askAs({ role: 'PARTNER', programme: SLUG, organisation: 'voorbeeldstad-001' }, BREACHES))
        .data.programme,
    ).toEqual({
      gateBreaches: null,
    });
  });
});
