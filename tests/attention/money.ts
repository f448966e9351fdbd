import type { GeneratedProgramme } from '../generate-programme.ts';
import type { Row } from '../programme-folder.ts';
import { cell, compare, rowsOf } from './rows.ts';

export interface Money {
  readonly cents: number;
  readonly currency: string;
}
type Ids = ReadonlyMap<string, string>;

/** What one budget line brings to one action; cents are null when its amount is not known. */
interface Part {
  readonly action: string;
  readonly isCost: boolean;
  readonly cents: number | null;
  readonly currency: string;
}

/** Budget lines, cut over the actions they are for; equal remainders are settled by the ids of the actions. */
export function budgetParts(programme: GeneratedProgramme, ids: Ids): Part[] {
  const allocations = rowsOf(programme, 'allocations.csv');
  return rowsOf(programme, 'budget-lines.csv').flatMap((line) => {
    const amount = cell(line, 'revised_amount') || cell(line, 'original_amount');
    const cents = amount === '' ? null : Math.round(Number(amount) * 100);
    const shared = inOrder(sharesOf(line, allocations), ids);
    const cut = cents === null ? [] : divide(cents, shared);
    return shared.map(({ action }, i) => ({
      action,
      isCost: cell(line, 'kind') === 'COST',
      cents: cut[i] ?? null,
      currency: cell(line, 'currency'),
    }));
  });
}

/** What was spent, cut over the actions as budget lines are; an amount that is taken back is cut as its opposite. */
export function spentParts(programme: GeneratedProgramme, ids: Ids): Part[] {
  const allocations = rowsOf(programme, 'allocations.csv');
  const lines = new Map(rowsOf(programme, 'budget-lines.csv').map((line) => [line['code'], line]));
  return rowsOf(programme, 'transactions.csv')
    .filter((moved) => moved['type'] === 'SPENDING')
    .flatMap((moved) => {
      const line = lines.get(cell(moved, 'budget_line'));
      const place = {
        agreement: cell(moved, 'agreement') || cell(line ?? {}, 'agreement'),
        action: cell(moved, 'action') || cell(line ?? {}, 'action'),
        domain: cell(line ?? {}, 'domain'),
      };
      const cents = Math.round(Number(cell(moved, 'amount')) * 100);
      const shared = inOrder(sharesOf(place, allocations), ids);
      const cut = divide(Math.abs(cents), shared);
      return shared.map(({ action }, i) => ({
        action,
        isCost: false,
        cents: Math.sign(cents) * (cut[i] ?? 0),
        currency: cell(moved, 'currency'),
      }));
    });
}

/** Whether more was spent than planned in some currency in which all that is planned is known. */
export function isOverspent(lines: readonly Part[], spent: readonly Part[]): boolean {
  const costs = lines.filter(({ isCost }) => isCost);
  return [...new Set(costs.map(({ currency }) => currency))].some((one) => {
    const [plan, gone] = [costs, spent].map((parts) => parts.filter(({ currency }) => currency === one));
    const sum = (parts: readonly Part[] = []) => parts.reduce((total, { cents }) => total + (cents ?? 0), 0);
    return gone?.length !== 0 && plan?.every(({ cents }) => cents !== null) && sum(gone) > sum(plan);
  });
}

const inOrder = (shares: Share[], ids: Ids): Share[] =>
  shares.sort((a, b) => compare(ids.get(a.action) ?? '', ids.get(b.action) ?? ''));

interface Share {
  readonly action: string;
  readonly points: number;
}

/** The actions that a line is for: the one it names, else, if it names no domain, those of its agreement. */
function sharesOf(line: Row, allocations: readonly Row[]): Share[] {
  if (cell(line, 'action') !== '') return [{ action: cell(line, 'action'), points: 10_000 }];
  if (cell(line, 'domain') !== '' || cell(line, 'agreement') === '') return [];
  return allocations
    .filter((row) => row['agreement'] === line['agreement'])
    .map((row) => ({
      action: cell(row, 'action'),
      points: Math.round(Number(cell(row, 'share_percent')) * 100),
    }));
}

/** Everybody's share rounded down; then a cent more for those who lost most, the first of equals first. */
function divide(cents: number, shares: readonly Share[]): number[] {
  const exact = shares.map(({ points }) => cents * points);
  const parts = exact.map((part) => Math.floor(part / 10_000));
  const left = cents - parts.reduce((sum, part) => sum + part, 0);
  const losers = exact
    .map((part, i) => ({ i, lost: part % 10_000 }))
    .sort((a, b) => b.lost - a.lost || a.i - b.i)
    .slice(0, left);
  for (const { i } of losers) parts[i] = (parts[i] ?? 0) + 1;
  return parts;
}

/** What the costs of an action add to; null when none is known, or in several currencies. */
export function planned(parts: readonly Part[]): Money | null {
  const costs = parts.filter(({ isCost, cents }) => isCost && cents !== null);
  const [first] = costs;
  if (first === undefined || costs.some(({ currency }) => currency !== first.currency)) return null;
  return { cents: costs.reduce((sum, { cents }) => sum + (cents ?? 0), 0), currency: first.currency };
}
