import type { AmendmentField } from '@kapstok/schema';
import type { Agreement } from './agreements.ts';
import { contractValue } from './agreements.ts';
import type { City } from './city.ts';
import { addDays, addMonths, earlier, endOfMonth, WRITTEN_ON } from './days.ts';
import { Dice } from './dice.ts';
import { numbered, type Row } from './row.ts';

const FIELDS: Readonly<Record<AmendmentField, number>> = {
  ENDS_ON: 6,
  CONTRACT_VALUE: 4,
  TITLE: 1,
  STARTS_ON: 1,
  DOCUMENT: 1,
  PARTIES: 1,
  TASKS: 2,
};
const REASONS = [
  'Extended by the council.',
  'More hours than foreseen.',
  'Put right after a remark of the auditor.',
];

/** Every third agreement with a term was changed after it began, some in two things at once. */
export function* amendmentRows({ seed, agreements }: City): Generator<Row> {
  const dice = new Dice(seed, 'amendments');
  let count = 0;
  for (const [i, agreement] of agreements.entries()) {
    const { code, status, startsOn } = agreement;
    if (i % 3 !== 0 || status === 'DRAFT' || startsOn === undefined || startsOn > WRITTEN_ON) continue;
    const amendedOn = earlier(addDays(startsOn, dice.whole(40, 400)), WRITTEN_ON);
    const reason = dice.of(REASONS);
    const field = dice.deal(count, FIELDS);
    const fields = dice.chance(0.25) && field !== 'TASKS' ? [field, 'TASKS' as const] : [field];
    for (const changed of fields)
      yield {
        code: numbered('AM-', count++),
        agreement: code,
        number: 1,
        amended_on: amendedOn,
        field: changed,
        ...valuesOf(agreement, changed),
        reason,
      };
  }
}

/** What stands now came after; what was before is made up. */
function valuesOf(agreement: Agreement, field: AmendmentField): Row {
  const { code, title, startsOn = '', endsOn, partner } = agreement;
  const value = contractValue(agreement) ?? 0;
  const values: Readonly<Record<AmendmentField, readonly [string, string]>> = {
    TITLE: [`${title.nl} (proef)`, title.nl ?? ''],
    STARTS_ON: [endOfMonth(addMonths(startsOn, -1)), startsOn],
    ENDS_ON: [endOfMonth(addMonths(endsOn ?? WRITTEN_ON, -12)), endsOn ?? ''],
    CONTRACT_VALUE: [`${Math.round(value * 0.9)}.00 EUR`, `${value}.00 EUR`],
    DOCUMENT: ['', `https://example.org/agreements/${code}`],
    PARTIES: ['', partner.code],
    TASKS: ['Huisbezoek op vraag', ''],
  };
  const [before, after] = values[field];
  return { value_before: before || undefined, value_after: after || undefined };
}
