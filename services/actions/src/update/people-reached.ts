import { type FigureValue, known, reads } from '@kapstok/kit';
import type { Viewer } from '@kapstok/schema';
import type { ProgressUpdate } from './update.ts';
import { isOwn, steers } from './who.ts';

/** Fewer people than this are told to who reports and who approves only: somebody could be known by it. */
export const FEWEST_TOLD = 5;

/** The number of people, as far as it is told to a viewer. */
export function peopleReached(viewer: Viewer, update: ProgressUpdate): FigureValue {
  const { peopleReached: count, peopleReachedReason, programmeId } = update;
  const isWithheld =
    !isOwn(viewer, update) &&
    !steers(viewer, update) &&
    (!reads(viewer, 'PEOPLE', programmeId) || (count !== null && count < FEWEST_TOLD));
  if (isWithheld) return { value: null, reason: 'SUPPRESSED', unit: 'PERSONS' };
  if (count !== null) return known(count, 'PERSONS');
  return { value: null, reason: peopleReachedReason ?? 'NOT_MEASURED', unit: 'PERSONS' };
}
