import { isSpoken } from '@kapstok/kit';
import { type Approver, spokenFor, type Viewer } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import { isSteered } from '../update/row-conditions.ts';

/** Who asks, and when. */
export interface Asker {
  readonly viewer: Viewer;
  readonly today: string;
}

/** Roles in which an organisation is asked to report: who carries an action out, or answers for it when nobody does. */
const REPORTS = sql`(taking.role = 'IMPLEMENTING' or (taking.role = 'ACCOUNTABLE' and not exists (
  select from participation other where other.action_id = taking.action_id and other.role = 'IMPLEMENTING'
    and (other.until is null or other.until >= period.starts_on)
    and (other.since is null or other.since <= period.ends_on))))`;

/**
 * Which organisation is to report on which action in which period, with what it did so far: everybody who is asked to,
 * and whoever began by themselves. Reports are asked of actions that run or are suspended. `where` is about `period`.
 */
export const owed = (where: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select md5(asked.period_id::text || asked.action_id || asked.organisation_id)::uuid as id,
    asked.period_id, asked.programme_id, asked.action_id, asked.organisation_id,
    action.domain_id, action.code, action.title, period.due_on, period.state as period_state,
    report.id as update_id, report.state, report.content_version, report.returned_reason
  from (
    select period.id as period_id, period.programme_id, action.id as action_id, taking.organisation_id
    from reporting_period period
    join action on action.programme_id = period.programme_id and action.status in ('RUNNING', 'SUSPENDED')
    join participation taking on taking.action_id = action.id and ${REPORTS}
      and (taking.until is null or taking.until >= period.starts_on)
      and (taking.since is null or taking.since <= period.ends_on)
    where ${where}
    union
    select begun.period_id, begun.programme_id, begun.action_id, begun.organisation_id
    from progress_update begun join reporting_period period on period.id = begun.period_id
    where ${where}) asked
  join action on action.id = asked.action_id
  join reporting_period period on period.id = asked.period_id
  left join progress_update report on report.period_id = asked.period_id and report.action_id = asked.action_id
    and report.organisation_id = asked.organisation_id`;

/**
 * What waits for somebody: to report where they speak, to approve where they steer, and what was flagged for them. Null:
 * in every programme.
 */
export const workOf = (asker: Asker, programmeIds: readonly string[] | null): RawBuilder<unknown> => sql`
  select id, kind, programme_id, action_id, period_id, organisation_id, update_id, null::uuid as follow_up_id,
    due_on, code, returned_reason, content_version
  from (${reportsOf(asker, isIn(sql`period.programme_id`, programmeIds))}) reports
  union all ${flaggedFor(asker, programmeIds)}`;

const isIn = (programme: RawBuilder<unknown>, ids: readonly string[] | null): RawBuilder<unknown> =>
  ids === null ? sql`true` : sql`${programme} = any (${ids}::uuid[])`;

/** Flags that nobody answered, for the viewer to follow up. */
function flaggedFor({ viewer }: Asker, programmeIds: readonly string[] | null): RawBuilder<unknown> {
  const [programme, domain] = [sql`flag.programme_id`, sql`action.domain_id`];
  const own = isSpoken(spokenFor(viewer), sql`flag.organisation_id`, programme);
  const holding = (role: Approver) =>
    sql`(flag.role = ${role} and ${isSteered(inRole(viewer, role), programme, domain)})`;
  return sql`
    select flag.id, 'FOLLOW_UP', flag.programme_id, flag.action_id, report.period_id,
      case when flag.role is null then flag.organisation_id end, flag.update_id, flag.id, flag.due_on, action.code,
      null, null
    from follow_up flag join action on action.id = flag.action_id
    left join progress_update report on report.id = flag.update_id
    where ${isIn(programme, programmeIds)} and flag.resolved_at is null
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
