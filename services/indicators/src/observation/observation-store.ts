import { groupBy, mapBy, type Page, type PageRequest, pagesByParent } from '@kapstok/kit';
import { MAIN_SERIES } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Observation } from './observation.ts';

/** Which observations of a list are wanted; what is left out does not restrict. */
export interface ObservationFilter {
  readonly nisCodes: readonly string[] | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Breakdowns that carry all of these; the empty list is the total alone. */
  readonly dimensions: readonly { readonly name: string; readonly value: string | null }[] | null;
  readonly allSeries: boolean;
  readonly includeRevisions: boolean;
  readonly asOf: string | null;
}

/** What tells one line of figures from another: all vintages of one of these replace each other. */
const LINE = sql.raw(
  'o.indicator_id, o.place_id, o.dimensions, o.series, o.version_id, o.period_start, o.period_end',
);
/** The two observations are about the same cell. */
const SAME_CELL = sql.raw(
  `other.indicator_id = o.indicator_id and other.place_id = o.place_id and other.dimensions = o.dimensions
   and other.period_start = o.period_start and other.period_end = o.period_end`,
);

/** Published figures, as the session may know them. */
export class ObservationStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Observation>> => {
    const { rows } = await sql<Observation>`
      select id, programme_id as "programmeId", code, indicator_id as "indicatorId", version_id as "versionId",
        place_id as "placeId", period_start::text as "periodStart", period_end::text as "periodEnd", dimensions, series,
        trim_scale(value)::text as value, value_reason as "valueReason", trim_scale(numerator)::text as numerator,
        trim_scale(denominator)::text as denominator, qualitative, vintage::text as vintage,
        vintage_precision as "vintagePrecision", is_break as "isBreak", is_estimate as "isEstimate",
        is_provisional as "isProvisional", is_confidential as "isConfidential", is_derived as "isDerived",
        is_structural_zero as "isStructuralZero", note, source_id as "sourceId"
      from known_observation where id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return mapBy(rows, (observation) => observation.id);
  };

  /** One page of each indicator, by place, period, breakdown, series, definition and vintage. */
  pages = (
    filter: ObservationFilter,
    request: PageRequest,
    indicatorIds: readonly string[],
  ): Promise<Map<string, Page>> => {
    const lastVintage = filter.includeRevisions ? sql`` : sql`distinct on (${LINE})`;
    const rows = sql`
      select o.indicator_id, o.id, concat_ws(chr(1), place.nis_code, o.period_start, o.period_end, o.dimensions,
        o.series, lpad(version.version::text, 4, '0'), o.vintage)
      from (
        select ${lastVintage} ${LINE}, o.vintage, o.id from known_observation o
        where o.indicator_id = any (${indicatorIds}::uuid[]) and ${matches(filter)}
        order by ${LINE}, o.vintage desc) o
      join place on place.id = o.place_id
      join indicator_version version on version.id = o.version_id`;
    return pagesByParent(this.#tables.sql, rows, request);
  };

  /** The vintage before, of the same cell, series and definition. */
  superseded = async (ids: readonly string[]): Promise<Map<string, string>> => {
    const { rows } = await sql<{ id: string; before: string }>`
      select o.id, other.id as before
      from known_observation o cross join lateral (
        select other.id from known_observation other
        where ${SAME_CELL} and other.series = o.series and other.version_id = o.version_id and other.vintage < o.vintage
        order by other.vintage desc limit 1) other
      where o.id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return new Map(rows.map(({ id, before }) => [id, before]));
  };

  /** What other series, or the same under another definition, say of the same cell; each in its last known vintage. */
  alternatives = async (
    asOf: string | null,
    ids: readonly string[],
  ): Promise<Map<string, { of: string; id: string }[]>> => {
    const { rows } = await sql<{ of: string; id: string }>`
      select found.of, found.id from (
        select distinct on (o.id, other.series, other.version_id) o.id as of, other.id, other.series, other.version_id
        from known_observation o join known_observation other on ${SAME_CELL}
          and (other.series, other.version_id) <> (o.series, o.version_id)
          and other.vintage <= ${asOf ?? 'infinity'}::date
        where o.id = any (${ids}::uuid[])
        order by o.id, other.series, other.version_id, other.vintage desc) found
      join indicator_version version on version.id = found.version_id
      order by found.series, version.version`.execute(this.#tables.sql);
    return groupBy(rows, (row) => row.of);
  };
}

function matches(filter: ObservationFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (filter.nisCodes !== null)
    parts.push(sql`o.place_id in (select id from place where nis_code = any (${filter.nisCodes}::text[]))`);
  if (filter.from !== null) parts.push(sql`o.period_start >= ${filter.from}::date`);
  if (filter.to !== null) parts.push(sql`o.period_end <= ${filter.to}::date`);
  if (filter.asOf !== null) parts.push(sql`o.vintage <= ${filter.asOf}::date`);
  if (!filter.allSeries) parts.push(sql`o.series = ${MAIN_SERIES}`);
  if (filter.dimensions?.length === 0) parts.push(sql`o.dimensions = ''`);
  for (const { name, value } of filter.dimensions ?? []) {
    const part = value === null ? `;${name}=` : `;${name}=${value};`;
    parts.push(sql`strpos(';' || o.dimensions || ';', ${part}) > 0`);
  }
  return sql.join(parts, sql` and `);
}
