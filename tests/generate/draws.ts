import fc from 'fast-check';
import type { Row } from '../programme-folder.ts';

/** What an arbitrary draws. */
export type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never;

// Texts that spreadsheets, CSV readers or terminals take for something else.
const ODD = [
  '=1+1',
  '+32 56 27 70 00',
  '-2',
  '@som',
  'a,b',
  'say "hi"',
  'two\nlines',
  '\u202eright',
  'NULL',
  '🧥',
];
export const text = fc
  .oneof(
    fc.constantFrom(...ODD),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    fc.lorem({ maxCount: 6 }),
  )
  .map(
    (drawn) =>
      drawn
        .normalize('NFC')
        .replaceAll(/[\0\r]/g, '')
        .trim() || 'x',
  );
/** Any amount; now and then one that others have too, or nothing at all. */
export const amount = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 999_999_999 }) },
    { weight: 1, arbitrary: fc.constantFrom(0, 0, 1, 100_000) },
  )
  .map((n) => (n / 100).toFixed(2));
export const flag = fc.constantFrom('true', 'false');
export const pick = fc.nat({ max: 1_000_000 });
export const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
export const reason = fc.constantFrom('NOT_PUBLISHED', 'NOT_MEASURED', 'NOT_APPLICABLE', 'LOST_IN_SOURCE');
const FIRST_DAY = new Date('2000-01-01');
const LAST_DAY = new Date('2060-12-31');
export const day = fc
  .date({ min: FIRST_DAY, max: LAST_DAY, noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
export const partial = fc
  .tuple(day, fc.constantFrom(4, 7, 10))
  .map(([date, length]) => date.slice(0, length));
/** As many as `fixed` says, else up to `most`. */
export const some = <T>(one: fc.Arbitrary<T>, most: number, fixed?: number, least = 0) =>
  fc.array(one, { minLength: fixed ?? least, maxLength: fixed ?? most });

/** One of a list by a drawn number; undefined for none drawn or an empty list. */
export const at = <T>(list: readonly T[], drawn: number | undefined): T | undefined =>
  drawn === undefined ? undefined : list[drawn % Math.max(list.length, 1)];
export const numbered = (letter: string, index: number): string =>
  `${letter}${String(index + 1).padStart(2, '0')}`;
export const code = (row: Row | undefined): string => row?.['code'] ?? '';
export const distinct = (rows: readonly Row[], ...columns: string[]): Row[] => [
  ...new Map(rows.map((row) => [columns.map((column) => row[column]).join(' '), row])).values(),
];
/** A day some days later; empty for none. */
export function later(from: string, days: number | undefined): string {
  if (days === undefined) return '';
  const date = new Date(from);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
