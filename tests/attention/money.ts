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
    const shared = sharesOf(line, allocations).sort((a, b) =>
      compare(ids.get(a.action) ?? '', ids.get(b.action) ?? ''),
    );
    const cut = cents === null ? [] : divide(cents, shared);
    return shared.map(({ action }, i) => ({
      action,
      isCost: cell(line, 'kind') === 'COST',
      cents: cut[i] ?? null,
      currency: cell(line, 'currency'),
    }));
  });
}

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
