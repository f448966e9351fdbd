import { groupBy, mapBy, toDomain } from '@kapstok/kit';
import type { Tables } from '../database-types.ts';
import type { ComparisonGroup, ExternalFactor } from './comparison.ts';

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
}
