import { groupBy, mapBy, type Page, type PageRequest, pagesByParent } from '@kapstok/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Participation } from '../action/action.ts';
import type { Tables } from '../database-types.ts';
import type { ProgressCell } from '../progress/progress.ts';
import { type ActionOnDate, type DomainOnDate, endOf } from './plan-history.ts';

type Kept = 'programme' | 'policy_domain' | 'block' | 'action' | 'participation';

/** The plan as it was on past days; each answer is one statement for any number of parents. */
export class PlanHistoryStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Since when it is known of each programme what its plan was. */
  knownSince = async (ids: readonly string[]): Promise<Map<string, { id: string; since: Date }>> => {
    const { rows } = await sql<{ id: string; since: Date }>`
      select programme_id as id, min(valid_from) as since from plan_history
      where table_name = 'programme' and programme_id = any (${ids}::uuid[]) group by 1`.execute(
      this.#tables.sql,
    );
    return mapBy(rows, ({ id }) => id);
  };

  /** One page of the actions that each programme had, by code. */
  actionPages = (
    date: string,
    request: PageRequest,
    programmeIds: readonly string[],
  ): Promise<Map<string, Page>> =>
    pagesByParent(
      this.#tables.sql,
      sql`select programme_id, row_id, content ->> 'code' from ${then('action', date)} action
          where programme_id = any (${programmeIds}::uuid[])`,
      request,
    );

  actionsByIds = async (date: string, ids: readonly string[]): Promise<Map<string, ActionOnDate>> => {
    const { rows } = await sql<ActionOnDate>`
      select action.row_id as id, action.programme_id as "programmeId", ${date} as date,
        action.content ->> 'code' as code, action.content -> 'title' as title, ${COLUMNS},
        domain.content ->> 'code' as "domainCode", block.content ->> 'code' as "blockCode",
        parent.content ->> 'code' as "parentCode"
      from ${then('action', date)} action
      join ${then('policy_domain', date)} domain on domain.row_id = (action.content ->> 'domain_id')::uuid
      left join ${then('block', date)} block on block.row_id = (action.content ->> 'block_id')::uuid
      left join ${then('action', date)} parent on parent.row_id = (action.content ->> 'parent_id')::uuid
      where action.row_id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return mapBy(rows, ({ id }) => id);
  };

  domains = async (date: string, programmeIds: readonly string[]): Promise<Map<string, DomainOnDate[]>> => {
    const { rows } = await sql<DomainOnDate>`
      select row_id as id, programme_id as "programmeId", ${date} as date, content ->> 'code' as code,
        content -> 'title' as title
      from ${then('policy_domain', date)} domain where programme_id = any (${programmeIds}::uuid[])
      order by (content ->> 'position')::int, content ->> 'code', row_id`.execute(this.#tables.sql);
    return groupBy(rows, ({ programmeId }) => programmeId);
  };

  participations = async (date: string, ids: readonly string[]): Promise<Map<string, Participation[]>> => {
    const { rows } = await sql<Participation>`
      select content ->> 'action_id' as "actionId", content ->> 'organisation_id' as "organisationId",
        content ->> 'role' as role, content ->> 'since' as since, content ->> 'since_precision' as "sincePrecision",
        content ->> 'until' as until, content ->> 'until_precision' as "untilPrecision",
        (content ->> 'is_synthetic')::boolean as "isSynthetic", content ->> 'source_id' as "sourceId"
      from ${then('participation', date)} participation
      where table_name = 'participation' and content ->> 'action_id' = any (${ids}::text[])
      order by content ->> 'role', content ->> 'organisation_id'`.execute(this.#tables.sql);
    return groupBy(rows, ({ actionId }) => actionId);
  };

  /** The counts of `ProgressStore.cells` as they were then: the figures made of them are made the same way. */
  cells = async (
    level: 'programme' | 'domain',
    date: string,
    ids: readonly string[],
  ): Promise<Map<string, ProgressCell[]>> => {
    const parent = level === 'programme' ? sql`programme_id` : sql`(content ->> 'domain_id')::uuid`;
    const { rows } = await sql<ProgressCell & { parent: string }>`
      with action as materialized (
        select row_id, ${parent} as parent, content ->> 'parent_id' as whole, content
        from ${then('action', date)} action where programme_id in (
          select programme_id from plan_history where row_id = any (${ids}::uuid[])))
      select parent, content ->> 'status' as status, content ->> 'realisation' as realisation,
        content ->> 'goal' as goal, content ->> 'level' as level,
        coalesce((content ->> 'planned_end')::date < ${date}::date
          and content ->> 'status' not in ('COMPLETED', 'STOPPED'), false) as "isOverdue",
        count(*)::int as count
      from action where parent = any (${ids}::uuid[])
        and not exists (select from action part where part.whole = action.row_id::text)
      group by 1, 2, 3, 4, 5, 6`.execute(this.#tables.sql);
    return groupBy(rows, (row) => row.parent);
  };
}

/** The rows of a table as they were at the end of a day. */
function then(table: Kept, date: string): RawBuilder<unknown> {
  const end = endOf(date);
  return sql`(select * from plan_history where table_name = ${table} and valid_from < ${end}::timestamptz
    and (valid_to is null or valid_to >= ${end}::timestamptz))`;
}

const COLUMNS = sql`action.content ->> 'status' as status, action.content ->> 'realisation' as realisation,
  action.content ->> 'goal' as goal, action.content ->> 'level' as level,
  action.content ->> 'planned_start' as "plannedStart",
  action.content ->> 'planned_start_precision' as "plannedStartPrecision",
  action.content ->> 'planned_end' as "plannedEnd", action.content ->> 'planned_end_precision' as "plannedEndPrecision",
  action.content ->> 'actual_start' as "actualStart",
  action.content ->> 'actual_start_precision' as "actualStartPrecision",
  action.content ->> 'actual_end' as "actualEnd", action.content ->> 'actual_end_precision' as "actualEndPrecision"`;
