import { programmeOfPart } from '@kapstok/kit';
import { budgetArgs, budgetOf } from '../budget/budget-field.ts';
import { BudgetSummary } from '../budget/budget-type.ts';
import { CrosswalkRef } from '../refs.ts';

CrosswalkRef.implement({
  programmeOf: programmeOfPart('crosswalk', 'PLAN'),
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    budget: t.field({
      type: BudgetSummary,
      nullable: true,
      reads: 'MONEY',
      description:
        'The money of the actions related to the term. An action related to several terms counts whole in each, so the budgets of terms do not add up. Null when the agreements service cannot be reached, or it is not for you.',
      args: budgetArgs,
      resolve: ({ id }, args) => budgetOf('crosswalk', id, args),
    }),
  }),
});
