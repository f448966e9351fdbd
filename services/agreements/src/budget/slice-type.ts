import { builder, Money } from '../builder.ts';
import { BudgetCategoryEnum } from '../ledger/ledger-words.ts';
import { OrganisationRef } from '../refs.ts';
import {
  type BudgetSlice,
  committed,
  deficit,
  lineCount,
  type MoneyCell,
  paid,
  planned,
  received,
  remaining,
  revenue,
  spent,
  unknownLineCount,
} from './budget.ts';

export const sum = (description: string, read: (cells: readonly MoneyCell[]) => ReturnType<typeof planned>) =>
  ({
    type: [Money] as [typeof Money],
    description: `${description} One entry for each currency, by currency; empty when none is known.`,
    resolve: ({ cells }: Pick<BudgetSlice, 'cells'>) => read(cells),
  }) as const;

export const BudgetSliceRef = builder.objectRef<BudgetSlice>('BudgetSlice').implement({
  description: 'The part of a budget summary that is of one year, one category or one funder.',
  fields: (t) => ({
    year: t.exposeInt('year', {
      nullable: true,
      description: 'The year. Null in `byYear` for lines of the whole term; null in other lists.',
    }),
    category: t.field({
      type: BudgetCategoryEnum,
      nullable: true,
      description:
        'The category. Null in `byCategory` for transactions that name no budget line; null in other lists.',
      resolve: ({ category }) => category,
    }),
    funder: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'Who gives the money. Null in `byFunder` where nobody is named; null in other lists.',
      resolve: ({ funderId }, _args, { loaders, organisations }) =>
        funderId === null ? null : loaders.load('organisation', null, funderId, organisations.byIds),
    }),
    planned: t.field(sum('Costs, as in the summary.', planned)),
    revenue: t.field(sum('Revenues, as in the summary.', revenue)),
    received: t.field(sum('Money received.', received)),
    committed: t.field(sum('Money bindingly promised.', committed)),
    paid: t.field(sum('Money paid to partners.', paid)),
    spent: t.field(sum('Money spent on the work itself.', spent)),
    remaining: t.field(sum('Committed minus paid, as in the summary.', remaining)),
    deficit: t.field(sum('Planned minus revenue, as in the summary.', deficit)),
    lineCount: t.int({ description: 'Budget lines counted.', resolve: ({ cells }) => lineCount(cells) }),
    unknownLineCount: t.int({
      description: 'Budget lines of which the amount is not known; with them the sums would be larger.',
      resolve: ({ cells }) => unknownLineCount(cells),
    }),
  }),
});
