import type { Agreement } from './agreements.ts';
import { lineCode, moneyOf } from './budget.ts';
import type { City } from './city.ts';
import { addDays, blurred, dayBetween, WRITTEN_ON, yearOf } from './days.ts';
import { Dice } from './dice.ts';
import { theCity } from './organisations.ts';
import { SOURCE } from './programme.ts';
import { numbered, type Row } from './row.ts';

interface Payment {
  readonly agreement: Agreement;
  readonly year: number;
  readonly dueOn: string;
  readonly amount: number;
  readonly paidOn: string | undefined;
}

/** Two halves a year while the term lasts: paid, due, or overdue on the day of writing. */
function* payments({ seed, agreements }: City): Generator<Payment> {
  const dice = new Dice(seed, 'payments');
  for (const agreement of agreements) {
    const { startsOn, endsOn, status, yearly } = agreement;
    if (yearly === 0 || startsOn === undefined || status === 'DRAFT') continue;
    const last = yearOf(endsOn ?? '2027-12-31');
    for (let year = yearOf(startsOn); year <= last; year++)
      for (const half of [`${year}-03-31`, `${year}-10-31`]) {
        const dueOn = addDays(half, dice.whole(-10, 15));
        const paidOn = addDays(dueOn, dice.whole(-6, 35));
        const isUnpaid = status === 'TERMINATED' ? dice.chance(0.4) : dice.chance(0.06);
        if (dueOn < startsOn || (endsOn !== undefined && dueOn > addDays(endsOn, 60))) continue;
        const isPaid = paidOn < WRITTEN_ON && !isUnpaid;
        yield { agreement, year, dueOn, amount: Math.floor(yearly / 2), paidOn: isPaid ? paidOn : undefined };
      }
  }
}

export function* scheduledPaymentRows(city: City): Generator<Row> {
  let count = 0;
  for (const { agreement, dueOn, amount, paidOn } of payments(city))
    yield {
      code: numbered('SP-', count++),
      agreement: agreement.code,
      due_on: dueOn,
      amount: moneyOf(amount),
      currency: 'EUR',
      receiver: agreement.partner.code,
      paid_on: paidOn,
      is_synthetic: true,
      source: SOURCE,
    };
}

export function* transactionRows(city: City): Generator<Row> {
  const dice = new Dice(city.seed, 'transactions');
  const payer = theCity(city.organisations).code;
  let count = 0;
  const move = (
    agreement: Agreement,
    year: number,
    type: string,
    on: string,
    euros: number,
    more: Row = {},
  ): Row => ({
    code: numbered('TR-', count++, 5),
    agreement: agreement.code,
    budget_line: agreement.years.includes(year) ? lineCode(agreement.code, year, 'R') : undefined,
    type,
    transacted_on: blurred(dice, on),
    amount: moneyOf(euros),
    currency: 'EUR',
    provider: payer,
    receiver: agreement.partner.code,
    is_synthetic: true,
    source: SOURCE,
    ...more,
  });
  let promised = '';
  for (const { agreement, year, amount, paidOn, dueOn } of payments(city)) {
    const key = `${agreement.code} ${year}`;
    if (key !== promised && agreement.years.includes(year)) {
      const start = agreement.startsOn ?? dueOn;
      const begin = `${year}-01-10` > start ? `${year}-01-10` : start;
      yield move(agreement, year, 'COMMITMENT', begin, agreement.yearly);
      if (!agreement.funder.isInternal)
        yield move(
          agreement,
          year,
          'INCOMING',
          addDays(begin, dice.whole(20, 80)),
          Math.round(agreement.yearly * 0.9),
          {
            provider: agreement.funder.code,
            receiver: payer,
          },
        );
      const staff = lineCode(agreement.code, year, 'S');
      const spent = dayBetween(dice, `${year}-11-01`, `${year}-12-31`);
      if (dice.chance(0.5))
        yield move(
          agreement,
          year,
          'SPENDING',
          spent,
          Math.round((agreement.yearly * dice.whole(40, 70)) / 100),
          {
            budget_line: staff,
            action: dice.chance(0.3) ? agreement.actions[0]?.action.code : undefined,
            provider: agreement.partner.code,
            receiver: undefined,
          },
        );
    }
    promised = key;
    if (paidOn !== undefined) yield move(agreement, year, 'PAYMENT', paidOn, amount);
    if (paidOn !== undefined && dice.chance(0.02))
      yield move(agreement, year, 'PAYMENT', addDays(paidOn, 45), -Math.floor(amount / 10), {
        note: 'Paid back: fewer hours than agreed.',
      });
  }
}
