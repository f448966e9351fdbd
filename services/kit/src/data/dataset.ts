import type { Viewer } from '@kapstok/schema';
import type { BulkSession } from '../bulk/bulk-session.ts';
import type { Column } from './column.ts';
import type { Filter } from './filter.ts';

/** What was asked of a data set. */
export interface Selection {
  /** Values by the name of the filter; what is not there does not restrict. */
  readonly filters: ReadonlyMap<string, readonly string[]>;
  /** The id of the row after which to go on; null: from the first. */
  readonly after: string | null;
  /** Rows at most; null: all. */
  readonly limit: number | null;
}

/** A SELECT for COPY, and how its rows become the cells of the file. */
export interface Reading {
  readonly select: string;
  /** The cells, in the order of the columns. What is empty is not known, or not for the viewer. */
  cellsOf(row: readonly string[]): string[];
  /** Whether a row is left out because of the one after it; left out: none is. */
  isReplacedBy?(row: readonly string[], next: readonly string[]): boolean;
}

/** A table that the hub gives out as files. Its columns stay: new ones are added at the end. */
export interface Dataset {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** The first is `id`, by which a reader goes on after a row. */
  readonly columns: readonly Column[];
  readonly filters: Readonly<Record<string, Filter>>;
  /** How rows are written as SDMX-CSV; absent: they are not. */
  sdmx?(session: BulkSession): Promise<{ readonly header: string; line(cells: string[]): string }>;
  /** Throws BAD_USER_INPUT when there is no row `after` for the viewer. */
  read(session: BulkSession, viewer: Viewer, selection: Selection): Promise<Reading>;
}

/** The conditions of a selection, and those that are always there. */
export const whereOf = (
  { filters }: Selection,
  known: Dataset['filters'],
  always: readonly string[],
): string =>
  [...always, ...[...filters].map(([name, values]) => `(${known[name]?.where(values) ?? 'true'})`)].join(
    ' and ',
  );

/** One row more than asked for: it says whether there is a next part. */
export const limitOf = ({ limit }: Selection): string => (limit === null ? '' : ` limit ${limit + 1}`);
