import { mapBy, toDomain } from '@kapstok/kit';
import type { Tables } from '../database-types.ts';
import type { FigureRelease } from './figure-release.ts';

/** Releases of figures, for those who steer. */
export class ReleaseStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, FigureRelease>> => {
    const rows = await this.#tables.prisma.figureRelease.findMany({
      where: { id: { in: [...ids] } },
      omit: { declaration: true },
    });
    return mapBy(
      rows.map((row) => toDomain<FigureRelease>(row)),
      ({ id }) => id,
    );
  };

  /** The releases of each programme, the latest first. */
  byProgrammes = async (ids: readonly string[]): Promise<Map<string, FigureRelease[]>> => {
    const rows = await this.#tables.prisma.figureRelease.findMany({
      where: { programmeId: { in: [...ids] } },
      omit: { declaration: true },
      orderBy: { number: 'desc' },
    });
    const found = new Map<string, FigureRelease[]>(ids.map((id) => [id, []]));
    for (const row of rows) found.get(row.programmeId)?.push(toDomain<FigureRelease>(row));
    return found;
  };
}
