import { type Facts, keepPlan, type Queryable, type SubgraphDefinition } from '@kapstok/kit';

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
  }>(
    `select test.action_id,
       max(coalesce(test.retest_on, '9999-12-31')) filter (where at_first.is_valid_for_action)::text as valid_through,
       min(case when early.is_overdue then least(test.due_on, test.retest_on)
         else greatest(test.due_on, test.retest_on) end) filter (where at_last.is_overdue)::text as overdue_after
     from poverty_test test
     join test_state('-infinity') at_first on at_first.id = test.id
     join test_state('infinity') at_last on at_last.id = test.id
     cross join lateral (
       select is_overdue from test_state(least(test.due_on, test.retest_on) + 1) state where state.id = test.id) early
     where test.programme_id = $1 and test.action_id is not null and ($2::uuid is null or test.action_id = $2)
     group by test.action_id`,
    [programmeId, actionId],
  );
  const actions = rows.map(({ action_id, valid_through, overdue_after }) => ({
    actionId: action_id,
    test: { validThrough: valid_through, overdueAfter: overdue_after },
  }));
  return { actions };
}

/** Keeps where each action stands in the plan: sums by domain and block are made from it. */
export const learn: SubgraphDefinition['learn'] = async (db, _producer, programmeId, facts, actionId) => {
  await keepPlan(db, programmeId, facts, actionId);
};
