import { centsToDecimal, type FigureValue, type MoneyValue, percentage } from '@kapstok/kit';
import { type BudgetSlice, coverage, type MoneyCell, planned, revenue } from './budget.ts';

/** Subsidies in one year, and how they changed. */
export interface SupportYear {
  readonly year: number;
  readonly cells: readonly MoneyCell[];
  readonly support: readonly MoneyValue[];
  /** Percentage of the planned costs of the year. */
  readonly share: FigureValue;
  /** Percentage by which it changed since the year before. */
  readonly change: FigureValue;
}

/** What one funder gives, and how much of all costs that covers. */
export interface FunderCover {
  readonly funderId: string | null;
  readonly revenue: readonly MoneyValue[];
  readonly cover: FigureValue;
}

const missing = (reason: FigureValue['reason']): FigureValue => ({ value: null, reason, unit: 'PERCENT' });

/** One amount as a percentage of another in the same currency. */
export function shareOf(part: readonly MoneyValue[], whole: readonly MoneyValue[]): FigureValue {
  if (new Set([...part, ...whole].map(({ currency }) => currency)).size > 1) return missing('NOT_APPLICABLE');
  const [of] = whole;
  if (of === undefined) return missing('NOT_PUBLISHED');
  const cents = part[0]?.cents ?? 0n;
  return {
    ...percentage(Number(cents), Number(of.cents)),
    numerator: centsToDecimal(cents),
    denominator: centsToDecimal(of.cents),
  };
}

/** What each funder of some revenue covers of all costs. */
export const funderCovers = (byFunder: readonly BudgetSlice[], cells: readonly MoneyCell[]): FunderCover[] =>
  byFunder.flatMap((slice) => {
    const given = revenue(slice.cells);
    return given.length === 0
      ? []
      : [{ funderId: slice.funderId, revenue: given, cover: shareOf(given, planned(cells)) }];
  });

/**
 * The first year from which on, year after year, `income` covers the planned costs; null while it does not, when there
 * are several currencies, or when an amount of a cost or a revenue is not known from there on.
 */
export function breakEven(
  byYear: readonly BudgetSlice[],
  income: (cells: readonly MoneyCell[]) => MoneyValue[],
) {
  let first: number | null = null;
  for (const { year, cells } of byYear) {
    if (year === null || !cells.some(({ measure }) => measure === 'COST' || measure === 'REVENUE')) continue;
    if (!covers(cells, income(cells))) first = null;
    else first ??= year;
  }
  return first;
}

function covers(cells: readonly MoneyCell[], income: readonly MoneyValue[]): boolean {
  const lines = cells.filter(({ measure }) => measure === 'COST' || measure === 'REVENUE');
  const isKnown = lines.every(({ unknownCount }) => unknownCount === 0);
  if (!isKnown || new Set(lines.map(({ currency }) => currency)).size > 1) return false;
  return (income[0]?.cents ?? 0n) >= (planned(cells)[0]?.cents ?? 0n);
}

/** Subsidies year by year, from cells of the category SUBSIDY and from all cells of each year. One of unknown amount is none of 0. */
export function supportYears(
  subsidies: readonly BudgetSlice[],
  byYear: readonly BudgetSlice[],
): SupportYear[] {
  const given = new Map(subsidies.map(({ year, cells }) => [year, cells.filter(is('REVENUE'))]));
  return byYear.flatMap(({ year, cells }) => {
    if (year === null || !cells.some(({ measure }) => measure === 'COST' || measure === 'REVENUE')) return [];
    const support = given.get(year) ?? [];
    const share = coverage([...support, ...cells.filter(is('COST'))]);
    return [
      { year, cells, support: revenue(support), share, change: changeOf(support, given.get(year - 1)) },
    ];
  });
}

const is =
  (measure: MoneyCell['measure']) =>
  (cell: MoneyCell): boolean =>
    cell.measure === measure;

/** A subsidy of which the amount is not known is no subsidy of 0: the change is then missing, for the reason of the line. */
function changeOf(now: readonly MoneyCell[], before: readonly MoneyCell[] = []): FigureValue {
  if (before.length === 0) return missing('NOT_APPLICABLE');
  const unknown = whyUnknown(before) ?? whyUnknown(now);
  if (unknown !== null) return missing(unknown);
  const [[from], [to]] = [revenue(before), revenue(now)];
  if (new Set([...now, ...before].map(({ currency }) => currency)).size > 1) return missing('NOT_APPLICABLE');
  return percentage(Number((to?.cents ?? 0n) - (from?.cents ?? 0n)), Number(from?.cents ?? 0n));
}

/** Why not one amount of these is known; null when some is, or there are none. */
const whyUnknown = (cells: readonly MoneyCell[]): FigureValue['reason'] =>
  cells.some(({ cents }) => cents !== null)
    ? null
    : (cells.find(({ reason }) => reason !== null)?.reason ?? null);

/** Money for each one of something; rounded to the cent, and null when it cannot be divided. */
export function perUnit(money: readonly MoneyValue[], count: string | null): MoneyValue | null {
  const [only] = money;
  const [, whole, rest = ''] = /^(\d+)(?:\.(\d{1,8}))?/.exec(count ?? '') ?? [];
  if (only === undefined || money.length > 1 || whole === undefined) return null;
  const units = BigInt(`${whole}${rest.padEnd(8, '0')}`);
  if (units === 0n) return null;
  const scaled = only.cents * 10n ** 8n;
  const half = scaled < 0n ? -units / 2n : units / 2n;
  return { currency: only.currency, cents: (scaled + half) / units };
}
