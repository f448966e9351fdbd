import {
  amountSql,
  codes,
  lastColumns,
  localColumns,
  may,
  must,
  number,
  programmes,
  readsRow,
  tableDataset,
  words,
} from '@kapstok/kit/data';
import { BUDGET_CATEGORY, BUDGET_CERTAINTY, BUDGET_LINE_KIND, MISSING_REASON } from '@kapstok/schema';

export const budgetLines = tableDataset({
  name: 'budget-lines',
  table: 'budget_line',
  joins: `left join agreement on agreement.id = row.agreement_id left join organisation funder on funder.id = row.funder_id
    left join source on source.id = row.source_id`,
  orderedBy: 'code',
  isReadable: (viewer) => readsRow(viewer, 'MONEY'),
  columns: [
    [must('code', 'code', 'Code of the line, unique within the programme.'), 'row.code'],
    [
      may('agreement', 'code', 'Number of the agreement; empty when it is under none that you read.'),
      'agreement.code',
    ],
    [may('action_id', 'id', 'Identifier of the action; empty when it is of none alone.'), 'row.action_id'],
    [
      may('domain_id', 'id', 'Identifier of the policy domain; empty when it is of none alone.'),
      'row.domain_id',
    ],
    [may('year', 'integer', 'The year; empty when it is not of one year.'), 'row.year'],
    [must('kind', 'word', 'Cost or revenue.', BUDGET_LINE_KIND), 'row.kind'],
    [must('category', 'word', 'What it is for.', BUDGET_CATEGORY), 'row.category'],
    ...localColumns('title', 'Title'),
    [may('funder', 'code', 'Code of the organisation that pays; empty when not known.'), 'funder.code'],
    [
      may('source_budget', 'text', 'The budget from which it is taken; empty when nobody said.'),
      'row.source_budget',
    ],
    [must('is_in_kind', 'flag', 'Whether it is given in kind and not in money.'), 'row.is_in_kind::text'],
    [must('certainty', 'word', 'How firm it is.', BUDGET_CERTAINTY), 'row.certainty'],
    [
      may('original_amount', 'number', 'Amount as first planned; empty when not known.'),
      amountSql('row.original_amount_cents'),
    ],
    [
      may('revised_amount', 'number', 'Amount as last changed; empty when it never was.'),
      amountSql('row.revised_amount_cents'),
    ],
    [
      may('amount_reason', 'word', 'Why there is no amount; empty when there is one.', MISSING_REASON),
      'row.amount_reason',
    ],
    [must('currency', 'code', 'Currency of the amounts.'), 'row.currency'],
    [must('is_derived', 'flag', 'Whether it was computed rather than stated.'), 'row.is_derived::text'],
    ...lastColumns,
  ],
  filters: {
    programme: programmes('row.programme_id'),
    code: codes('Lines', (found) => `row.code = any (${found})`),
    agreement: codes('Agreements', (found) => `agreement.code = any (${found})`),
    kind: words('Kinds', BUDGET_LINE_KIND, (found) => `row.kind = any (${found})`),
    year: number('Lines of this year.', (year) => `row.year = ${year}`),
  },
});
