import { programmeOfPart } from '@kapstok/kit';
import { AgreementConnection, agreementListArgs, loadAgreements } from '../agreement/agreement-list.ts';
import { budgetArgs, budgetOf } from '../budget/budget-field.ts';
import { BudgetSummary } from '../budget/budget-type.ts';
import { BudgetLineConnection, budgetLineArgs, loadBudgetLines } from '../ledger/budget-line-type.ts';
import { BlockRef } from '../refs.ts';

BlockRef.implement({
  programmeOf: programmeOfPart('block', 'PLAN'),
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    budget: t.field({
      type: BudgetSummary,
      nullable: true,
      reads: 'MONEY',
      description:
        'The money of its actions. Null when the agreements service cannot be reached, or it is not for you.',
      args: budgetArgs,
      resolve: ({ id }, args) => budgetOf('block', id, args),
    }),
    agreements: t.field({
      type: AgreementConnection,
      nullable: true,
      reads: 'MONEY',
      orOwn: true,
      description:
        'The agreements that are allocated to its actions or of which a budget line names one, by number. Null when the agreements service cannot be reached, or it is not for you.',
      args: agreementListArgs,
      resolve: ({ id }, args, context) => loadAgreements('block', id, args, context),
    }),
    budgetLines: t.field({
      type: BudgetLineConnection,
      nullable: true,
      reads: 'MONEY',
      orOwn: true,
      description:
        'The budget lines that count in `budget`, also those that an agreement divides over other blocks too, by year and code; those for the whole term last. Null when the agreements service cannot be reached, or it is not for you.',
      args: budgetLineArgs,
      resolve: ({ id }, args, context) => loadBudgetLines('block', id, args, context),
    }),
  }),
});
