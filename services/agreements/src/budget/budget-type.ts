import type { MoneyValue } from '@kapstok/kit';
import { builder, Figure, Money } from '../builder.ts';
import { DoubleClaimRef } from '../claim/claim-type.ts';
import type { Context } from '../context.ts';
import { rightsOf } from '../rights/rights.ts';
import {
  committed,
  coverage,
  deficit,
  lineCount,
  type MoneyCell,
  minus,
  paid,
  planned,
  received,
  remaining,
  revenue,
  spent,
  sumMoney,
  unknownLineCount,
} from './budget.ts';
import { type BudgetOf, loadCells, loadPart } from './budget-part-type.ts';
import type { SliceBy } from './budget-store.ts';
import { breakEven, funderCovers, supportYears } from './derived.ts';
import { FunderCoverRef, SupportYearRef } from './derived-types.ts';
import { DoubleFundingRef } from './double-funding-type.ts';
import { GoalSliceRef } from './goal-slice-type.ts';
import { BudgetSliceRef } from './slice-type.ts';

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
    resolve: (budget: BudgetOf, _args: unknown, context: Context) => loadSlices(by, budget, context),
  }) as const;

const loadSlices = async (by: SliceBy, budget: BudgetOf, context: Context) =>
  (await loadPart('money slices', budget, context, context.budgets.slices))?.[by] ?? [];
const loadSupport = async (budget: BudgetOf, context: Context) =>
  (await loadPart('support', budget, context, context.budgets.support)) ?? [];

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
    coverByFunder: t.field({
      type: [FunderCoverRef],
      description: 'How much of the planned costs each funder covers, by name; without a name last.',
      resolve: async (budget, _args, context) =>
        funderCovers(await loadSlices('funder', budget, context), await loadCells(budget, context)),
    }),
    breakEvenYear: t.int({
      nullable: true,
      description:
        'The first year from which on, year after year, all revenue covers the planned costs. Null while it does not, in several currencies, or when an amount is not known.',
      resolve: async (budget, _args, context) =>
        breakEven(await loadSlices('year', budget, context), revenue),
    }),
    selfSupportingYear: t.int({
      nullable: true,
      description:
        'The same without subsidies: the first year from which on what is earned and own means cover the planned costs. Null as there.',
      resolve: async (budget, _args, context) => {
        const support = await loadSupport(budget, context);
        const years = await loadSlices('year', budget, context);
        const subsidies = new Map(support.map(({ year, cells }) => [year, revenue(cells)]));
        const without = years.map((slice) => ({ ...slice, support: subsidies.get(slice.year) ?? [] }));
        return breakEven(years, (cells) => {
          const own = without.find((slice) => slice.cells === cells);
          return minus(revenue(cells), own?.support ?? []);
        });
      },
    }),
    supportByYear: t.field({
      type: [SupportYearRef],
      description: 'Subsidies year by year, earliest first, beside the costs: whether support tapers off.',
      resolve: async (budget, _args, context) =>
        supportYears(await loadSupport(budget, context), await loadSlices('year', budget, context)),
    }),
    doubleClaims: t.field({
      type: [DoubleClaimRef],
      description:
        'Claims of partners here that another claim of the programme repeats: the same evidence, or the same amount of one organisation for days that overlap. Rejected ones do not count. Empty for who may not read all claims; for a term of another list always empty.',
      resolve: async ({ level, id }, _args, context) =>
        (await context.loaders.load('double claims', level, id, async (ids) =>
          context.claims.doubles(level, await rightsOf(context), ids),
        )) ?? [],
    }),
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
