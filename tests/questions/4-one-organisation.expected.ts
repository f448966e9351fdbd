import type { Plan } from './plan.ts';
import { entriesOf, sumOf } from './sums.ts';
import { openRecommendations } from './tests-of-actions.ts';

const byText = (a: string, b: string) => (a < b ? -1 : 1);

/** The money of one agreement; what is left is committed less paid, where something was committed. */
function moneyOf(plan: Plan, number: string | undefined) {
  const entries = entriesOf(plan).filter(({ agreement }) => agreement === number);
  const minusPaid = entries.map((entry) =>
    entry.type === 'PAYMENT' ? { ...entry, cents: -(entry.cents ?? 0n) } : entry,
  );
  const committed = sumOf(entries, 'COMMITMENT');
  return {
    committed,
    paid: sumOf(entries, 'PAYMENT'),
    remaining: committed.length === 0 ? [] : sumOf(minusPaid, 'COMMITMENT', 'PAYMENT'),
  };
}

/** What the files of all plans say of one organisation; `slug` beside each plan. */
export function expected(plans: ReadonlyMap<string, Plan>, code: string, now: string) {
  const all = [...plans];
  const of = (row: { organisation?: string }) => row.organisation === code;
  const [row] = all.flatMap(([, plan]) => plan.rows('organisations').filter((one) => one['code'] === code));
  const actions = all.flatMap(([slug, plan]) => {
    const codes = new Set(
      plan
        .rows('participations')
        .filter(of)
        .map(({ action }) => action),
    );
    return plan
      .rows('actions')
      .filter((action) => codes.has(action['code']))
      .map((action) => ({ code: action['code'] ?? '', status: action['status'], programme: { slug } }));
  });
  const agreements = all.flatMap(([slug, plan]) => {
    const parties = plan.rows('agreement-parties');
    const numbers = new Set(parties.filter(of).map(({ agreement }) => agreement));
    return plan
      .rows('agreements')
      .filter((agreement) => numbers.has(agreement['code']))
      .map(({ code: number = '', status, starts_on, ends_on }) => ({
        number,
        status,
        startsOn: starts_on || null,
        endsOn: ends_on || null,
        programme: { slug },
        parties: parties
          .filter(({ agreement }) => agreement === number)
          .map(({ role, organisation }) => ({ role, organisation: { code: organisation } })),
        allocations: plan
          .rows('allocations')
          .filter(({ agreement }) => agreement === number)
          .sort((a, b) => Number(b['share_percent']) - Number(a['share_percent']))
          .map(({ share_percent, action }) => ({
            share: { value: String(Number(share_percent)) },
            action: { code: action },
          })),
        budget: moneyOf(plan, number),
      }));
  });
  const due = all.flatMap(([, plan]) =>
    plan
      .rows('scheduled-payments')
      .filter(({ receiver, paid_on }) => receiver === code && paid_on === '')
      .map((payment) => ({
        code: payment['code'],
        dueOn: payment['due_on'] ?? '',
        isOverdue: (payment['due_on'] ?? '') < now,
        amount: { amount: String(Number(payment['amount'])), currency: payment['currency'] },
        agreement: { number: payment['agreement'] },
      })),
  );
  const recommendations = all.flatMap(([, plan]) =>
    openRecommendations(plan, () => true)
      .filter(({ owner }) => owner === code)
      .map((one) => ({
        code: one['code'],
        isOpen: true,
        isOverdue: one['due_on'] !== '' && (one['due_on'] ?? '') < now,
        test: { code: one['test'] },
      })),
  );
  return {
    code,
    name: row?.['name'],
    isSynthetic: row?.['is_synthetic'] === 'true',
    actions: { totalCount: actions.length, nodes: actions.sort((a, b) => byText(a.code, b.code)) },
    agreements: {
      totalCount: agreements.length,
      nodes: agreements.sort((a, b) => byText(a.number, b.number)),
    },
    due: { totalCount: due.length, nodes: due.sort((a, b) => byText(a.dueOn, b.dueOn)) },
    recommendations: { nodes: recommendations },
  };
}

/** Speelbrug (made up) is still to be paid 24,500 and 32,500, both long overdue. By hand. */
export const SPEELBRUG_DUE = ['SP-3 2016-01-31 24500', 'SP-5 2016-09-15 32500'];
