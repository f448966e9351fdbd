import type { GeneratedProgramme } from '../generate-programme.ts';
import type { Row } from '../programme-folder.ts';
import { cell, compare, rowsOf } from './rows.ts';

/** How the poverty tests of one action stand on a day. */
export interface Testing {
  readonly isValid: boolean;
  /** The earliest day on which a test that is overdue was due; null when none is. */
  readonly overdueSince: string | null;
}

/** Of two tests asked for on the same day the greater id is the later. */
export function testingOf(
  programme: GeneratedProgramme,
  action: string,
  idOf: ReadonlyMap<string, string>,
  today: string,
): Testing {
  const id = (row: Row) => idOf.get(cell(row, 'code')) ?? '';
  const standing = rowsOf(programme, 'poverty-tests.csv')
    .filter((row) => row['action'] === action && row['stage'] !== 'WITHDRAWN')
    .sort((a, b) => compare(cell(a, 'requested_on'), cell(b, 'requested_on')) || compare(id(a), id(b)));
  const latestVerdict = standing.filter(isConcluded).at(-1);
  const dueDays = standing.flatMap((row, i) => daysDue(row, i === standing.length - 1));
  return {
    isValid: latestVerdict !== undefined && holds(programme, latestVerdict, today),
    overdueSince: dueDays.filter((day) => day < today).sort()[0] ?? null,
  };
}

const isConcluded = (row: Row): boolean => row['stage'] === 'SCREENED_OUT' || cell(row, 'advice') !== '';

/** The days by which something should be done about a test. */
function daysDue(row: Row, isLast: boolean): string[] {
  const days = [
    ...(isConcluded(row) ? [] : [cell(row, 'due_on')]),
    ...(isLast ? [cell(row, 'retest_on')] : []),
  ];
  return days.filter((day) => day !== '');
}

function holds(programme: GeneratedProgramme, row: Row, today: string): boolean {
  const retest = cell(row, 'retest_on');
  if (retest !== '' && retest < today) return false;
  if (row['stage'] === 'SCREENED_OUT' || row['advice'] === 'PROCEED') return true;
  return row['advice'] === 'PROCEED_WITH_ADJUSTMENTS' && isEachOwned(programme, cell(row, 'code'));
}

/** Whether every recommendation of a test that was not rejected has an owner. */
const isEachOwned = (programme: GeneratedProgramme, test: string): boolean =>
  rowsOf(programme, 'recommendations.csv')
    .filter((row) => row['test'] === test && row['response'] !== 'REJECTED')
    .every((row) => cell(row, 'owner') !== '');
