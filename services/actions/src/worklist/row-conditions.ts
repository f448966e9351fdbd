import { type RawBuilder, sql } from 'kysely';

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
