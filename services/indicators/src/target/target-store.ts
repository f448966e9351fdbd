import { groupBy, mapBy, toDomain } from '@kapstok/kit';
import type { Tables } from '../database-types.ts';
import type { Baseline, Target } from './target.ts';

/** Where programmes start from and what they want to reach. */
export class TargetStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Baselines by `indicator place`. */
  baselines = async (keys: readonly string[]): Promise<Map<string, Baseline>> => {
    const pairs = keys.map((key) => key.split(' '));
    const rows = await this.#tables.prisma.baseline.findMany({
      where: {
        indicatorId: { in: pairs.map(([indicatorId = '']) => indicatorId) },
        placeId: { in: [...new Set(pairs.map(([, placeId = '']) => placeId))] },
      },
    });
    return mapBy(
      rows.map((row) => toDomain<Baseline>({ ...row, value: row.value?.toFixed() ?? null })),
      ({ indicatorId, placeId }) => `${indicatorId} ${placeId}`,
    );
  };

  /** All targets of these indicators, by the end of their period. */
  byIndicators = async (indicatorIds: readonly string[]): Promise<Map<string, Target[]>> => {
    const rows = await this.#tables.prisma.target.findMany({
      where: { indicatorId: { in: [...indicatorIds] } },
      orderBy: [{ periodEnd: 'asc' }, { periodStart: 'asc' }, { code: 'asc' }],
    });
    return groupBy(
      rows.map((row) => toDomain<Target>({ ...row, value: row.value?.toFixed() ?? null })),
      (target) => target.indicatorId,
    );
  };

  byIds = async (ids: readonly string[]): Promise<Map<string, Target>> => {
    const rows = await this.#tables.prisma.target.findMany({ where: { id: { in: [...ids] } } });
    const targets = rows.map((row) => toDomain<Target>({ ...row, value: row.value?.toFixed() ?? null }));
    return mapBy(targets, ({ id }) => id);
  };

  baselinesByIds = async (ids: readonly string[]): Promise<Map<string, Baseline>> => {
    const rows = await this.#tables.prisma.baseline.findMany({ where: { id: { in: [...ids] } } });
    const baselines = rows.map((row) => toDomain<Baseline>({ ...row, value: row.value?.toFixed() ?? null }));
    return mapBy(baselines, ({ id }) => id);
  };
}
