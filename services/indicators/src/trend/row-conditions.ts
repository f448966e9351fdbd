import { MAIN_SERIES } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { HeadlinePoint } from './trend.ts';

/**
 * The place that each indicator is about when none is asked for: that of its baseline (of several, the one most
 * observed), without baseline the place most observed; equals by NIS code. Observations are counted only where the
 * baselines leave a choice.
 */
export const homePlaces = (
  indicatorIds: readonly string[],
): RawBuilder<{ id: string; placeId: string }> => sql`
  with start as (
    select indicator_id, place_id, count(*) over (partition by indicator_id) as choices from known_baseline
    where indicator_id = any (${indicatorIds}::uuid[])),
  candidate as (
    select indicator_id, place_id, 0 as observations from start where choices = 1
    union all
    select start.indicator_id, start.place_id,
      (select count(*) from known_observation o
        where o.indicator_id = start.indicator_id and o.place_id = start.place_id)
    from start where choices > 1
    union all
    select asked.id, found.place_id, found.observations
    from unnest(${indicatorIds}::uuid[]) asked (id)
    cross join lateral (
      select place_id, count(*) as observations from known_observation where indicator_id = asked.id group by 1) found
    where asked.id not in (select indicator_id from start))
  select distinct on (candidate.indicator_id) candidate.indicator_id as id, place.id as "placeId"
  from candidate join place on place.id = candidate.place_id
  order by candidate.indicator_id, candidate.observations desc, place.nis_code`;

/**
 * The points of `indicator place`, each in the last vintage known on a day, or known at all. Looked up place by place:
 * joined, the planner reads every observation of the city for some hundred indicators.
 */
export function headlinePoints(
  asOf: string | null,
  keys: readonly string[],
): RawBuilder<HeadlinePoint & { key: string }> {
  const pairs = keys.map((key) => key.split(' '));
  return sql`
    select asked.indicator_id || ' ' || asked.place_id as key, o.id as "observationId",
      o.period_start::text as "periodStart", o.period_end::text as "periodEnd", version.version, o.value,
      o.is_break as "isBreak"
    from unnest(${pairs.map(([indicator]) => indicator)}::uuid[], ${pairs.map(([, place]) => place)}::uuid[])
      as asked(indicator_id, place_id)
    cross join lateral (
      select distinct on (version_id, period_start, period_end) * from known_observation known
      where known.indicator_id = asked.indicator_id and known.place_id = asked.place_id
        and known.dimensions = '' and known.series = ${MAIN_SERIES} and known.vintage <= ${asOf ?? 'infinity'}::date
      order by version_id, period_start, period_end, vintage desc) o
    join indicator_version version on version.id = o.version_id
    order by asked.indicator_id, asked.place_id, o.version_id, o.period_start, o.period_end`;
}
