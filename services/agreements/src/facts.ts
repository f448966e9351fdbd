import type { ActionFacts, Queryable } from '@kapstok/kit';
import { COVERING } from './agreement/agreement.ts';

/**
 * What is known of each action's agreements and money. An agreement counts when it is signed, in force or ended: a
 * draft binds nobody, and one that was broken off covers nothing. A budget line counts with or without amount.
 */
export async function describe(db: Queryable, programmeId: string): Promise<ActionFacts[]> {
  const { rows } = await db.query<{
    action_id: string;
    has_agreement: boolean;
    has_budget: boolean;
    cents: string | null;
    currency: string | null;
  }>(
    `with covered as (
       select distinct place.action_id
       from agreement_place place join agreement on agreement.id = place.agreement_id
       where place.programme_id = $1 and agreement.status = any ($2::text[])),
     money as (
       select action_id, count(*) > 0 as has_budget, min(currency) filter (where is_cost) as currency,
         case when count(distinct currency) filter (where is_cost) = 1 then sum(cents) filter (where is_cost) end as cents
       from (select *, measure = 'COST' and cents is not null as is_cost from money_entry) entry
       where programme_id = $1 and measure in ('COST', 'REVENUE')
       group by action_id)
     select plan.action_id, covered.action_id is not null as has_agreement,
       coalesce(money.has_budget, false) as has_budget, money.cents::text, money.currency
     from plan_action plan
     left join covered on covered.action_id = plan.action_id
     left join money on money.action_id = plan.action_id
     where plan.programme_id = $1`,
    [programmeId, COVERING],
  );
  return rows.map((row) => ({
    actionId: row.action_id,
    money: {
      hasAgreement: row.has_agreement,
      hasBudget: row.has_budget,
      planned: row.cents === null ? null : { cents: row.cents, currency: row.currency ?? '' },
    },
  }));
}

/** Keeps where each action stands in the plan, and divides the money of the programme over it anew. */
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
  await db.query('delete from money_entry where programme_id = $1', [programmeId]);
  await db.query(
    `insert into money_entry (row_id, part, programme_id, agreement_id, action_id, domain_id, block_id, measure, year,
       category, funder_id, certainty, is_in_kind, is_synthetic, cents, reason, currency)
     select row_id, part, programme_id, agreement_id, action_id, domain_id, block_id, measure, year,
       category, funder_id, certainty, is_in_kind, is_synthetic, cents, reason, currency
     from money_split where programme_id = $1`,
    [programmeId],
  );
}
