import type { GeneratedProgramme } from '../generate-programme.ts';
import type { Row } from '../programme-folder.ts';

export const rowsOf = ({ files }: GeneratedProgramme, file: string): readonly Row[] => files[file] ?? [];
export const cell = (row: Row, column: string): string => row[column] ?? '';
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The last possible day of a date that may lack its day or month; null for an empty cell. */
export function lastDay(partial: string): string | null {
  if (partial === '') return null;
  const [year, month = '12', day] = partial.split('-');
  if (day !== undefined) return partial;
  return new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10);
}

export const daysBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / (24 * 3600 * 1000);
