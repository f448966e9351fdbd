import { groupBy } from '@kapstok/kit';
import { MAIN_SERIES, type MissingReason } from '@kapstok/schema';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { CellRow } from './cell.ts';

/** What formulas read. */
export class CellStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** The cells of `indicator place dimensions`, all periods and definitions, each in the last vintage known on a day. */
  lines = async (asOf: string | null, keys: readonly string[]): Promise<Map<string, CellRow[]>> => {
    const parts = keys.map((key) => key.split(' '));
    const column = (index: number) => parts.map((part) => part[index] ?? '');
    const { rows } = await sql<Omit<CellRow, 'reason'> & { key: string; reason: MissingReason | null }>`
      select distinct on (o.indicator_id, o.place_id, o.dimensions, o.version_id, o.period_start, o.period_end)
        o.indicator_id || ' ' || o.place_id || ' ' || o.dimensions as key, o.id as "observationId",
        o.period_start as start, o.period_end as end, version.version, o.value, o.value_reason as reason,
        o.is_break as "isBreak", coalesce(version.unit, indicator.unit) as unit
      from unnest(${column(0)}::uuid[], ${column(1)}::uuid[], ${column(2)}::text[]) as asked (indicator_id, place_id, dimensions)
      join known_observation o on o.indicator_id = asked.indicator_id and o.place_id = asked.place_id
        and o.dimensions = asked.dimensions and o.series = ${MAIN_SERIES} and o.vintage <= ${asOf ?? 'infinity'}::date
      join indicator_version version on version.id = o.version_id
      join indicator on indicator.id = o.indicator_id
      order by o.indicator_id, o.place_id, o.dimensions, o.version_id, o.period_start, o.period_end, o.vintage desc`.execute(
      this.#tables.sql,
    );
    return groupBy(rows, ({ key }) => key);
  };
}
