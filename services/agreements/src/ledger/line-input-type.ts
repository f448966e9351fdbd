import { CHANGE_INPUT } from '@kapstok/kit';
import { shown } from '../change/amount.ts';
import type { Context } from '../context.ts';
import { BudgetLineRef, TransactionRef } from '../refs.ts';
import type { BudgetLine } from './ledger.ts';

export const SHOWS_LINE = {
  field: 'budgetLine',
  type: BudgetLineRef,
  description: 'The budget line as it stands now. Null when it is gone, or not for you.',
  load: (id: string, { loaders, budgetLines }: Context) =>
    loaders.load('budget line', null, id, budgetLines.byIds),
} as const;

export const SHOWS_TRANSACTION = {
  field: 'transaction',
  type: TransactionRef,
  description: 'The transaction that was recorded. Null when it is not for you.',
  load: (id: string, { loaders, transactions }: Context) =>
    loaders.load('transaction', null, id, transactions.byIds),
} as const;

/** Descriptions that several inputs share. */
export const LINE_INPUT = {
  budgetLineId: 'The budget line that it is about.',
  expectedVersion: CHANGE_INPUT.expectedVersion,
  who: 'For the director of the programme, or the coordinator of every domain that it is for.',
} as const;

/** What the audit trail says of a line. */
export const shownLine = (line: BudgetLine) => ({
  code: line.code,
  agreementId: line.agreementId,
  actionId: line.actionId,
  domainId: line.domainId,
  year: line.year,
  kind: line.kind,
  category: line.category,
  certainty: line.certainty,
  isInKind: line.isInKind,
  original: shown(line.originalAmountCents),
  revised: shown(line.revisedAmountCents),
  currency: line.currency,
});
