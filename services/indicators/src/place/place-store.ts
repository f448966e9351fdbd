import { groupBy, mapBy, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Place } from './place.ts';

const inOrder = { nisCode: 'asc' } as const;

/** Places. */
export class PlaceStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Place>> => {
    const rows = await this.#tables.prisma.place.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Place>), (place) => place.id);
  };

  byNisCodes = async (codes: readonly string[]): Promise<Map<string, Place>> => {
    const rows = await this.#tables.prisma.place.findMany({ where: { nisCode: { in: [...codes] } } });
    return mapBy(rows.map(toDomain<Place>), (place) => place.nisCode);
  };

  /** The places that lie directly inside these, by NIS code. */
  parts = async (ids: readonly string[]): Promise<Map<string, Place[]>> => {
    const where = { parentId: { in: [...ids] } };
    const rows = await this.#tables.prisma.place.findMany({ where, orderBy: inOrder });
    return groupBy(rows.map(toDomain<Place>), (place) => place.parentId ?? '');
  };

  /** The ids of the places of which an indicator has observations, by NIS code. */
  observed = async (
    indicatorIds: readonly string[],
  ): Promise<Map<string, { indicatorId: string; placeId: string }[]>> => {
    const { rows } = await sql<{ indicatorId: string; placeId: string }>`
      select seen.indicator_id as "indicatorId", place.id as "placeId"
      from (select distinct indicator_id, place_id from known_observation
        where indicator_id = any (${indicatorIds}::uuid[])) seen
      join place on place.id = seen.place_id
      order by place.nis_code`.execute(this.#tables.sql);
    return groupBy(rows, (row) => row.indicatorId);
  };
}
