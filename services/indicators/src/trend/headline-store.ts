import { groupBy } from '@kapstok/kit';
import { MAIN_SERIES } from '@kapstok/schema';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { HeadlinePoint } from './trend.ts';

/** The main series of indicators at one place each, without breakdown: what headlines and trends are read from. */
export class HeadlineStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** The place that each indicator is about when none is asked for. */
  homePlaces = async (indicatorIds: readonly string[]): Promise<Map<string, string>> => {
    const rows = await this.#tables.prisma.homePlace.findMany({
      where: { indicatorId: { in: [...indicatorIds] } },
    });
    return new Map(rows.map(({ indicatorId, placeId }) => [indicatorId, placeId]));
  };

  /** The points of `indicator place`, each in the last vintage known on a day, or known at all. */
  points = async (asOf: string | null, keys: readonly string[]): Promise<Map<string, HeadlinePoint[]>> => {
    const pairs = keys.map((key) => key.split(' '));
    const { rows } = await sql<HeadlinePoint & { key: string }>`
      select distinct on (o.indicator_id, o.place_id, o.version_id, o.period_start, o.period_end)
        o.indicator_id || ' ' || o.place_id as key, o.id as "observationId", o.period_start as "periodStart",
        o.period_end as "periodEnd", version.version, o.value, o.is_break as "isBreak"
      from unnest(${pairs.map(([indicator]) => indicator)}::uuid[], ${pairs.map(([, place]) => place)}::uuid[])
        as asked(indicator_id, place_id)
      join observation o on o.indicator_id = asked.indicator_id and o.place_id = asked.place_id
        and o.dimensions = '' and o.series = ${MAIN_SERIES} and o.vintage <= ${asOf ?? 'infinity'}::date
      join indicator_version version on version.id = o.version_id
      order by o.indicator_id, o.place_id, o.version_id, o.period_start, o.period_end, o.vintage desc`.execute(
      this.#tables.sql,
    );
    return groupBy(rows, (row) => row.key);
  };
}
