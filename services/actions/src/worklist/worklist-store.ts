import { mapBy, type Page, type PageRequest, pagesByParent } from '@kapstok/kit';
import type { WorkKind } from '@kapstok/schema';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import { type Asker, workOf } from './row-conditions.ts';

/** Something that waits for somebody. */
export interface WorkItem {
  readonly id: string;
  readonly kind: WorkKind;
  readonly programmeId: string;
  readonly actionId: string;
  readonly periodId: string | null;
  readonly organisationId: string | null;
  readonly updateId: string | null;
  readonly followUpId: string | null;
  readonly dueOn: string;
  readonly returnedReason: string | null;
}

/** What is due, and what waits for approval. */
export class WorklistStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** One page per programme of what waits for the viewer, by day due. */
  pages = (
    asker: Asker,
    kinds: readonly WorkKind[] | null,
    request: PageRequest,
    programmeIds: readonly string[],
  ): Promise<Map<string, Page>> => {
    const work = workOf(asker, programmeIds);
    const rows = sql`
      select programme_id, id, due_on || ' ' || code || ' ' || coalesce(organisation_id::text, '') from (${work}) work
      where ${kinds === null ? sql`true` : sql`kind = any (${kinds}::text[])`}`;
    return pagesByParent(this.#tables.sql, rows, request);
  };

  /** The items of pages of these programmes. */
  byIds = async (
    asker: Asker,
    programmeId: string,
    ids: readonly string[],
  ): Promise<Map<string, WorkItem>> => {
    const work = workOf(asker, [programmeId]);
    const { rows } = await sql<WorkItem>`
      select id, kind, programme_id as "programmeId", action_id as "actionId", period_id as "periodId",
        organisation_id as "organisationId", update_id as "updateId", follow_up_id as "followUpId",
        due_on as "dueOn", returned_reason as "returnedReason"
      from (${work}) work where id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return mapBy(rows, ({ id }) => id);
  };
}
