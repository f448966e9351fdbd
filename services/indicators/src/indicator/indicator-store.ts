import { groupBy, mapBy, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
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

  byIds = async (ids: readonly string[]): Promise<Map<string, Indicator>> => {
    const rows = await this.#tables.prisma.indicator.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Indicator>), (indicator) => indicator.id);
  };

  /** All versions of the definitions of these indicators, oldest first. */
  definitions = async (indicatorIds: readonly string[]): Promise<Map<string, IndicatorDefinition[]>> => {
    const where = { indicatorId: { in: [...indicatorIds] } };
    const rows = await this.#tables.prisma.indicatorVersion.findMany({ where, orderBy: { version: 'asc' } });
    return groupBy(rows.map(toDomain<IndicatorDefinition>), (definition) => definition.indicatorId);
  };

  /** The indicators of a programme with these codes. */
  byCodes = async (programmeId: string, codes: readonly string[]): Promise<Map<string, Indicator>> => {
    const where = { programmeId, code: { in: [...codes] } };
    const rows = await this.#tables.prisma.indicator.findMany({ where });
    return mapBy(rows.map(toDomain<Indicator>), ({ code }) => code);
  };

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
