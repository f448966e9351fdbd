import {
  type Facts,
  keepPlan,
  type LatestVerdict,
  type Projection,
  type Queryable,
  replaceRows,
  type SubgraphDefinition,
} from '@kapstok/kit';
import { keepProgrammeName } from '@kapstok/kit/data';

/**
 * Until when some test of each action stands, and after which day one is overdue: `test_state` asked on the first and
 * the last day there is, so that the answer holds on every day between. A test has two days that can make it overdue;
 * it is overdue after the earlier if it is so on the next morning, else after the other.
 */
export async function describe(
  db: Queryable,
  programmeId: string,
  actionId: string | null = null,
): Promise<Facts> {
  const { rows } = await db.query<{
    action_id: string;
    valid_through: string | null;
    overdue_after: string | null;
    latest: LatestVerdict | null;
  }>(
    `with verdict as (
       select distinct on (action_id) action_id, jsonb_build_object(
         'code', code, 'advice', case when stage <> 'SCREENED_OUT' then advice end,
         'on', coalesce(advised_on, quickscan_on, requested_on),
         'isOwnerless', coalesce(advice = 'PROCEED_WITH_ADJUSTMENTS', false) and exists (
           select from recommendation where recommendation.test_id = poverty_test.id
             and recommendation.owner_id is null and recommendation.response is distinct from 'REJECTED')) as latest
       from poverty_test
       where programme_id = $1 and ($2::uuid is null or action_id = $2) and action_id is not null
         and (stage = 'SCREENED_OUT' or stage <> 'WITHDRAWN' and advice is not null)
       order by action_id, requested_on desc, id desc)
     select test.action_id, verdict.latest,
       max(coalesce(test.retest_on, '9999-12-31')) filter (where at_first.is_valid_for_action)::text as valid_through,
       min(case when early.is_overdue then least(test.due_on, test.retest_on)
         else greatest(test.due_on, test.retest_on) end) filter (where at_last.is_overdue)::text as overdue_after
     from poverty_test test
     join test_state('-infinity') at_first on at_first.id = test.id
     join test_state('infinity') at_last on at_last.id = test.id
     cross join lateral (
       select is_overdue from test_state(least(test.due_on, test.retest_on) + 1) state where state.id = test.id) early
     left join verdict on verdict.action_id = test.action_id
     where test.programme_id = $1 and test.action_id is not null and ($2::uuid is null or test.action_id = $2)
     group by test.action_id, verdict.latest`,
    [programmeId, actionId],
  );
  const actions = rows.map(({ action_id, valid_through, overdue_after, latest }) => ({
    actionId: action_id,
    test: { validThrough: valid_through, overdueAfter: overdue_after, latest },
  }));
  const { rows: clock } = await db.query<{ now: Date }>('select clock_timestamp() as now');
  return { actions, ...(clock[0] && { saidAt: clock[0].now.toISOString() }) };
}

const MONEY: Projection = {
  table: 'action_money',
  fields: { planned_cents: 'bigint', planned_currency: 'text' },
};
const SUBJECT: Projection = {
  table: 'action_subject',
  fields: { people_group_ids: 'uuid[]', language: 'text' },
};

/**
 * Keeps where each action stands in the plan, from which sums by domain and block are made; and whom it is meant for
 * and what is planned for it, by which a change after the verdict is seen.
 */
export const learn: SubgraphDefinition['learn'] = async (db, producer, programmeId, facts, actionId) => {
  if (producer === 'agreements') {
    await replaceRows(db, MONEY, programmeId, moneyOf(facts), actionId);
    return;
  }
  await keepPlan(db, programmeId, facts, actionId);
  await replaceRows(db, SUBJECT, programmeId, subjectsOf(facts), actionId);
  if (actionId == null) await keepProgrammeName(db, programmeId, facts);
};

function moneyOf({ actions }: Facts) {
  return actions.map(({ actionId, money }) => ({
    action_id: actionId,
    planned_cents: money?.planned?.cents ?? null,
    planned_currency: money?.planned?.currency ?? null,
  }));
}

function subjectsOf({ actions }: Facts) {
  return actions.map(({ actionId, plan }) => ({
    action_id: actionId,
    people_group_ids: plan?.peopleGroupIds ?? [],
    language: plan?.language ?? null,
  }));
}
