import { mapBy, type Page, type PageRequest, pagesByParent } from '@kapstok/kit';
import {
  ATTENTION_KIND,
  type AttentionKind,
  type AttentionOrder,
  BEHIND_BY_POINTS,
  wordsOf,
} from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import { lastTouched } from '../handover/row-conditions.ts';
import { SILENT_AFTER_DAYS } from '../handover/silence.ts';

/** What an action needs attention for, and what hangs on it. */
export interface Attention {
  readonly actionId: string;
  readonly kinds: readonly AttentionKind[];
  readonly plannedCents: bigint | null;
  readonly currency: string | null;
  readonly daysOverdue: number | null;
  readonly since: string | null;
}

/** Which actions are wanted, and in which order. */
export interface AttentionWish {
  readonly all: readonly AttentionKind[];
  readonly any: readonly AttentionKind[];
  readonly order: AttentionOrder;
}

/** An action and what the other services said of it; of what they said nothing, nothing is there. */
const ACTION = sql`action
  left join action_money money on money.action_id = action.id
  left join action_test test on test.action_id = action.id
  left join action_effect effect on effect.action_id = action.id`;

/** The last day on which an action that runs is not silent yet; null when nobody ever did anything about it. */
const silentAfter = (today: string) => sql`(${lastTouched(today)} + ${SILENT_AFTER_DAYS}::int)`;

/** The day due of the first flag of an action that nobody answered. */
const firstFollowUp = sql`(select min(due_on) from follow_up flag where flag.action_id = action.id and flag.resolved_at is null)`;

/**
 * Whether the last approved report is behind the planned time: less done than the share of it that had gone by at the
 * end of the period reported on, by more than is let pass.
 */
const isBehind = sql`coalesce((
  select 100.0 * least(greatest(period.ends_on - action.planned_start, 0)::numeric
      / nullif(greatest(action.planned_end - action.planned_start, 0), 0), 1)
    - report.completion_percent > ${BEHIND_BY_POINTS}
  from progress_update report join reporting_period period on period.id = report.period_id
  where report.action_id = action.id and report.state = 'APPROVED' and action.status in ('RUNNING', 'SUSPENDED')
  order by period.ends_on desc, report.decided_at desc, report.id desc limit 1), false)`;

/** When each kind holds of an action. */
const HOLDS = {
  NO_AGREEMENT: () => sql`coalesce(not money.has_agreement, true)`,
  NO_BUDGET: () => sql`coalesce(not money.has_budget, true)`,
  NO_VALID_TEST: (today: string) => sql`coalesce(test.valid_through < ${today}::date, true)`,
  NO_INDICATOR: () => sql`coalesce(not effect.has_indicator, true)`,
  TEST_OVERDUE: (today: string) => sql`coalesce(test.overdue_after < ${today}::date, false)`,
  OVERDUE: (today: string) =>
    sql`coalesce(action.planned_end < ${today}::date and action.status not in ('COMPLETED', 'STOPPED'), false)`,
  SILENT: (today: string) =>
    sql`(action.status = 'RUNNING' and coalesce(${silentAfter(today)} < ${today}::date, true))`,
  OVERSPENT: () => sql`coalesce(money.overspent_cents > 0, false)`,
  AGREEMENT_ENDING: (today: string) => sql`exists (
    select from unnest(money.agreement_ends) last_day where last_day between ${today}::date and ${today}::date + 90)`,
  GATE_OVERRIDDEN: (today: string) =>
    sql`exists (select from gate_override given where given.action_id = action.id and given.withdrawn_at is null
      and coalesce(given.until >= ${today}::date, true))`,
  FOLLOW_UP_DUE: (today: string) => sql`coalesce(${firstFollowUp} < ${today}::date, false)`,
  OFF_TARGET: (today: string) => sql`(coalesce(effect.is_worsening, false)
    or exists (select from unnest(effect.missed_after, effect.missed_through) missed (after, through)
      where missed.after < ${today}::date and ${today}::date <= missed.through)
    or ${isBehind})`,
} as const satisfies Record<AttentionKind, (today: string) => RawBuilder<unknown>>;

/** The day after which the first of the kinds that have a day began to hold. */
const since = (today: string) => sql`least(
  case when ${HOLDS.OVERDUE(today)} then action.planned_end end,
  case when ${HOLDS.TEST_OVERDUE(today)} then test.overdue_after end,
  case when ${HOLDS.SILENT(today)} then ${silentAfter(today)} end,
  case when ${HOLDS.FOLLOW_UP_DUE(today)} then ${firstFollowUp} end)`;
const daysOverdue = (today: string) =>
  sql`case when ${HOLDS.OVERDUE(today)} then ${today}::date - action.planned_end end`;

/** Text that sorts as each order should; what is not known comes last. */
const POSITION: Readonly<
  Record<AttentionOrder, { direction: 'ASC' | 'DESC'; of: (today: string) => RawBuilder<unknown> }>
> = {
  MONEY_AT_RISK: {
    direction: 'DESC',
    // Nothing known is less than a known 0; what is planned is never below that.
    of: () => sql`coalesce(lpad(money.planned_cents::text, 20, '0'), '')`,
  },
  DAYS_OVERDUE: {
    direction: 'DESC',
    of: (today) => sql`lpad(coalesce(${daysOverdue(today)}, 0)::text, 10, '0')`,
  },
  SINCE: { direction: 'ASC', of: (today) => sql`coalesce(${since(today)}::text, '9999-12-31')` },
};

/** Actions that need attention, as far as the other services have told. */
export class AttentionStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** One page per programme of actions for which all of `all` and one of `any` hold. */
  pages = (
    wanted: AttentionWish,
    today: string,
    request: PageRequest,
    programmeIds: readonly string[],
  ): Promise<Map<string, Page>> => {
    const holds = (kind: AttentionKind) => HOLDS[kind](today);
    const all = sql.join([sql`true`, ...wanted.all.map(holds)], sql` and `);
    const any = wanted.any.length === 0 ? sql`true` : sql.join(wanted.any.map(holds), sql` or `);
    const position = POSITION[wanted.order];
    const rows = sql`
      select action.programme_id, action.id, ${position.of(today)}
      from ${ACTION}
      where action.programme_id = any (${programmeIds}::uuid[]) and action.status <> 'STOPPED'
        and (${all}) and (${any})`;
    return pagesByParent(this.#tables.sql, rows, request, position.direction);
  };

  byActions = async (today: string, ids: readonly string[]): Promise<Map<string, Attention>> => {
    const flags = wordsOf(ATTENTION_KIND).map(
      (kind) => sql`case when ${HOLDS[kind](today)} then ${kind}::text end`,
    );
    const { rows } = await sql<Attention>`
      select action.id as "actionId", array_remove(array[${sql.join(flags)}], null) as kinds,
        money.planned_cents as "plannedCents",
        money.planned_currency as currency,
        ${daysOverdue(today)} as "daysOverdue", ${since(today)} as since
      from ${ACTION}
      where action.id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return mapBy(rows, (row) => row.actionId);
  };
}
