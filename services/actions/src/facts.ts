import type { ActionFacts, Queryable } from '@kapstok/kit';

/** Where each action of a programme stands in the plan, for the services that sum up by domain and block. */
export async function describe(db: Queryable, programmeId: string): Promise<ActionFacts[]> {
  const { rows } = await db.query<{ id: string; domain_id: string; block_id: string | null; status: string }>(
    'select id, domain_id, block_id, status from action where programme_id = $1',
    [programmeId],
  );
  return rows.map(({ id, domain_id, block_id, status }) => ({
    actionId: id,
    plan: { domainId: domain_id, blockId: block_id, status },
  }));
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
    has_valid_test: test?.hasValidTest ?? false,
    is_test_overdue: test?.isOverdue ?? false,
    has_indicator: effect?.hasIndicator ?? false,
  }));
  await db.query(
    `insert into action_standing (action_id, programme_id, has_agreement, has_budget, planned_cents, planned_currency,
       has_valid_test, is_test_overdue, has_indicator)
     select action_id, $2, has_agreement, has_budget, planned_cents, planned_currency, has_valid_test, is_test_overdue,
       has_indicator
     from jsonb_to_recordset($1::jsonb) as r(action_id uuid, has_agreement boolean, has_budget boolean,
       planned_cents bigint, planned_currency text, has_valid_test boolean, is_test_overdue boolean, has_indicator boolean)`,
    [JSON.stringify(rows), programmeId],
  );
}
