import { afterAll, beforeAll, test } from 'vitest';
import { id, type Ledger, openLedger, row } from './testing/ledger.ts';
let ledger: Ledger;
beforeAll(async () => { ledger = await openLedger(); });
afterAll(() => ledger.close());
test('perf', async () => {
  const p = id('prog', 1);
  const actions = Array.from({ length: 400 }, (_, i) => id('act', i));
  const domains = Array.from({ length: 10 }, (_, i) => id('dom', i));
  const t = async (n: string, w: () => Promise<unknown>) => { const s = performance.now(); const r = await w(); console.log(n, (performance.now() - s).toFixed(1)); return r; };
  await t('write', () => ledger.write({
    organisation: Array.from({ length: 200 }, (_, i) => row.organisation(i)),
    agreement: Array.from({ length: 300 }, (_, i) => row.agreement(p, i)),
    agreement_party: Array.from({ length: 600 }, (_, i) => ({ id: id('part', i), programme_id: p, agreement_id: id('agr', i % 300), organisation_id: id('org', i % 200), role: i < 300 ? 'FUNDER' : 'CONTRACTOR' })),
    allocation: Array.from({ length: 900 }, (_, i) => row.allocation(p, i, Math.floor(i / 3), (i * 7) % 400, i % 3 === 2 ? 3334 : 3333)),
    budget_line: Array.from({ length: 20000 }, (_, i) => row.line(p, i, { agreement_id: id('agr', i % 300), action_id: i % 4 === 0 ? id('act', i % 400) : null, year: 2014 + (i % 6), kind: i % 3 ? 'COST' : 'REVENUE', original_amount_cents: i * 13 + 1, funder_id: id('org', i % 50) })),
    transaction: Array.from({ length: 20000 }, (_, i) => row.transaction(p, i, { budget_line_id: id('line', i), amount_cents: i * 5 })),
  }));
  await t('learn', () => ledger.learn(p, Object.fromEntries(actions.map((a, i) => [a, { domainId: domains[i % 10] ?? '', blockId: null, status: 'RUNNING' }]))));
  for (let i = 0; i < 3; i++) {
    await t('10 domains totals', () => ledger.askOf('PolicyDomain', domains, 'budget { planned { amount } deficit { amount } }'));
    await t('programme totals', () => ledger.askOf('Programme', [p], 'budget { planned { amount } deficit { amount } }'));
    await t('10 domains all', () => ledger.askOf('PolicyDomain', domains, 'budget { planned { amount } byYear { year } doubleFunding { sourceBudget } }'));
    await t('100 actions totals', () => ledger.askOf('Action', actions.slice(0, 100), 'budget { planned { amount } }'));
    await t('100 actions lists', () => ledger.askOf('Action', actions.slice(0, 100), 'agreements { totalCount nodes { number } } budgetLines { totalCount nodes { code } }'));
    await t('orgs', () => ledger.ask('{ organisations(first: 100) { nodes { name agreements { totalCount } budget { planned { amount } } } } }'));
  }
});
