import { builder, Money } from '../builder.ts';
import type { Context } from '../context.ts';
import { amountOf, type BudgetLine } from '../ledger/ledger.ts';
import { BudgetLineKindEnum } from '../ledger/ledger-words.ts';
import { BudgetLineRef } from '../refs.ts';
import { addMoney } from './budget.ts';
import type { DoubleFunding } from './budget-store.ts';

async function loadLines(
  { lineIds }: DoubleFunding,
  { loaders, budgetLines }: Context,
): Promise<BudgetLine[]> {
  const lines = await Promise.all(
    lineIds.map((id) => loaders.load('budget line', null, id, budgetLines.byIds)),
  );
  return lines.filter((line) => line !== null);
}

export const DoubleFundingRef = builder.objectRef<DoubleFunding>('DoubleFunding').implement({
  description:
    'Budget lines of one programme and one kind that name the same budget of a funder: money that may be counted twice. It is reported, not forbidden: a budget can be divided over several lines.',
  fields: (t) => ({
    sourceBudget: t.exposeString('sourceBudget', { description: 'The budget, as the lines name it.' }),
    kind: t.field({
      type: BudgetLineKindEnum,
      description: 'Whether the lines are costs or revenues.',
      resolve: ({ kind }) => kind,
    }),
    lines: t.field({
      type: [BudgetLineRef],
      description:
        'All lines of the programme that name it, by code; at least one of them counts in the summary, others can lie elsewhere.',
      resolve: (row, _args, context) => loadLines(row, context),
    }),
    total: t.field({
      type: [Money],
      description:
        'The known amounts of these lines together. One entry for each currency, by currency; empty when none is known.',
      resolve: async (row, _args, context) =>
        addMoney((await loadLines(row, context)).map(amountOf).filter((amount) => amount !== null)),
    }),
  }),
});
