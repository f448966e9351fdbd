import {
  type CsvFile,
  code,
  currency,
  date,
  flag,
  inOrder,
  localized,
  may,
  money,
  must,
  oneOf,
  partialDate,
  ref,
  text,
} from '@kapstok/kit';
import {
  BUDGET_CATEGORY,
  BUDGET_CERTAINTY,
  BUDGET_LINE_KIND,
  EXPENSE_CLAIM_STATUS,
  RECORDED_REASONS,
  TRANSACTION_TYPE,
} from '@kapstok/schema';
import { amount, ofAgreement, organisation, source, year } from './kinds.ts';
import { amountOrReason, claimIsSound } from './rules.ts';

const own = (table: string, name: string, about: string) =>
  ({ name, about, table, scope: 'programme', key: ['code'] }) as const;
const ownCode = must(code, 'Code, unique in this file.');
const isSynthetic = must(flag, 'Whether it is made up for demonstration.');
const note = may(text, 'Remark.');

const budgetLines: CsvFile = {
  ...own(
    'budget_line',
    'budget-lines.csv',
    'Money that is planned: costs, and the revenues that pay for them.',
  ),
  columns: {
    code: ownCode,
    agreement: may(ref('agreements.csv', ['agreement']), 'The agreement under which it falls.'),
    action: may(
      ref('actions.csv', ['action']),
      'The action it is for. Empty with an agreement: the line is split over the actions of the agreement.',
    ),
    domain: may(ref('domains.csv', ['domain']), 'The domain it is for; counts where no action is given.'),
    year: may(year, 'Year; empty for the whole term.'),
    kind: must(oneOf(BUDGET_LINE_KIND), 'Cost or revenue.'),
    category: must(oneOf(BUDGET_CATEGORY), 'What it is for, or where it comes from.'),
    title: must(localized, 'Title.'),
    funder: may(organisation('funder'), 'Who gives it.'),
    source_budget: may(
      text,
      'The budget of the funder it is taken from; two lines that name the same one are reported.',
    ),
    is_in_kind: must(flag, 'Whether it is given in kind: the amount is what it is worth.'),
    certainty: must(oneOf(BUDGET_CERTAINTY), 'Announced or decided.'),
    original_amount: may(amount, 'Amount as first decided.'),
    revised_amount: may(amount, 'Amount as last changed; it counts instead of the original.'),
    amount_reason: may(oneOf(RECORDED_REASONS), 'Why there is no amount; only when there is none.'),
    currency: must(currency, 'Currency, also when the amount is not known.'),
    is_derived: must(flag, 'Whether it was computed rather than stated.'),
    is_synthetic: isSynthetic,
    note,
    source,
  },
  rules: [amountOrReason],
};

const transactions: CsvFile = {
  ...own('transaction', 'transactions.csv', 'Money that moved or was bindingly promised.'),
  columns: {
    code: ownCode,
    agreement: may(ref('agreements.csv', ['agreement']), 'The agreement under which it falls.'),
    budget_line: may(ref('budget-lines.csv', ['budget_line']), 'The budget line it draws on.'),
    action: may(
      ref('actions.csv', ['action']),
      'The action it is for. Empty: as the budget line, else as the agreement is allocated.',
    ),
    type: must(oneOf(TRANSACTION_TYPE), 'What happened.'),
    transacted_on: must(partialDate, 'When.'),
    amount: must(money, 'Amount; negative when it takes back an earlier one.'),
    currency: must(currency, 'Currency.'),
    provider: may(organisation('provider'), 'Who gives.'),
    receiver: may(organisation('receiver'), 'Who receives.'),
    is_synthetic: isSynthetic,
    note,
    source,
  },
};

const scheduledPayments: CsvFile = {
  ...own('scheduled_payment', 'scheduled-payments.csv', 'Payments that an agreement foresees on a day.'),
  columns: {
    code: ownCode,
    agreement: ofAgreement,
    due_on: must(date, 'Day on which it is due.'),
    amount: must(amount, 'Amount.'),
    currency: must(currency, 'Currency.'),
    receiver: must(organisation('receiver'), 'Who receives it.'),
    paid_on: may(date, 'Day on which it was paid; empty while it was not.'),
    is_synthetic: isSynthetic,
    source,
  },
};

const expenseClaims: CsvFile = {
  ...own('expense_claim', 'expense-claims.csv', 'What partners spent and asked to have paid.'),
  columns: {
    code: ownCode,
    agreement: ofAgreement,
    organisation: must(organisation('organisation'), 'The partner that spent it.'),
    action: may(ref('actions.csv', ['action']), 'The action it was for.'),
    amount: must(amount, 'Amount, more than 0.'),
    currency: must(currency, 'Currency.'),
    period_start: must(date, 'First day of the period in which it was spent.'),
    period_end: must(date, 'Last day of that period.'),
    purpose: must(text, 'What it was spent on, in the words of the partner.'),
    evidence_url: must(text, 'Web address of the evidence; two claims that name the same one are reported.'),
    status: must(oneOf(EXPENSE_CLAIM_STATUS), 'How it stands.'),
    submitted_on: must(date, 'The day on which it was sent in.'),
    decided_on: may(date, 'The day of the decision.'),
    decision_reason: may(text, 'Why it was decided so.'),
    transaction: may(ref('transactions.csv', ['transaction']), 'The spending that it became.'),
  },
  rules: [inOrder('period_start', 'period_end'), claimIsSound],
};

export const moneyFiles: readonly CsvFile[] = [budgetLines, transactions, scheduledPayments, expenseClaims];
