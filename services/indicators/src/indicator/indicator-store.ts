import { groupBy, mapBy, toDomain } from '@kapstok/kit';
import type { Tables } from '../database-types.ts';
import type { Indicator, IndicatorDefinition } from './indicator.ts';

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
}
