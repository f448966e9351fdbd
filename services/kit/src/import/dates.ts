import type { DatePrecision } from '@kapstok/schema';

/** The day itself if it exists, else null. */
export function parsePlainDate(cell: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(cell)) return null;
  const day = new Date(`${cell}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === cell && cell >= '1000'
    ? cell
    : null;
}

/**
 * A date that may lack its day or month. What is not known is taken as late as it can be: a figure published
 * "in 2017" is surely known only from the last day of 2017.
 */
export function parsePartialDate(cell: string): { date: string; precision: DatePrecision } | null {
  const [year, month, ...rest] = cell.split('-');
  if (rest.length > 0) {
    const date = parsePlainDate(cell);
    return date === null ? null : { date, precision: 'DAY' };
  }
  if (month !== undefined) {
    if (parsePlainDate(`${cell}-01`) === null) return null;
    const last = new Date(Date.UTC(Number(year), Number(month), 0));
    return { date: last.toISOString().slice(0, 10), precision: 'MONTH' };
  }
  return /^[1-9]\d{3}$/.test(cell) ? { date: `${cell}-12-31`, precision: 'YEAR' } : null;
}

/** The reverse of `parsePartialDate`. */
export function writePartialDate(date: string, precision: string): string {
  return date.slice(0, precision === 'YEAR' ? 4 : precision === 'MONTH' ? 7 : 10);
}
