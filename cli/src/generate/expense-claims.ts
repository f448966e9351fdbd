import type { ExpenseClaimStatus } from '@kapstok/schema';
import { moneyOf } from './budget.ts';
import type { City } from './city.ts';
import { addDays, WRITTEN_ON } from './days.ts';
import { Dice } from './dice.ts';
import { transactionRows } from './ledger.ts';
import { numbered, type Row } from './row.ts';

const STATUSES: Readonly<Record<ExpenseClaimStatus, number>> = { APPROVED: 12, SUBMITTED: 4, REJECTED: 2 };
const PURPOSES = ['Lonen van de begeleiders', 'Materiaal en vervoer', 'Huur van het lokaal'];

/** What partners spent on a known day, as they claimed it: approved it is the spending, else it is a claim alone. */
export function* expenseClaimRows(city: City): Generator<Row> {
  const dice = new Dice(city.seed, 'expense-claims');
  let count = 0;
  for (const spending of transactionRows(city)) {
    const on = String(spending['transacted_on']);
    if (spending['type'] !== 'SPENDING' || on.length < 10) continue;
    const status = dice.deal(count, STATUSES);
    const submittedOn = addDays(on, dice.whole(5, 40));
    // The day of writing is the latest that anybody can have done anything.
    if (submittedOn > addDays(WRITTEN_ON, -30)) continue;
    const decidedOn = addDays(submittedOn, dice.whole(3, 28));
    const isApproved = status === 'APPROVED';
    yield {
      code: numbered('EC-', count),
      agreement: spending['agreement'],
      organisation: spending['provider'],
      action: spending['action'],
      amount: isApproved ? spending['amount'] : moneyOf(dice.whole(4, 60) * 50),
      currency: 'EUR',
      period_start: `${on.slice(0, 4)}-01-01`,
      period_end: on,
      purpose: dice.of(PURPOSES),
      // Every fortieth is a bill that was handed in before.
      evidence_url: `https://example.org/bills/${count % 40 === 39 ? count : count + 1}`,
      status,
      submitted_on: submittedOn,
      decided_on: status === 'SUBMITTED' ? undefined : decidedOn,
      decision_reason: status === 'REJECTED' ? 'The bill is of another agreement.' : undefined,
      transaction: isApproved ? spending['code'] : undefined,
    };
    count++;
  }
}
