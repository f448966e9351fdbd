import type { ActionFacts, PlanFacts, Queryable } from '@kapstok/kit';

/** Where each action of a programme stands in the plan, for the services that sum up by domain, block and term. */
export async function describe(db: Queryable, programmeId: string): Promise<ActionFacts[]> {
  const { rows } = await db.query<PlanFacts & { id: string }>(
    `select action.id, domain_id as "domainId", block_id as "blockId", status, goal, level,
       array(select crosswalk_id from action_crosswalk where action_id = action.id order by 1) as "crosswalkIds"
     from action where programme_id = $1`,
    [programmeId],
  );
  return rows.map(({ id, ...plan }) => ({ actionId: id, plan }));
}

/** Keeps what the other services said about each action: the attention list reads nothing else. */
export async function learn(
  db: Queryable,
  programmeId: string,
  facts: readonly ActionFacts[],
): Promise<void> {
  await db.query('delete from action_standing where programme_id = $1', [programmeId]);
  const rows = facts.map(({ actionId, money, test, effect }) => ({
    action_id: actionId,
    has_agreement: money?.hasAgreement ?? false,
    has_budget: money?.hasBudget ?? false,
    planned_cents: money?.planned?.cents ?? null,
    planned_currency: money?.planned?.currency ?? null,
    test_valid_through: test?.validThrough ?? null,
    test_overdue_after: test?.overdueAfter ?? null,
    has_indicator: effect?.hasIndicator ?? false,
  }));
  await db.query(
    `insert into action_standing (programme_id, action_id, has_agreement, has_budget, planned_cents, planned_currency,
       test_valid_through, test_overdue_after, has_indicator)
     select $2, r.* from jsonb_to_recordset($1::jsonb) as r(action_id uuid, has_agreement boolean, has_budget boolean,
       planned_cents bigint, planned_currency text, test_valid_through date, test_overdue_after date,
       has_indicator boolean)`,
    [JSON.stringify(rows), programmeId],
  );
}
