import { HubError } from '@kapstok/kit';
import { YEAR } from '@kapstok/schema';

/** Takes `year` as it comes from a question: null is the whole term. Refuses what is no year. */
export function readYear(year: number | null | undefined): number | null {
  if (year == null) return null;
  if (year >= YEAR.first && year <= YEAR.last) return year;
  throw new HubError('BAD_USER_INPUT', `year is ${year}; it must be ${YEAR.first} to ${YEAR.last}.`);
}
