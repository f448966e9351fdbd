import { programmeOfPart } from '@kapstok/kit';
import { AgreementConnection, agreementListArgs, loadAgreements } from '../agreement/agreement-list.ts';
import { budgetArgs, budgetOf } from '../budget/budget-field.ts';
import { BudgetSummary } from '../budget/budget-type.ts';
import { BudgetLineConnection, budgetLineArgs, loadBudgetLines } from '../ledger/budget-line-type.ts';
import { PolicyDomainRef } from '../refs.ts';

PolicyDomainRef.implement({
  programmeOf: programmeOfPart('domain', 'PLAN'),
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    budget: t.field({
      type: BudgetSummary,
      nullable: true,
      reads: 'MONEY',
      description:
        'The money of its actions, and what is tied to the domain but to no action of it. Null when the agreements service cannot be reached, or it is not for you.',
      args: budgetArgs,
      resolve: ({ id }, args) => budgetOf('domain', id, args),
    }),
    agreements: t.field({
      type: AgreementConnection,
      nullable: true,
      reads: 'MONEY',
      orOwn: true,
      description:
        'The agreements that are allocated to its actions or of which a budget line names the domain or an action of it, by number. Null when the agreements service cannot be reached, or it is not for you.',
      args: agreementListArgs,
      resolve: ({ id }, args, context) => loadAgreements('domain', id, args, context),
    }),
    budgetLines: t.field({
      type: BudgetLineConnection,
      nullable: true,
      reads: 'MONEY',
      orOwn: true,
      description:
        'The budget lines that count in `budget`, also those that an agreement divides over other domains too, by year and code; those for the whole term last. Null when the agreements service cannot be reached, or it is not for you.',
      args: budgetLineArgs,
      resolve: ({ id }, args, context) => loadBudgetLines('domain', id, args, context),
    }),
  }),
});
