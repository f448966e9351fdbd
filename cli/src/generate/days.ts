import type { Dice } from './dice.ts';

/** The plan of the made-up city, and the day up to which its data go. Never the clock: output must not depend on it. */
export const TERM = { from: '2020-01-01', to: '2027-12-31' } as const;
export const WRITTEN_ON = '2026-10-01';
/** Years with a voted budget. */
export const BUDGET_YEARS = [2020, 2021, 2022, 2023, 2024, 2025] as const;

const DAY = 86_400_000;
const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export const addDays = (day: string, days: number): string => iso(timeOf(day) + days * DAY);
export const daysBetween = (from: string, to: string): number =>
  Math.round((timeOf(to) - timeOf(from)) / DAY);
export const yearOf = (day: string): number => Number(day.slice(0, 4));
export const earlier = (a: string, b: string): string => (a < b ? a : b);

/** The first day of the month so many months on. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return iso(Date.UTC(year, month - 1 + months, 1));
}

/** The last day of the month of a day. */
export const endOfMonth = (day: string): string => addDays(addMonths(day, 1), -1);

export const dayBetween = (dice: Dice, from: string, to: string): string =>
  addDays(from, dice.whole(0, Math.max(0, daysBetween(from, to))));

/** A day as a source might give it: mostly whole, at times its month or year only. */
export const blurred = (dice: Dice, day: string): string =>
  day.slice(0, dice.weighted({ DAY: 6, MONTH: 3, YEAR: 1 }) === 'DAY' ? 10 : dice.chance(0.75) ? 7 : 4);
