-- The same places as before. A part of a UNION ALL that has a WHERE of its own is never asked for one action by an index: the
-- planner read all budget lines once for each action of a domain.
create or replace view agreement_place with (security_invoker = true) as
select named.programme_id, named.agreement_id, named.action_id, plan.domain_id, plan.block_id
from (
  select programme_id, agreement_id, action_id from allocation
  union all
  select programme_id, agreement_id, action_id from budget_line) named
left join plan_action plan on plan.action_id = named.action_id
where named.agreement_id is not null and named.action_id is not null
union all
select programme_id, agreement_id, null, domain_id, null from budget_line
where agreement_id is not null and action_id is null and domain_id is not null;
