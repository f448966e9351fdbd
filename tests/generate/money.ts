import fc from 'fast-check';
import type { Row } from '../programme-folder.ts';
import {
  amount,
  at,
  code,
  type Drawn,
  flag,
  maybe,
  numbered,
  partial,
  pick,
  reason,
  some,
  text,
} from './draws.ts';
import type { PlanRows } from './plan.ts';
import type { Shape } from './shape.ts';

const weight = fc.integer({ min: 1, max: 50 });
const moneyOf = (shape: Shape) => ({
  agreement: maybe(pick),
  action: maybe(pick),
  currency: fc.constantFrom(...(shape.currencies ?? ['EUR', 'GBP', 'JPY'])),
});
const drawAgreement = fc.record({
  title: text,
  status: fc.constantFrom('DRAFT', 'SIGNED', 'IN_FORCE', 'IN_FORCE', 'ENDED', 'TERMINATED'),
  endsOn: maybe(fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })),
  shares: some(fc.record({ action: pick, weight }), 5),
});
const drawLine = {
  title: text,
  domain: maybe(pick),
  year: maybe(fc.integer({ min: 1900, max: 2200 })),
  kind: fc.constantFrom('COST', 'REVENUE'),
  original: maybe(amount),
  revised: maybe(amount),
  reason,
  funder: maybe(pick),
  inKind: flag,
};
const drawTransaction = {
  line: maybe(pick),
  type: fc.constantFrom('INCOMING', 'COMMITMENT', 'PAYMENT', 'SPENDING'),
  on: partial,
  amount: fc.tuple(fc.constantFrom('', '-'), amount).map((parts) => parts.join('')),
};

/** Agreements, how they are divided, and the money planned and moved. */
export const drawMoney = (shape: Shape) =>
  fc.record({
    agreements: some(drawAgreement, 5),
    lines: some(fc.record({ ...moneyOf(shape), ...drawLine }), 15, shape.money),
    transactions: some(fc.record({ ...moneyOf(shape), ...drawTransaction }), 15, shape.money),
  });
type Money = Drawn<ReturnType<typeof drawMoney>>;

export function moneyFiles(money: Money, language: string, plan: PlanRows) {
  const agreements = money.agreements.map(({ title, status, endsOn }, i) => ({
    code: numbered('AG', i),
    [`title_${language}`]: title,
    kind: 'CONTRACT',
    status,
    ends_on: endsOn?.toISOString().slice(0, 10) ?? '',
    is_synthetic: 'true',
  }));
  const lines = money.lines.map((line, i) => ({
    ...lineRow(line, i, agreements, plan),
    [`title_${language}`]: line.title,
  }));
  return {
    'agreements.csv': agreements,
    'allocations.csv': money.agreements.flatMap(({ shares }, i) =>
      divide(numbered('AG', i), shares, plan.actions),
    ),
    'budget-lines.csv': lines,
    'transactions.csv': money.transactions.map((transaction, i) => ({
      code: numbered('T', i),
      agreement: code(at(agreements, transaction.agreement)),
      budget_line: code(at(lines, transaction.line)),
      action: code(at(plan.actions, transaction.action)),
      type: transaction.type,
      transacted_on: transaction.on,
      amount: transaction.amount,
      currency: transaction.currency,
      is_synthetic: 'true',
    })),
  };
}

const lineRow = (
  line: Money['lines'][number],
  i: number,
  agreements: readonly Row[],
  { actions, domains, organisations }: PlanRows,
): Row => ({
  code: numbered('BL', i),
  agreement: code(at(agreements, line.agreement)),
  action: code(at(actions, line.action)),
  domain: code(at(domains, line.domain)),
  year: String(line.year ?? ''),
  kind: line.kind,
  category: 'OTHER',
  funder: code(at(organisations, line.funder)),
  is_in_kind: line.inKind,
  certainty: 'COMMITTED',
  original_amount: line.original ?? '',
  revised_amount: line.revised ?? '',
  amount_reason: line.original === undefined && line.revised === undefined ? line.reason : '',
  currency: line.currency,
  is_derived: 'false',
  is_synthetic: 'true',
});

/** Shares of one agreement that add to 100 %. */
function divide(
  agreement: string,
  shares: readonly { readonly action: number; readonly weight: number }[],
  actions: readonly Row[],
): Row[] {
  if (actions.length === 0) return [];
  const weights = new Map(shares.map((share) => [code(at(actions, share.action)), share.weight]));
  const whole = [...weights.values()].reduce((sum, one) => sum + one, 0);
  let left = 10_000;
  return [...weights].map(([action, part], i) => {
    const points = i === weights.size - 1 ? left : Math.floor((10_000 * part) / whole);
    left -= points;
    return { agreement, action, share_percent: (points / 100).toFixed(2) };
  });
}
