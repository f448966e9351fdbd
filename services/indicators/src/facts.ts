import type { ActionFacts, Queryable } from '@kapstok/kit';

/** Which actions of a programme some indicator follows. */
export async function describe(db: Queryable, programmeId: string): Promise<ActionFacts[]> {
  const { rows } = await db.query<{ action_id: string }>(
    'select distinct action_id from contribution where programme_id = $1',
    [programmeId],
  );
  return rows.map(({ action_id }) => ({ actionId: action_id, effect: { hasIndicator: true } }));
}

/** Keeps where each action stands in the plan, to find the indicators of a domain or block. */
export async function learn(
  db: Queryable,
  programmeId: string,
  facts: readonly ActionFacts[],
): Promise<void> {
  await db.query('delete from plan_action where programme_id = $1', [programmeId]);
  const rows = facts.flatMap(({ actionId, plan }) =>
    plan === undefined
      ? []
      : [{ action_id: actionId, domain_id: plan.domainId, block_id: plan.blockId, status: plan.status }],
  );
  await db.query(
    `insert into plan_action (action_id, programme_id, domain_id, block_id, status)
     select action_id, $2, domain_id, block_id, status
     from jsonb_to_recordset($1::jsonb) as r(action_id uuid, domain_id uuid, block_id uuid, status text)`,
    [JSON.stringify(rows), programmeId],
  );
}
