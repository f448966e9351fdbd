import { groupBy } from '@kapstok/kit';
import type { LocalText } from '@kapstok/schema';
import type { Tables } from '../database-types.ts';

/** A field that an adjustment changed. */
export interface AdjustedField {
  readonly adjustmentId: string;
  readonly field: string;
  /** A text by language, or a word, or a day; null for nothing. */
  readonly before: LocalText | string | null;
  readonly after: LocalText | string | null;
}

/** What adjustments changed. */
export class AdjustmentStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  changedFields = async (ids: readonly string[]): Promise<Map<string, AdjustedField[]>> => {
    const rows = await this.#tables.prisma.adjustedField.findMany({
      where: { adjustmentId: { in: [...ids] } },
      orderBy: { field: 'asc' },
    });
    return groupBy(rows as AdjustedField[], ({ adjustmentId }) => adjustmentId);
  };

  keepFields = async (
    adjustmentId: string,
    programmeId: string,
    fields: readonly Omit<AdjustedField, 'adjustmentId'>[],
  ): Promise<void> => {
    if (fields.length === 0) return;
    const rows = fields.map(({ field, before, after }) => ({
      ...{ adjustment_id: adjustmentId, programme_id: programmeId, field },
      ...{ before: asJson(before), after: asJson(after) },
    }));
    await this.#tables.sql.insertInto('adjusted_field').values(rows).execute();
  };
}

const asJson = (value: LocalText | string | null): string | null =>
  value === null ? null : JSON.stringify(value);
