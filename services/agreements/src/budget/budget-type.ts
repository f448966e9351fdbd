import type { MoneyValue } from '@kapstok/kit';
import { builder, Figure, Money } from '../builder.ts';
import type { Context } from '../context.ts';
import { rightsOf } from '../rights/rights.ts';
import {
  committed,
  coverage,
  deficit,
  lineCount,
  type MoneyCell,
  paid,
  planned,
  received,
  remaining,
  revenue,
  spent,
  sumMoney,
  unknownLineCount,
} from './budget.ts';
import type { BudgetLevel, BudgetQuestion, SliceBy } from './budget-store.ts';
import { DoubleFundingRef } from './double-funding-type.ts';
import { GoalSliceRef } from './goal-slice-type.ts';
import { BudgetSliceRef } from './slice-type.ts';

/** Of which parent and year a summary is; each part of it is read when it is asked for. */
export interface BudgetOf {
  readonly level: BudgetLevel;
  readonly id: string;
  readonly year: number | null;
}

/** A part of a summary; those of all summaries of an answer are read together. */
function loadPart<T>(
  name: string,
  { level, id, year }: BudgetOf,
  context: Context,
  read: (question: BudgetQuestion, ids: readonly string[]) => Promise<Map<string, T>>,
): Promise<T | null> {
  return context.loaders.load(name, [level, year], id, async (ids) =>
    read({ level, year, rights: await rightsOf(context) }, ids),
  );
}

const loadCells = async (budget: BudgetOf, context: Context) =>
  (await loadPart('money', budget, context, context.budgets.cells)) ?? [];

/** A sum that is an amount for each currency. */
const sum = (description: string, read: (cells: readonly MoneyCell[]) => MoneyValue[]) =>
  ({
    type: [Money] as [typeof Money],
    description: `${description} One entry for each currency, by currency; empty when nothing is known.`,
    resolve: async (budget: BudgetOf, _args: unknown, context: Context) =>
      read(await loadCells(budget, context)),
  }) as const;

const slices = (by: SliceBy, description: string) =>
  ({
    type: [BudgetSliceRef] as [typeof BudgetSliceRef],
    description,
    resolve: async (budget: BudgetOf, _args: unknown, context: Context) =>
      (await loadPart('money slices', budget, context, context.budgets.slices))?.[by] ?? [],
  }) as const;

export const BudgetSummary = builder.objectRef<BudgetOf>('BudgetSummary').implement({
  description:
    'Money planned, promised and moved. Sums hold known amounts only; `unknownLineCount` says how many lines they lack. What an agreement pays for several actions is divided by its allocations, to the cent.',
  fields: (t) => ({
    planned: t.field(
      sum('Cost lines, revised amount else original; what is given in kind is included.', planned),
    ),
    plannedInKind: t.field(
      sum('The part of `planned` that is given in kind, at its worth.', (cells) =>
        sumMoney(cells, (cell) => cell.measure === 'COST' && cell.isInKind),
      ),
    ),
    plannedFirm: t.field(
      sum('The part of `planned` that is decided.', (cells) =>
        sumMoney(cells, (cell) => cell.measure === 'COST' && cell.certainty === 'COMMITTED'),
      ),
    ),
    plannedIndicative: t.field(
      sum('The part of `planned` that is announced or estimated only.', (cells) =>
        sumMoney(cells, (cell) => cell.measure === 'COST' && cell.certainty === 'INDICATIVE'),
      ),
    ),
    revenue: t.field(
      sum('Revenue lines, revised amount else original; what is given in kind is included.', revenue),
    ),
    revenueInKind: t.field(
      sum('The part of `revenue` that is given in kind, at its worth.', (cells) =>
        sumMoney(cells, (cell) => cell.measure === 'REVENUE' && cell.isInKind),
      ),
    ),
    received: t.field(sum('Transactions of type INCOMING.', received)),
    committed: t.field(sum('Transactions of type COMMITMENT.', committed)),
    paid: t.field(sum('Transactions of type PAYMENT.', paid)),
    spent: t.field(sum('Transactions of type SPENDING.', spent)),
    remaining: t.field(
      sum(
        'Committed minus paid, in currencies with a commitment; below zero when more was paid than committed.',
        remaining,
      ),
    ),
    deficit: t.field(
      sum(
        'Planned minus revenue, in currencies with a known cost; below zero when revenue exceeds cost. Without a revenue line nothing is taken off. Left out where revenue is foreseen but no amount of it known, so deficits of parts need not add up.',
        deficit,
      ),
    ),
    coverage: t.field({
      type: Figure,
      description:
        'Revenue divided by planned, in percent, with both parts in units of the currency; 0 when there is no revenue line. Missing when no cost is known, when revenue is foreseen but no amount of it known, or when there are several currencies.',
      resolve: async (budget, _args, context) => coverage(await loadCells(budget, context)),
    }),
    lineCount: t.int({
      description: 'Budget lines counted, costs and revenues.',
      resolve: async (budget, _args, context) => lineCount(await loadCells(budget, context)),
    }),
    unknownLineCount: t.int({
      description: 'Budget lines of which the amount is not known: above 0, the totals are incomplete.',
      resolve: async (budget, _args, context) => unknownLineCount(await loadCells(budget, context)),
    }),
    hasSynthetic: t.boolean({
      description: 'Whether any line or transaction counted is made up for demonstration.',
      resolve: async (budget, _args, context) =>
        (await loadCells(budget, context)).some((cell) => cell.hasSynthetic),
    }),
    byYear: t.field(
      slices('year', 'The same by year, earliest first; lines for the whole term last, without a year.'),
    ),
    byCategory: t.field(
      slices(
        'category',
        'The same by category; a transaction has the category of its budget line, those without one come last.',
      ),
    ),
    byFunder: t.field(
      slices(
        'funder',
        'The same by who gives the money, by name; a transaction has the funder of its budget line, what was received else its provider. What names nobody comes last.',
      ),
    ),
    byGoalAndLevel: t.field({
      type: [GoalSliceRef],
      description:
        'The same by the basic goal and the level of the action that the money is for. What is for an action without them, or for no action, comes last.',
      resolve: async (budget, _args, context) =>
        (await loadPart('goal slices', budget, context, context.budgets.goalSlices)) ?? [],
    }),
    doubleFunding: t.field({
      type: [DoubleFundingRef],
      description:
        'Budgets of funders that several lines name, as far as one of the lines counts here and the money of its programme may be read; by name.',
      resolve: async (budget, _args, context) =>
        (await loadPart('double funding', budget, context, context.budgets.doubleFunding)) ?? [],
    }),
  }),
});
