import { reads } from '@kapstok/kit';
import { AgreementConnection, agreementListArgs, loadAgreements } from '../agreement/agreement-list.ts';
import { budgetArgs, budgetOf } from '../budget/budget-field.ts';
import { BudgetSummary } from '../budget/budget-type.ts';
import { BudgetLineConnection, budgetLineArgs, loadBudgetLines } from '../ledger/budget-line-type.ts';
import { ProgrammeRef } from '../refs.ts';

ProgrammeRef.implement({
  // Whoever does not read its plan does not know it, and would miss part of every sum.
  programmeOf: ({ id }, { viewer }) => (reads(viewer, 'PLAN', id) ? id : null),
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    budget: t.field({
      type: BudgetSummary,
      nullable: true,
      reads: 'MONEY',
      description:
        'All its money, also what is not tied to a domain or action. Null when the agreements service cannot be reached, or it is not for you.',
      args: budgetArgs,
      resolve: ({ id }, args) => budgetOf('programme', id, args),
    }),
    agreements: t.field({
      type: AgreementConnection,
      nullable: true,
      reads: 'MONEY',
      orOwn: true,
      description:
        'Its agreements, by number. Null when the agreements service cannot be reached, or it is not for you.',
      args: agreementListArgs,
      resolve: ({ id }, args, context) => loadAgreements('programme', id, args, context),
    }),
    budgetLines: t.field({
      type: BudgetLineConnection,
      nullable: true,
      reads: 'MONEY',
      orOwn: true,
      description:
        'Its budget lines, by year and code; those for the whole term last. Null when the agreements service cannot be reached, or it is not for you.',
      args: budgetLineArgs,
      resolve: ({ id }, args, context) => loadBudgetLines('programme', id, args, context),
    }),
  }),
});
