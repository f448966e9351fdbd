import { stringify } from 'csv-stringify/sync';

/** Rows of cells as CSV, the headers first; what `readRows` reads. */
export const csvText = (headers: readonly string[], rows: readonly (readonly string[])[]): string =>
  stringify([[...headers], ...rows.map((row) => [...row])]);
