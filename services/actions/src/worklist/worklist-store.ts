import { isSpoken, mapBy, type Page, type PageRequest, pagesByParent } from '@kapstok/kit';
import { type Approver, spokenFor, type Viewer, type WorkKind } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import { isSteered } from '../update/row-conditions.ts';
import { owed } from './row-conditions.ts';

/** Something that waits for somebody. */
export interface WorkItem {
  readonly id: string;
  readonly kind: WorkKind;
  readonly programmeId: string;
  readonly actionId: string;
  readonly periodId: string;
  readonly organisationId: string;
  readonly updateId: string | null;
  readonly returnedReason: string | null;
}

/** Who asks, and when. */
export interface Asker {
  readonly viewer: Viewer;
  readonly today: string;
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
    const work = workOf(asker, sql`period.programme_id = any (${programmeIds}::uuid[])`);
    const rows = sql`
      select programme_id, id, due_on || ' ' || code || ' ' || organisation_id from (${work}) work
      where ${kinds === null ? sql`true` : sql`kind = any (${kinds}::text[])`}`;
    return pagesByParent(this.#tables.sql, rows, request);
  };

  /** The items of pages of these programmes. */
  byIds = async (
    asker: Asker,
    programmeId: string,
    ids: readonly string[],
  ): Promise<Map<string, WorkItem>> => {
    const work = workOf(asker, sql`period.programme_id = ${programmeId}`);
    const { rows } = await sql<WorkItem>`
      select id, kind, programme_id as "programmeId", action_id as "actionId", period_id as "periodId",
        organisation_id as "organisationId", update_id as "updateId", returned_reason as "returnedReason"
      from (${work}) work where id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return mapBy(rows, ({ id }) => id);
  };
}

/** What waits for somebody in periods: to report where they speak, to approve where they steer. */
function workOf({ viewer, today }: Asker, where: RawBuilder<unknown>): RawBuilder<unknown> {
  const own = isSpoken(spokenFor(viewer), sql`due.organisation_id`, sql`due.programme_id`);
  const letIn = sql`exists (select from period_exception let_in
    where let_in.period_id = due.period_id and let_in.revoked_on is null and let_in.until_on >= ${today}::date
      and (let_in.organisation_id = due.organisation_id or let_in.account_id::text = ${viewer.subject}))`;
  return sql`
    select due.*, case due.state when 'SUBMITTED' then 'APPROVE' when 'RETURNED' then 'IMPROVE'
      when 'DRAFT' then case when due.returned_reason is null then 'FINISH' else 'IMPROVE' end
      else 'REPORT' end as kind
    from (${owed(where)}) due
    where (coalesce(due.state, 'DRAFT') in ('DRAFT', 'RETURNED') and ${own}
        and (due.period_state = 'OPEN' or ${letIn}))
      or (due.state = 'SUBMITTED' and due.period_state <> 'LOCKED' and ${awaits(viewer)})`;
}

/** Whether an update waits for an approval that the viewer can give, by the rule of its domain or programme. */
function awaits(viewer: Viewer): RawBuilder<unknown> {
  const [programme, domain] = [sql`due.programme_id`, sql`due.domain_id`];
  const holding = (role: Approver) =>
    isSteered({ ...viewer, roles: viewer.roles.filter((held) => held.role === role) }, programme, domain);
  const rule = sql`coalesce(
    (select rule from approval_rule where subject_id = due.domain_id),
    (select rule from approval_rule where subject_id = due.programme_id), 'EITHER')`;
  const isOpen = (role: Approver) => sql`(${holding(role)} and ${rule} in ('EITHER', 'BOTH', ${role})
    and not exists (select from progress_approval given where given.update_id = due.update_id
      and given.content_version = due.content_version
      and (given.role = ${role} or given.approved_by = ${viewer.subject})))`;
  return sql`(${isOpen('COORDINATOR')} or ${isOpen('DIRECTOR')})`;
}
