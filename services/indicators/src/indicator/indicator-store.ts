import { groupBy, mapBy, toDomain } from '@kapstok/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Named } from '../formula/resolve-formula.ts';
import type { Indicator, IndicatorDefinition } from './indicator.ts';

/** An indicator as formulas know it. */
export type NamedIndicator = Named & Pick<Indicator, 'id' | 'programmeId' | 'frequency' | 'title'>;

/** Indicators and their definitions. */
export class IndicatorStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Indicator>> =>
    mapBy(await this.#where(sql`i.id = any (${[...ids]}::uuid[])`), ({ id }) => id);

  /** All versions of the definitions of these indicators, oldest first. */
  definitions = async (indicatorIds: readonly string[]): Promise<Map<string, IndicatorDefinition[]>> => {
    const where = { indicatorId: { in: [...indicatorIds] } };
    const rows = await this.#tables.prisma.indicatorVersion.findMany({ where, orderBy: { version: 'asc' } });
    return groupBy(rows.map(toDomain<IndicatorDefinition>), (definition) => definition.indicatorId);
  };

  /** The indicators of a programme with these codes. */
  byCodes = async (programmeId: string, codes: readonly string[]): Promise<Map<string, Indicator>> => {
    const rows = await this.#where(
      sql`i.programme_id = ${programmeId} and i.code = any (${[...codes]}::text[])`,
    );
    return mapBy(rows, ({ code }) => code);
  };

  /** With what is often asked of their definitions, so that these need not be read for it. */
  async #where(condition: RawBuilder<unknown>): Promise<readonly Indicator[]> {
    const { rows } = await sql<Indicator>`
      select i.id, i.programme_id as "programmeId", i.code, i.title, i.level, i.unit, i.direction,
        i.is_cumulative as "isCumulative", i.count_basis as "countBasis", i.domain_id as "domainId",
        i.block_id as "blockId", i.frequency, i.note, i.source_id as "sourceId", i.version,
        coalesce(newest.unit, i.unit) as "currentUnit", coalesce(newest.has_units, false) as "hasUnits",
        newest.calculation is not null as "isCalculated"
      from indicator i left join lateral (
        select unit, calculation, bool_or(unit is not null) over () as has_units from indicator_version
        where indicator_id = i.id order by version desc limit 1) newest on true
      where ${condition}`.execute(this.#tables.sql);
    return rows;
  }

  /** What formulas must know of the indicators of these programmes: of each its newest definition. */
  named = async (programmeIds: readonly string[]): Promise<Map<string, NamedIndicator[]>> => {
    const { rows } = await sql<NamedIndicator>`
      select distinct on (indicator.id) indicator.id, indicator.programme_id as "programmeId", indicator.code,
        coalesce(version.unit, indicator.unit) as unit, version.dimensions, version.calculation, indicator.frequency,
        indicator.title
      from indicator left join indicator_version version on version.indicator_id = indicator.id
      where indicator.programme_id = any (${programmeIds}::uuid[])
      order by indicator.id, version.version desc`.execute(this.#tables.sql);
    return groupBy(rows, ({ programmeId }) => programmeId);
  };
}
