import type { Row } from '../programme-folder.ts';
import { type Plan, TODAY } from './plan.ts';

/** Some actions of a plan, by code. */
export type Chosen = (action: Row) => boolean;

/** In the order of an action's life. */
const STATUSES = ['PROPOSED', 'PLANNED', 'RUNNING', 'SUSPENDED', 'COMPLETED', 'STOPPED', 'UNKNOWN'];

/** An action that has parts is counted through its parts. */
export function leaves(plan: Plan, chosen: Chosen): Row[] {
  const parents = new Set(plan.rows('actions').map(({ parent }) => parent));
  return plan.rows('actions').filter((action) => chosen(action) && !parents.has(action['code']));
}

/** What `ProgressSummary` says of these actions. */
export function progressOf(plan: Plan, chosen: Chosen) {
  const actions = leaves(plan, chosen);
  const count = (holds: Chosen) => actions.filter(holds).length;
  const isUntold: Chosen = ({ status, realisation }) =>
    realisation === '' && (status === 'UNKNOWN' || status === 'COMPLETED');
  const told = count((action) => !isUntold(action));
  return {
    actionCount: actions.length,
    byStatus: STATUSES.map((status) => ({
      status,
      count: count((action) => action['status'] === status),
    })).filter((one) => one.count > 0),
    realisedCount: count(({ realisation }) => realisation === 'REALISED'),
    partlyRealisedCount: count(({ realisation }) => realisation === 'PARTLY_REALISED'),
    notRealisedCount: count(({ realisation }) => realisation === 'NOT_REALISED'),
    unknownRealisationCount: count(isUntold),
    overdueCount: count(
      ({ status = '', planned_end: end = '' }) =>
        end !== '' && end < TODAY && !['COMPLETED', 'STOPPED'].includes(status),
    ),
    completion: {
      numerator: String(
        count(({ realisation = '' }) => ['REALISED', 'PARTLY_REALISED'].includes(realisation)),
      ),
      denominator: String(told),
      reason: told === 0 ? 'NOT_PUBLISHED' : null,
    },
  };
}

/** A budget line or a transaction, with the action and the domain that it is for. */
export interface Entry {
  readonly type: string;
  readonly cents: bigint | null;
  readonly action: string;
  readonly domain: string;
  readonly agreement: string;
  readonly isSynthetic: boolean;
}

/** All money of a plan. What a transaction leaves open, its budget line says. */
export function entriesOf(plan: Plan): Entry[] {
  const lines = plan.rows('budget-lines');
  const entry = (row: Row, line: Row | undefined, type: string, amount: string): Entry => {
    const action = row['action'] || line?.['action'] || '';
    const domain =
      action === '' ? row['domain'] || line?.['domain'] || '' : (plan.row('actions', action)['domain'] ?? '');
    const agreement = row['agreement'] || line?.['agreement'] || '';
    if (action === '' && domain === '' && agreement !== '')
      throw new Error(`${row['code']} is divided by ${agreement}; these sums do not divide.`);
    return {
      type,
      cents: toCents(amount),
      action,
      domain,
      agreement,
      isSynthetic: row['is_synthetic'] === 'true',
    };
  };
  return [
    ...lines.map((row) =>
      entry(row, undefined, row['kind'] ?? '', row['revised_amount'] || row['original_amount'] || ''),
    ),
    ...plan.rows('transactions').map((row) => {
      const line = lines.find(({ code }) => code === row['budget_line']);
      return entry(row, line, row['type'] ?? '', row['amount'] ?? '');
    }),
  ];
}

function toCents(amount: string): bigint | null {
  if (amount === '') return null;
  const [whole = '', decimals = ''] = amount.split('.');
  return BigInt(whole + decimals.padEnd(2, '0'));
}

/** One amount per currency; all money of the shipped plans is in euro. Empty when nothing is known. */
export function sumOf(entries: readonly Entry[], ...types: string[]): { amount: string; currency: string }[] {
  const known = entries.filter(({ type, cents }) => types.includes(type) && cents !== null);
  if (known.length === 0) return [];
  const cents = known.reduce((sum, entry) => sum + (entry.cents ?? 0n), 0n);
  return [{ amount: decimal(`${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`), currency: 'EUR' }];
}

/** A number as the hub prints it: without zeros that say nothing. */
export const decimal = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** What `BudgetSummary` says of these entries, as far as the questions ask. */
export function moneyOf(entries: readonly Entry[]) {
  const isLine = ({ type }: Entry) => type === 'COST' || type === 'REVENUE';
  return {
    planned: sumOf(entries, 'COST'),
    revenue: sumOf(entries, 'REVENUE'),
    committed: sumOf(entries, 'COMMITMENT'),
    paid: sumOf(entries, 'PAYMENT'),
    spent: sumOf(entries, 'SPENDING'),
    lineCount: entries.filter(isLine).length,
    unknownLineCount: entries.filter((entry) => isLine(entry) && entry.cents === null).length,
    hasSynthetic: entries.some((entry) => entry.isSynthetic),
  };
}
