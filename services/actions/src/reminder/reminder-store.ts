import { mapBy, type Page, type PageRequest, pagesByParent, toDomain } from '@kapstok/kit';
import type { ReminderStep } from '@kapstok/schema';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';

/** What an organisation was told is due. */
export interface Reminder {
  readonly id: string;
  readonly programmeId: string;
  readonly periodId: string;
  readonly organisationId: string;
  readonly step: ReminderStep;
  readonly remindedOn: string;
  readonly body: string;
  readonly actionCount: number;
}

/** Which reminders are wanted; null does not restrict. */
export interface ReminderFilter {
  readonly periodId: string | null;
  readonly organisationId: string | null;
}

/** Digests that were written. */
export class ReminderStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Reminder>> => {
    const rows = await this.#tables.prisma.reminder.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Reminder>), ({ id }) => id);
  };

  /** One page per programme, the latest first. */
  pages = (
    filter: ReminderFilter,
    request: PageRequest,
    ids: readonly string[],
  ): Promise<Map<string, Page>> => {
    const { periodId, organisationId } = filter;
    const rows = sql`select programme_id, id, reminded_on::text from reminder
      where programme_id = any (${ids}::uuid[])
        and (${periodId}::text is null or period_id::text = ${periodId})
        and (${organisationId}::text is null or organisation_id::text = ${organisationId})`;
    return pagesByParent(this.#tables.sql, rows, request, 'DESC');
  };
}
