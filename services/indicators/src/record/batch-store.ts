import { mapBy, type Page, type PageRequest, pagesByParent, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { ObservationBatch } from './observation-batch.ts';

/** Observations that were recorded together. */
export class BatchStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, ObservationBatch>> => {
    const rows = await this.#tables.prisma.observationBatch.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<ObservationBatch>), ({ id }) => id);
  };

  /** One page of the observations of each batch, in the order of its rows. */
  pages = (request: PageRequest, ids: readonly string[]): Promise<Map<string, Page>> => {
    const rows = sql`select batch_id, id, id::text from observation where batch_id = any (${ids}::uuid[])`;
    return pagesByParent(this.#tables.sql, rows, request);
  };
}
