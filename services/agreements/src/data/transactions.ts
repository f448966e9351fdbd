import {
  amountSql,
  codes,
  lastColumns,
  may,
  must,
  partialSql,
  programmes,
  readsRow,
  since,
  tableDataset,
  until,
  words,
} from '@kapstok/kit/data';
import { TRANSACTION_TYPE } from '@kapstok/schema';

export const transactions = tableDataset({
  name: 'transactions',
  table: 'transaction',
  joins: `left join agreement on agreement.id = row.agreement_id left join budget_line line on line.id = row.budget_line_id
    left join organisation provider on provider.id = row.provider_id
    left join organisation receiver on receiver.id = row.receiver_id left join source on source.id = row.source_id`,
  orderedBy: 'code',
  isReadable: (viewer) => readsRow(viewer, 'MONEY'),
  columns: [
    [must('code', 'code', 'Code of the transaction, unique within the programme.'), 'row.code'],
    [
      may('agreement', 'code', 'Number of the agreement; empty when it is under none that you read.'),
      'agreement.code',
    ],
    [may('budget_line', 'code', 'Code of the budget line; empty when it is of none.'), 'line.code'],
    [may('action_id', 'id', 'Identifier of the action; empty when it is of none alone.'), 'row.action_id'],
    [must('type', 'word', 'Whether it was committed, paid or spent.', TRANSACTION_TYPE), 'row.type'],
    [must('transacted_on', 'partial date', 'When.'), partialSql('row.transacted_on')],
    [must('amount', 'number', 'How much.'), amountSql('row.amount_cents')],
    [must('currency', 'code', 'In which currency.'), 'row.currency'],
    [may('provider', 'code', 'Code of the organisation that gives; empty when not known.'), 'provider.code'],
    [
      may('receiver', 'code', 'Code of the organisation that receives; empty when not known.'),
      'receiver.code',
    ],
    ...lastColumns,
  ],
  filters: {
    programme: programmes('row.programme_id'),
    code: codes('Transactions', (found) => `row.code = any (${found})`),
    agreement: codes('Agreements', (found) => `agreement.code = any (${found})`),
    type: words('Types', TRANSACTION_TYPE, (found) => `row.type = any (${found})`),
    from: since('On this day or later.', 'row.transacted_on'),
    to: until('On this day or before.', 'row.transacted_on'),
  },
});
