import { groupBy, mapBy, type Page, type PageRequest, pagesByParent, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { QualityWarning } from './quality-warning.ts';

/** What looked odd, and what people said to it. */
export class QualityStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, QualityWarning>> => {
    const rows = await this.#tables.prisma.qualityWarning.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<QualityWarning>), ({ id }) => id);
  };

  byObservations = async (ids: readonly string[]): Promise<Map<string, QualityWarning[]>> => {
    const rows = await this.#tables.prisma.qualityWarning.findMany({
      where: { observationId: { in: [...ids] } },
      orderBy: { code: 'asc' },
    });
    return groupBy(rows.map(toDomain<QualityWarning>), ({ observationId }) => observationId);
  };

  byBatches = async (ids: readonly string[]): Promise<Map<string, QualityWarning[]>> => {
    const rows = await this.#tables.prisma.qualityWarning.findMany({
      where: { observation: { batchId: { in: [...ids] } } },
      include: { observation: { select: { batchId: true } } },
      orderBy: [{ observationId: 'asc' }, { code: 'asc' }],
    });
    const groups = groupBy(rows, ({ observation }) => observation.batchId ?? '');
    return new Map([...groups].map(([id, all]) => [id, all.map((row) => toDomain<QualityWarning>(row))]));
  };

  /** One page of the warnings of each programme, the newest first. */
  pages = (
    isAnswered: boolean | null,
    request: PageRequest,
    programmeIds: readonly string[],
  ): Promise<Map<string, Page>> => {
    const rows = sql`
      select programme_id, id, id::text from quality_warning
      where programme_id = any (${programmeIds}::uuid[])
        and (${isAnswered}::boolean is null or (answer is not null) = ${isAnswered}::boolean)`;
    return pagesByParent(this.#tables.sql, rows, request, 'DESC');
  };
}
