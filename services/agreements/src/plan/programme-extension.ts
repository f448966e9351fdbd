import { reads } from '@kapstok/kit';
import { AgreementConnection, agreementListArgs, loadAgreements } from '../agreement/agreement-list.ts';
import { budgetArgs, budgetOf } from '../budget/budget-field.ts';
import { BudgetSummary } from '../budget/budget-type.ts';
import { programmeClaims } from '../claim/claim-type.ts';
import { BudgetLineConnection, budgetLineArgs, loadBudgetLines } from '../ledger/budget-line-type.ts';
import { loadPayments, PaymentConnection } from '../ledger/payment-type.ts';
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
    paymentsDue: t.field({
      type: PaymentConnection,
      nullable: true,
      reads: 'MONEY',
      orOwn: true,
      description:
        'Scheduled payments of its agreements that are due and not recorded as paid, by the day on which they were due. Null when the agreements service cannot be reached, or it is not for you.',
      args: {
        until: t.arg({ type: 'Date', description: 'Due on this day at the latest; left out: today, UTC.' }),
        first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
        after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
      },
      resolve: ({ id }, { until, ...args }, context) =>
        loadPayments(
          'programme',
          id,
          { due: { until: until ?? context.today }, isPaid: false, ...args },
          context,
        ),
    }),
    expenseClaims: t.field({
      type: programmeClaims.type,
      nullable: true,
      reads: 'DRAFTS',
      orOwn: true,
      description:
        'Claims of partners under its agreements that you may read, oldest first. Null when the agreements service cannot be reached, or it is not for you.',
      args: programmeClaims.args,
      resolve: ({ id }, args, context) => programmeClaims.load(id, args, context),
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
