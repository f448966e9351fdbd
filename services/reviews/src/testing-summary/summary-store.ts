import { groupBy, mapBy } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Rights } from '../rights/rights.ts';
import { planRows, testRows, toldRows } from '../rights/row-conditions.ts';
import type { TestingSummary } from './summary.ts';

/** By what actions and their tests are gathered. */
export type SummaryLevel = 'programme' | 'domain' | 'block' | 'action';

const ACTION = {
  programme: 'programme_id',
  domain: 'domain_id',
  block: 'block_id',
  action: 'action_id',
} as const satisfies Record<SummaryLevel, string>;

// The tests of a programme include those of its agreements, which are in no domain.
const TEST = {
  programme: 'test.programme_id',
  domain: 'plan.domain_id',
  block: 'plan.block_id',
  action: 'test.action_id',
} as const satisfies Record<SummaryLevel, string>;

/** Which sums are wanted, and what of them may be read. */
export interface SummaryQuestion {
  readonly level: SummaryLevel;
  readonly today: string;
  readonly rights: Rights;
}

/** A policy domain that never heard people with experience of poverty. */
export interface NeverHeard {
  readonly programmeId: string;
  readonly domainId: string;
}

/** Sums over tests: one statement for any number of parents of one level. */
export class SummaryStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Domains of each programme, by id, of which no decided test ever heard people with experience of poverty. */
  neverHeard = async (programmeIds: readonly string[]): Promise<Map<string, NeverHeard[]>> => {
    const { rows } = await sql<NeverHeard>`
      select plan.programme_id as "programmeId", plan.domain_id as "domainId" from plan_action plan
      where plan.programme_id = any (${programmeIds}::uuid[])
      group by plan.programme_id, plan.domain_id
      having not bool_or(exists (
        select from poverty_test test
        join knowledge_contribution heard on heard.test_id = test.id
        where test.action_id = plan.action_id and is_decided(test.stage)
          and heard.kind = 'EXPERIENCE' and heard.absence_reason is null))
      order by plan.domain_id`.execute(this.#tables.sql);
    return groupBy(rows, (row) => row.programmeId);
  };

  byParents = async (
    { level, today, rights }: SummaryQuestion,
    ids: readonly string[],
  ): Promise<Map<string, TestingSummary>> => {
    const { rows } = await sql<TestingSummary & { parent: string }>`
      with test as materialized (
        select ${sql.ref(TEST[level])} as parent, test.id, test.action_id, test.stage, test.advice,
          test.last_step_on, test.is_synthetic, test.is_past_quickscan, test.is_overdue, test.is_valid_for_action,
          ${toldRows(rights)} as is_told
        from test_state(${today}::date) test
        left join plan_action plan on plan.action_id = test.action_id and ${planRows(rights)}
        where ${sql.ref(TEST[level])} = any (${ids}::uuid[]) and ${testRows(rights)}),
      action as (
        select plan.${sql.ref(ACTION[level])} as parent, bool_or(test.stage <> 'WITHDRAWN') as has_test,
          bool_or(test.is_past_quickscan) as is_tested, bool_or(test.is_valid_for_action) as is_valid,
          bool_or(test.is_overdue) as is_overdue
        from plan_action plan left join test on test.action_id = plan.action_id
        where plan.${sql.ref(ACTION[level])} = any (${ids}::uuid[]) and ${planRows(rights)} group by plan.action_id),
      actions as (
        select parent, count(*)::int as total, count(*) filter (where is_tested)::int as tested,
          count(*) filter (where is_valid)::int as valid, count(*) filter (where has_test is not true)::int as missing,
          count(*) filter (where is_overdue)::int as overdue
        from action group by 1),
      stage as (
        select parent, jsonb_object_agg(stage, count) as tally
        from (select parent, stage, count(*) from test group by 1, 2) by_stage group by 1),
      advice as (
        select parent, jsonb_object_agg(advice, count) as tally
        from (select parent, advice, count(*) from test
          where advice is not null and stage <> 'WITHDRAWN' group by 1, 2) by_advice group by 1),
      recommendation as (
        select test.parent, count(*) filter (where state.is_open)::int as open,
          count(*) filter (where state.is_overdue)::int as overdue
        from test join recommendation_state(${today}::date) state on state.test_id = test.id
        where test.is_told group by 1),
      tested as (
        select parent, max(last_step_on)::text as last_on, bool_or(is_synthetic) as has_synthetic,
          count(*) filter (where stage <> 'WITHDRAWN' and is_told and exists (
            select from knowledge_contribution heard
            where heard.test_id = test.id and heard.kind = 'EXPERIENCE' and heard.absence_reason is null))::int as heard
        from test group by 1)
      select parent, coalesce(actions.total, 0) as "actionCount", coalesce(actions.tested, 0) as "testedCount",
        coalesce(actions.valid, 0) as "validCount", coalesce(actions.missing, 0) as "missingCount",
        coalesce(actions.overdue, 0) as "overdueCount", coalesce(stage.tally, '{}') as "byStage",
        coalesce(advice.tally, '{}') as "byAdvice", coalesce(recommendation.open, 0) as "openRecommendationCount",
        coalesce(recommendation.overdue, 0) as "overdueRecommendationCount",
        coalesce(tested.heard, 0) as "experienceHeardCount", tested.last_on as "lastTestedOn",
        coalesce(tested.has_synthetic, false) as "hasSynthetic"
      from actions full join tested using (parent)
      left join stage using (parent) left join advice using (parent) left join recommendation using (parent)`.execute(
      this.#tables.sql,
    );
    return mapBy(rows, (row) => row.parent);
  };
}
