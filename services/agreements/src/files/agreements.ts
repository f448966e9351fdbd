import {
  type CsvFile,
  code,
  currency,
  date,
  decimal,
  figure,
  flag,
  inOrder,
  integer,
  localized,
  may,
  must,
  oneOf,
  ref,
  share,
  text,
} from '@kapstok/kit';
import {
  AGREEMENT_KIND,
  AGREEMENT_ROLE,
  AGREEMENT_STATUS,
  AMENDMENT_FIELD,
  CITY_ROLE,
  OBLIGATION_KIND,
} from '@kapstok/schema';
import { amount, ofAgreement, organisation, source } from './kinds.ts';
import {
  costIsWhole,
  divideOwnAgreement,
  doesNotCircle,
  dueOnce,
  sharesAreWhole,
  statedOnce,
  valueWithCurrency,
} from './rules.ts';

const own = (table: string, name: string, about: string) =>
  ({ name, about, table, scope: 'programme', key: ['code'] }) as const;
const ownCode = must(code, 'Code, unique in this file.');
const title = must(localized, 'Title.');

const agreements: CsvFile = {
  ...own('agreement', 'agreements.csv', 'What organisations promised each other.'),
  columns: {
    code: must(code, 'Number of the agreement, unique in this file.'),
    title,
    kind: must(oneOf(AGREEMENT_KIND), 'What kind of agreement.'),
    status: must(oneOf(AGREEMENT_STATUS), 'How it stands.'),
    // No rule binds it to the term: councils often sign after the work has begun.
    signed_on: may(date, 'When it was signed.'),
    starts_on: may(date, 'First day of its term.'),
    ends_on: may(date, 'Last day of its term.'),
    parent: may(ref('agreements.csv', ['parent']), 'The agreement of which it is a part.'),
    document_url: may(text, 'Web address of its text.'),
    contract_value: may(amount, 'What the work is worth as agreed; with `contract_currency`.'),
    contract_currency: may(currency, 'Currency of `contract_value`, and only with it.'),
    city_role: may(oneOf(CITY_ROLE), 'What the city does in it.'),
    is_synthetic: must(flag, 'Whether it is made up for demonstration.'),
    note: may(text, 'Remark.'),
    source,
  },
  rules: [inOrder('starts_on', 'ends_on'), doesNotCircle, valueWithCurrency],
};

const parties: CsvFile = {
  name: 'agreement-parties.csv',
  about: 'Which organisation is party to which agreement, and in which role.',
  table: 'agreement_party',
  scope: 'programme',
  key: ['agreement', 'organisation', 'role'],
  columns: {
    agreement: ofAgreement,
    organisation: must(organisation('organisation'), 'The organisation.'),
    role: must(oneOf(AGREEMENT_ROLE), 'In which role.'),
  },
};

const tasks: CsvFile = {
  ...own('agreement_task', 'agreement-tasks.csv', 'What belongs to the work that an agreement asks for.'),
  columns: {
    code: ownCode,
    agreement: ofAgreement,
    title,
    is_optional: must(flag, 'Whether it is done only when asked for.'),
  },
};

const obligations: CsvFile = {
  ...own('obligation', 'obligations.csv', 'What an agreement promises in numbers, and what came of it.'),
  columns: {
    code: ownCode,
    agreement: ofAgreement,
    kind: must(oneOf(OBLIGATION_KIND), 'What is promised.'),
    title,
    due_value: must(figure(decimal), 'How much is promised, in `unit`.'),
    realised_value: must(figure(decimal), 'How much was realised, in `unit`.'),
    due_share_percent: may(
      share,
      'Share of the value of the contract that is due; `due_value` then has the reason NOT_APPLICABLE.',
    ),
    unit: must(text, 'What is counted, such as places, EUR or meals per year.'),
    source,
  },
  rules: [dueOnce],
};

const allocations: CsvFile = {
  name: 'allocations.csv',
  about: 'Which share of an agreement is for which action; the shares of one agreement add to 100 %.',
  table: 'allocation',
  scope: 'programme',
  key: ['agreement', 'action'],
  columns: {
    agreement: ofAgreement,
    action: must(ref('actions.csv', ['action']), 'The action.'),
    share_percent: must(share, 'Its share of the agreement, in percent.'),
  },
  rules: [sharesAreWhole],
};

const part = integer({ from: 1, to: 1_000_000 });

const costShares: CsvFile = {
  ...own('cost_share', 'cost-shares.csv', 'Who bears which share of a cost. A share can be divided further.'),
  columns: {
    code: ownCode,
    agreement: ofAgreement,
    parent: may(ref('cost-shares.csv', ['parent']), 'The share that this one divides.'),
    bearer: must(localized, 'Who bears it, in words.'),
    organisation: may(organisation('organisation'), 'The organisation that bears it.'),
    share_numerator: must(part, 'The part, such as 2 in two fifths; of `parent` where there is one.'),
    share_denominator: must(part, 'The whole, such as 5 in two fifths.'),
    source,
  },
  rules: [doesNotCircle, divideOwnAgreement, costIsWhole],
};

const amendments: CsvFile = {
  ...own(
    'agreement_amendment',
    'agreement-amendments.csv',
    'What was changed in agreements after they were signed; a row for each thing.',
  ),
  columns: {
    code: ownCode,
    agreement: ofAgreement,
    number: must(
      integer({ from: 1, to: 10_000 }),
      'Which amendment of the agreement; rows with one number belong together.',
    ),
    amended_on: must(date, 'The day of the amendment.'),
    field: must(oneOf(AMENDMENT_FIELD), 'What was changed.'),
    value_before: may(text, 'What it was.'),
    value_after: may(text, 'What it became.'),
    reason: may(text, 'Why.'),
  },
};

const staffing: CsvFile = {
  ...own(
    'staffing',
    'staffing.csv',
    'Who employs how many for an agreement, and the total as it was stated.',
  ),
  columns: {
    code: ownCode,
    agreement: ofAgreement,
    action: may(ref('actions.csv', ['action']), 'The action they work for.'),
    employer: may(organisation('employer'), 'Who employs them; empty: the row is the total as stated.'),
    fte: must(decimal, 'Full-time equivalents, 0 or more.'),
    head_count: may(integer({ from: 0, to: 1_000_000 }), 'How many persons that is.'),
    source,
  },
  rules: [statedOnce],
};

export const agreementFiles: readonly CsvFile[] = [
  agreements,
  parties,
  tasks,
  obligations,
  allocations,
  costShares,
  amendments,
  staffing,
];
