import { groupBy, mapBy, toDomain } from '@kapstok/kit';
import { MAIN_SERIES } from '@kapstok/schema';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { ComparisonGroup, ExternalFactor, SimilarRule } from './comparison.ts';

/** What is set beside the figures of a city: other places, and what happened outside the programme. */
export class ComparisonStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** All factors noted by these programmes, oldest first. */
  factors = async (programmeIds: readonly string[]): Promise<Map<string, ExternalFactor[]>> => {
    const rows = await this.#tables.prisma.externalFactor.findMany({
      where: { programmeId: { in: [...programmeIds] } },
      orderBy: [{ fromOn: 'asc' }, { code: 'asc' }],
    });
    return groupBy(rows.map(toDomain<ExternalFactor>), (factor) => factor.programmeId);
  };

  factorsByIds = async (ids: readonly string[]): Promise<Map<string, ExternalFactor>> => {
    const rows = await this.#tables.prisma.externalFactor.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<ExternalFactor>), ({ id }) => id);
  };

  /** The comparison groups of these indicators, by code. */
  groups = async (indicatorIds: readonly string[]): Promise<Map<string, ComparisonGroup[]>> => {
    const rows = await this.#tables.prisma.comparisonGroup.findMany({
      where: { indicatorId: { in: [...indicatorIds] } },
      include: { members: { select: { placeId: true }, orderBy: { place: { nisCode: 'asc' } } } },
      orderBy: [{ code: 'asc' }, { id: 'asc' }],
    });
    return groupBy(rows.map(toDomain<ComparisonGroup>), (group) => group.indicatorId);
  };

  groupsByIds = async (ids: readonly string[]): Promise<Map<string, ComparisonGroup>> => {
    const rows = await this.#tables.prisma.comparisonGroup.findMany({
      where: { id: { in: [...ids] } },
      include: { members: { select: { placeId: true }, orderBy: { place: { nisCode: 'asc' } } } },
    });
    return mapBy(rows.map(toDomain<ComparisonGroup>), ({ id }) => id);
  };

  /** Places of the same kind whose figure of a period, under the same definition, is close to that of one place. */
  similarPlaces = async (rule: SimilarRule): Promise<readonly string[]> => {
    const { rows } = await sql<{ id: string }>`
      with figure as (
        select distinct on (o.place_id, version.version) o.place_id, version.version, o.value
        from known_observation o join indicator_version version on version.id = o.version_id
        where o.indicator_id = ${rule.indicatorId} and o.dimensions = '' and o.series = ${MAIN_SERIES}
          and o.period_start = ${rule.periodStart}::date and o.period_end = ${rule.periodEnd}::date
        order by o.place_id, version.version, o.vintage desc),
      own as (
        select * from figure where place_id = ${rule.placeId} and value is not null order by version desc limit 1)
      select place.id from own
      join figure on figure.version = own.version and figure.place_id <> own.place_id
        and abs(figure.value - own.value) * 100 <= ${rule.withinPercent}::int * abs(own.value)
      join place on place.id = figure.place_id
      join place home on home.id = own.place_id and home.level = place.level
      order by place.nis_code`.execute(this.#tables.sql);
    return rows.map(({ id }) => id);
  };
}
