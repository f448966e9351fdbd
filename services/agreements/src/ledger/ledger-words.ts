import { enumValues } from '@kapstok/kit';
import { BUDGET_CATEGORY, BUDGET_CERTAINTY, BUDGET_LINE_KIND, TRANSACTION_TYPE } from '@kapstok/schema';
import { builder } from '../builder.ts';

export const BudgetLineKindEnum = builder.enumType('BudgetLineKind', {
  description: 'Whether a budget line goes out or comes in.',
  values: enumValues(BUDGET_LINE_KIND),
});
export const BudgetCategoryEnum = builder.enumType('BudgetCategory', {
  description: 'What money is for, or where it comes from.',
  values: enumValues(BUDGET_CATEGORY),
});
export const BudgetCertaintyEnum = builder.enumType('BudgetCertainty', {
  description: 'How firm planned money is.',
  values: enumValues(BUDGET_CERTAINTY),
});
export const TransactionTypeEnum = builder.enumType('TransactionType', {
  description: 'What happened to money; the types are transaction types of IATI 2.03.',
  values: enumValues(TRANSACTION_TYPE),
});
