import { groupBy } from '@kapstok/kit';
import type { Tables } from '../database-types.ts';
import { headlinePoints, homePlaces } from './row-conditions.ts';
import type { HeadlinePoint } from './trend.ts';

/** The main series of indicators at one place each, without breakdown: what headlines and trends are read from. */
export class HeadlineStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  homePlaces = async (indicatorIds: readonly string[]): Promise<Map<string, string>> => {
    const { rows } = await homePlaces(indicatorIds).execute(this.#tables.sql);
    return new Map(rows.map(({ id, placeId }) => [id, placeId]));
  };

  points = async (asOf: string | null, keys: readonly string[]): Promise<Map<string, HeadlinePoint[]>> => {
    const { rows } = await headlinePoints(asOf, keys).execute(this.#tables.sql);
    return groupBy(rows, (row) => row.key);
  };
}
