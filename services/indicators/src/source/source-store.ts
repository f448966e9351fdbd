import { mapBy, type SourceValue, toDomain } from '@kapstok/kit';
import type { Tables } from '../database-types.ts';

/** Where figures and statements come from. */
export class SourceStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, SourceValue>> => {
    const rows = await this.#tables.prisma.source.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<SourceValue & { id: string }>), (source) => source.id);
  };

  /** The ids of sources of a programme by their keys. */
  idsByKeys = async (programmeId: string, keys: readonly string[]): Promise<Map<string, string>> => {
    const where = { programmeId, key: { in: [...keys] } };
    const rows = await this.#tables.prisma.source.findMany({ where, select: { id: true, key: true } });
    return new Map(rows.map(({ key, id }) => [key, id]));
  };
}
