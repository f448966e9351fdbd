import { type FigureValue, percentage } from '@kapstok/kit';
import type { ActionStatus, Realisation } from '@kapstok/schema';

/** Actions of one programme, domain, block or action that stand alike. */
export interface ProgressCell {
  readonly status: ActionStatus;
  readonly realisation: Realisation | null;
  readonly isOverdue: boolean;
  readonly goal: string | null;
  readonly level: string | null;
  readonly count: number;
}

/** How the completion figure is made; shown beside it so that anyone can compute it again. */
export const COMPLETION_METHOD =
  'Actions realised or partly realised, divided by actions of which it is known what came or has yet to come of ' +
  'them, in percent. Each action weighs the same. An action that has parts is counted through its parts. Actions ' +
  'whose status is unknown, or that are completed without a word on what came of them, are left out and counted in ' +
  'unknownRealisationCount.';

/** Nobody says what came of them; one that is planned or runs has yet to show. */
export const isUnknown = ({ status, realisation }: ProgressCell): boolean =>
  realisation === null && (status === 'UNKNOWN' || status === 'COMPLETED');

/** What was promised was done, wholly or in part. */
export const isDone = ({ realisation }: ProgressCell): boolean =>
  realisation === 'REALISED' || realisation === 'PARTLY_REALISED';

export function countWhere(cells: readonly ProgressCell[], holds: (cell: ProgressCell) => boolean): number {
  return cells.reduce((sum, cell) => (holds(cell) ? sum + cell.count : sum), 0);
}

/** The share of actions realised, wholly or partly; missing when nothing is known of any. */
export function completion(cells: readonly ProgressCell[]): FigureValue {
  const told = countWhere(cells, (cell) => !isUnknown(cell));
  const done = countWhere(cells, isDone);
  return told === 0 ? { ...percentage(done, told), reason: 'NOT_PUBLISHED' } : percentage(done, told);
}

const position = (cell: ProgressCell): string =>
  [cell.status, cell.realisation, cell.isOverdue, cell.goal, cell.level].join(' ');

/** The cells in one order, whatever order the database gave them in. */
export const inputsOf = (cells: readonly ProgressCell[]): ProgressCell[] =>
  [...cells].sort((a, b) => (position(a) < position(b) ? -1 : 1));
