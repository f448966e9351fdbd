import type { ActionFacts, Queryable } from '@kapstok/kit';

/** How each action of a programme stands in its poverty tests on the day of the import (UTC). */
export async function describe(db: Queryable, programmeId: string): Promise<ActionFacts[]> {
  const { rows } = await db.query<{ action_id: string; has_valid_test: boolean; is_overdue: boolean }>(
    `select plan.action_id, coalesce(bool_or(test.is_valid_for_action), false) as has_valid_test,
       coalesce(bool_or(test.is_overdue), false) as is_overdue
     from plan_action plan left join test_state((now() at time zone 'UTC')::date) test on test.action_id = plan.action_id
     where plan.programme_id = $1 group by plan.action_id`,
    [programmeId],
  );
  return rows.map(({ action_id, has_valid_test, is_overdue }) => ({
    actionId: action_id,
    test: { hasValidTest: has_valid_test, isOverdue: is_overdue },
  }));
}

/** Keeps where each action stands in the plan: sums by domain and block are made from it. */
export async function learn(
  db: Queryable,
  programmeId: string,
  facts: readonly ActionFacts[],
): Promise<void> {
  const rows = facts.flatMap(({ actionId, plan }) =>
    plan === undefined
      ? []
      : [{ action_id: actionId, domain_id: plan.domainId, block_id: plan.blockId, status: plan.status }],
  );
  await db.query('delete from plan_action where programme_id = $1', [programmeId]);
  await db.query(
    `insert into plan_action (action_id, programme_id, domain_id, block_id, status)
     select action_id, $2, domain_id, block_id, status
     from jsonb_to_recordset($1::jsonb) as r(action_id uuid, domain_id uuid, block_id uuid, status text)`,
    [JSON.stringify(rows), programmeId],
  );
}
