import type { Context } from '../context.ts';
import { rightsOf } from '../rights/rights.ts';
import type { BudgetLevel, BudgetQuestion } from './budget-store.ts';

/** Of which parent and year a summary is; each part of it is read when it is asked for. */
export interface BudgetOf {
  readonly level: BudgetLevel;
  readonly id: string;
  readonly year: number | null;
}

/** A part of a summary; those of all summaries of an answer are read together. */
export function loadPart<T>(
  name: string,
  { level, id, year }: BudgetOf,
  context: Context,
  read: (question: BudgetQuestion, ids: readonly string[]) => Promise<Map<string, T>>,
): Promise<T | null> {
  return context.loaders.load(name, [level, year], id, async (ids) =>
    read({ level, year, rights: await rightsOf(context) }, ids),
  );
}

export const loadCells = async (budget: BudgetOf, context: Context) =>
  (await loadPart('money', budget, context, context.budgets.cells)) ?? [];
