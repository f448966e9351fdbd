import { centsToDecimal, type FigureValue, type MoneyValue, percentage } from '@kapstok/kit';
import type {
  ActionGoal,
  ActionLevel,
  BudgetCategory,
  BudgetCertainty,
  BudgetLineKind,
  RecordedReason,
  TransactionType,
} from '@kapstok/schema';

/** Budget lines or transactions of one parent that are alike, added up. */
export interface MoneyCell {
  readonly measure: BudgetLineKind | TransactionType;
  readonly currency: string;
  readonly certainty: BudgetCertainty | null;
  readonly isInKind: boolean;
  readonly hasSynthetic: boolean;
  /** Null when no row of the cell has a known amount. */
  readonly cents: bigint | null;
  readonly rowCount: number;
  readonly unknownCount: number;
  /** Why amounts are not known; null when all are. */
  readonly reason: RecordedReason | null;
}

/** The cells of one year, category or funder. */
export interface BudgetSlice {
  readonly year: number | null;
  readonly category: BudgetCategory | null;
  readonly funderId: string | null;
  readonly cells: readonly MoneyCell[];
}

/** The cells of the actions of one goal and level. */
export interface GoalSlice {
  readonly goal: ActionGoal | null;
  readonly level: ActionLevel | null;
  readonly cells: readonly MoneyCell[];
}

type Holds = (cell: MoneyCell) => boolean;

/** Amounts added up, one sum for each currency, by currency. */
export function addMoney(amounts: readonly MoneyValue[]): MoneyValue[] {
  const sums = new Map<string, bigint>();
  for (const { currency, cents } of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + cents);
  return [...sums]
    .map(([currency, cents]) => ({ currency, cents }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** The known amounts of some cells, one sum for each currency, by currency; empty when none is known. */
export const sumMoney = (cells: readonly MoneyCell[], holds: Holds): MoneyValue[] =>
  addMoney(
    cells.flatMap((cell) =>
      cell.cents === null || !holds(cell) ? [] : [{ currency: cell.currency, cents: cell.cents }],
    ),
  );

const of =
  (measure: MoneyCell['measure']): Holds =>
  (cell) =>
    cell.measure === measure;

export const planned = (cells: readonly MoneyCell[]): MoneyValue[] => sumMoney(cells, of('COST'));
export const revenue = (cells: readonly MoneyCell[]): MoneyValue[] => sumMoney(cells, of('REVENUE'));
export const received = (cells: readonly MoneyCell[]): MoneyValue[] => sumMoney(cells, of('INCOMING'));
export const committed = (cells: readonly MoneyCell[]): MoneyValue[] => sumMoney(cells, of('COMMITMENT'));
export const paid = (cells: readonly MoneyCell[]): MoneyValue[] => sumMoney(cells, of('PAYMENT'));
export const spent = (cells: readonly MoneyCell[]): MoneyValue[] => sumMoney(cells, of('SPENDING'));

/** What is left of each amount after what is taken off in its own currency. */
export function minus(amounts: readonly MoneyValue[], taken: readonly MoneyValue[]): MoneyValue[] {
  return amounts.map(({ currency, cents }) => ({
    currency,
    cents: cents - (taken.find((other) => other.currency === currency)?.cents ?? 0n),
  }));
}

/** Committed minus paid; nothing where no commitment is recorded. */
export const remaining = (cells: readonly MoneyCell[]): MoneyValue[] => minus(committed(cells), paid(cells));

/** Whether there are lines of this kind, and not one of them has an amount. */
const isUnknown = (cells: readonly MoneyCell[], kind: BudgetLineKind, currency: string): boolean => {
  const lines = cells.filter((cell) => cell.measure === kind && cell.currency === currency);
  return lines.length > 0 && lines.every((cell) => cell.cents === null);
};

/**
 * Planned minus revenue. Nothing where no cost is known, or where revenue is foreseen of which no amount is known: the
 * difference would be made of one number only.
 */
export const deficit = (cells: readonly MoneyCell[]): MoneyValue[] =>
  minus(planned(cells), revenue(cells)).filter(({ currency }) => !isUnknown(cells, 'REVENUE', currency));

/** Revenue as a percentage of planned, with both parts in units of the currency. */
export function coverage(cells: readonly MoneyCell[]): FigureValue {
  const [costs, revenues] = [planned(cells), revenue(cells)];
  const currencies = new Set([...costs, ...revenues].map(({ currency }) => currency));
  const missing = (reason: FigureValue['reason']): FigureValue => ({ value: null, reason, unit: 'PERCENT' });
  if (currencies.size > 1) return missing('NOT_APPLICABLE');
  const [cost] = costs;
  if (cost === undefined) return missing(reasonOf(cells, 'COST'));
  if (isUnknown(cells, 'REVENUE', cost.currency)) return missing(reasonOf(cells, 'REVENUE'));
  const part = revenues[0]?.cents ?? 0n;
  return {
    ...percentage(Number(part), Number(cost.cents)),
    numerator: centsToDecimal(part),
    denominator: centsToDecimal(cost.cents),
  };
}

/** Why no amount of this kind is known; where there is not even a line, nobody published one. */
const reasonOf = (cells: readonly MoneyCell[], kind: BudgetLineKind): RecordedReason =>
  cells.find((cell) => cell.measure === kind && cell.reason !== null)?.reason ?? 'NOT_PUBLISHED';

const isLine = ({ measure }: MoneyCell): boolean => measure === 'COST' || measure === 'REVENUE';

export const lineCount = (cells: readonly MoneyCell[]): number =>
  cells.filter(isLine).reduce((sum, { rowCount }) => sum + rowCount, 0);

export const unknownLineCount = (cells: readonly MoneyCell[]): number =>
  cells.filter(isLine).reduce((sum, { unknownCount }) => sum + unknownCount, 0);
