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
  readonly periodId: string | null;
  readonly organisationId: string | null;
  readonly updateId: string | null;
  readonly followUpId: string | null;
  readonly dueOn: string;
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

/** What waits for somebody: to report where they speak, to approve where they steer, and what was flagged for them. */
const workOf = (asker: Asker, programmeIds: readonly string[]): RawBuilder<unknown> => sql`
  select id, kind, programme_id, action_id, period_id, organisation_id, update_id, null::uuid as follow_up_id,
    due_on, code, returned_reason
  from (${reportsOf(asker, sql`period.programme_id = any (${programmeIds}::uuid[])`)}) reports
  union all ${flaggedFor(asker, programmeIds)}`;

/** Flags that nobody answered, for the viewer to follow up. */
function flaggedFor({ viewer }: Asker, programmeIds: readonly string[]): RawBuilder<unknown> {
  const [programme, domain] = [sql`flag.programme_id`, sql`action.domain_id`];
  const own = isSpoken(spokenFor(viewer), sql`flag.organisation_id`, programme);
  const holding = (role: Approver) =>
    sql`(flag.role = ${role} and ${isSteered(inRole(viewer, role), programme, domain)})`;
  return sql`
    select flag.id, 'FOLLOW_UP', flag.programme_id, flag.action_id, report.period_id,
      case when flag.role is null then flag.organisation_id end, flag.update_id, flag.id, flag.due_on, action.code, null
    from follow_up flag join action on action.id = flag.action_id
    left join progress_update report on report.id = flag.update_id
    where flag.programme_id = any (${programmeIds}::uuid[]) and flag.resolved_at is null
      and ((flag.role is null and ${own}) or ${holding('COORDINATOR')} or ${holding('DIRECTOR')})`;
}

const inRole = (viewer: Viewer, role: Approver): Viewer => ({
  ...viewer,
  roles: viewer.roles.filter((held) => held.role === role),
});

/** What waits in periods. */
function reportsOf({ viewer, today }: Asker, where: RawBuilder<unknown>): RawBuilder<unknown> {
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
  const holding = (role: Approver) => isSteered(inRole(viewer, role), programme, domain);
  const rule = sql`coalesce(
    (select rule from approval_rule where subject_id = due.domain_id),
    (select rule from approval_rule where subject_id = due.programme_id), 'EITHER')`;
  const isOpen = (role: Approver) => sql`(${holding(role)} and ${rule} in ('EITHER', 'BOTH', ${role})
    and not exists (select from progress_approval given where given.update_id = due.update_id
      and given.content_version = due.content_version
      and (given.role = ${role} or given.approved_by = ${viewer.subject})))`;
  return sql`(${isOpen('COORDINATOR')} or ${isOpen('DIRECTOR')})`;
}
