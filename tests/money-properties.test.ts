import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Payload } from './access-world.ts';
import { BOSS, type MoneyWorld, openMoneyWorld, SLUG } from './money-world.ts';

const isSoak = process.env['KAPSTOK_SOAK'] === '1';
const MEASURES = ['planned', 'revenue', 'received', 'committed', 'paid', 'spent'] as const;
const SUMS = MEASURES.map((measure) => `${measure} { amount currency }`).join(' ');

let world: MoneyWorld;
beforeAll(async () => {
  world = await openMoneyWorld();
});
afterAll(() => world?.close());

const cents = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 90_000_000 }));
const currency = fc.constantFrom('EUR', 'EUR', 'CHF');
const pick = fc.nat({ max: 5 });
/** One change of the books, in any order and however little sense it makes. */
const step = fc.oneof(
  fc.record({
    do: fc.constant('line' as const),
    kind: fc.constantFrom('COST', 'REVENUE'),
    cents,
    currency,
    pick,
    place: pick,
  }),
  fc.record({ do: fc.constant('revise' as const), cents, pick }),
  fc.record({ do: fc.constant('commit' as const), pick }),
  fc.record({ do: fc.constant('remove' as const), pick }),
  fc.record({
    do: fc.constant('move' as const),
    type: fc.constantFrom('INCOMING', 'COMMITMENT', 'PAYMENT', 'SPENDING'),
    cents: cents.map((one) => (one % 3 === 0 ? -one : one)),
    currency,
    pick,
    place: pick,
  }),
  fc.record({
    do: fc.constant('divide' as const),
    weights: fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 4 }),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const amountOf = (one: number) =>
  `${one < 0 ? '-' : ''}${Math.floor(Math.abs(one) / 100)}.${String(Math.abs(one) % 100).padStart(2, '0')}`;

/** Shares that add to 100 %, for the first actions. */
function sharesOf(weights: readonly number[]) {
  const whole = weights.reduce((sum, one) => sum + one, 0);
  let left = 10_000;
  return weights.map((weight, i) => {
    const points = i === weights.length - 1 ? left : Math.floor((10_000 * weight) / whole);
    left -= points;
    return { actionId: world.actions[i]?.id, sharePercent: (points / 100).toFixed(2) };
  });
}

/** What money of a step is for: an action, a domain, or the agreement that divides it. */
const placeOf = (place: number, agreementId: string) =>
  place < 2
    ? { actionId: world.actions[place]?.id }
    : place === 2
      ? { domainId: world.actions[0]?.domain.id }
      : { agreementId };

async function carryOut(one: Step, agreementId: string, lines: string[]): Promise<void> {
  const line = 'pick' in one ? lines[one.pick % Math.max(lines.length, 1)] : undefined;
  const ask = (mutation: string, input: Record<string, unknown>, show = '') =>
    world.change(BOSS, mutation, input, show);
  if (one.do === 'line') {
    const input = {
      programmeId: world.programme,
      kind: one.kind,
      category: 'OTHER',
      title: 'Post',
      currency: one.currency,
    };
    const made = await ask(
      'setBudgetLine',
      { ...input, originalAmount: amountOf(one.cents), ...placeOf(one.place, agreementId) },
      'budgetLine { id }',
    );
    lines.push(made.budgetLine.id);
  }
  if (one.do === 'move') {
    const { domainId: _none, ...place } = { domainId: null, ...placeOf(one.place, agreementId) };
    const on = one.pick % 2 === 0 || line === undefined ? { agreementId, ...place } : { budgetLineId: line };
    await ask('recordTransaction', {
      type: one.type,
      amount: amountOf(one.cents),
      currency: one.currency,
      ...on,
    });
  }
  if (one.do === 'divide')
    await ask('allocateAgreement', { agreementId, allocations: sharesOf(one.weights) });
  if (line === undefined) return;
  if (one.do === 'revise')
    await ask('reviseBudgetLine', { budgetLineId: line, amount: amountOf(one.cents), reason: 'Herzien.' });
  if (one.do === 'commit') await ask('commitBudget', { budgetLineId: line });
  if (one.do === 'remove') await ask('removeBudgetLine', { budgetLineId: line, reason: 'Fout.' });
}

/** Sums of one measure over several summaries, by currency, in cents. */
function add(budgets: readonly Payload[], measure: string): Record<string, bigint> {
  const sums: Record<string, bigint> = {};
  for (const { amount, currency: of } of budgets.flatMap((budget) => budget[measure])) {
    const [, sign = '', whole = '0', rest = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
    sums[of] = (sums[of] ?? 0n) + BigInt(`${sign}${whole}${rest.padEnd(2, '0')}`);
  }
  return Object.fromEntries(
    Object.entries(sums)
      .filter(([, sum]) => sum !== 0n)
      .sort(),
  );
}

test(
  'books that are built change by change: every margin is the sum of its cells, to the cent, in each currency',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 12 }), async (steps) => {
        const { id } = await world.agreement({ allocations: sharesOf([2, 3, 5]) });
        const lines: string[] = [];
        for (const one of steps) await carryOut(one, id, lines);
        expect(await world.strays()).toEqual([]);
        await expectMargins(`agreement(id: "${id}")`);
        await expectMargins(`programme(slug: "${SLUG}")`);
        await expectDomains();
      }),
      { numRuns: isSoak ? 300 : 2 },
    );
  },
  isSoak ? 6 * 3600_000 : 120_000,
);

/** By year, by category and by funder a summary adds up to its whole. */
async function expectMargins(parent: string): Promise<void> {
  const slices = ['byYear', 'byCategory', 'byFunder'];
  const { data, errors } = await world.ask(
    `{ parent: ${parent} { budget { ${SUMS} ${slices.map((slice) => `${slice} { ${SUMS} }`).join(' ')} } } }`,
  );
  expect(errors).toEqual([]);
  const { budget } = data.parent;
  for (const measure of MEASURES)
    for (const slice of slices)
      expect({ slice, measure, sums: add(budget[slice], measure) }).toEqual({
        slice,
        measure,
        sums: add([budget], measure),
      });
}

/** By goal and level of its actions, and of what is for none, a domain adds up to its whole. */
async function expectDomains(): Promise<void> {
  const { data, errors } = await world.ask(
    `{ programme(slug: "${SLUG}") { budget { ${SUMS} } domains { budget { ${SUMS} byGoalAndLevel { ${SUMS.replace('received { amount currency }', '')} } } } } }`,
  );
  expect(errors).toEqual([]);
  for (const { budget } of data.programme.domains)
    for (const measure of MEASURES.filter((one) => one !== 'received'))
      expect({ measure, sums: add(budget.byGoalAndLevel, measure) }).toEqual({
        measure,
        sums: add([budget], measure),
      });
}
