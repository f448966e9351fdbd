-- AlterTable
ALTER TABLE "plan_action" ADD COLUMN     "organisation_ids" UUID[];

-- Rights by kind of data. A session says of which programmes it reads each kind, for which organisations it speaks and
-- which rows are therefore its own; what it does not say it does not read.

create function readable(kind text) returns uuid[] language sql stable as $$
  select case when current_setting('kapstok.reads_' || lower(kind), true) like '{%'
    then current_setting('kapstok.reads_' || lower(kind), true)::uuid[] else '{}'::uuid[] end
$$;
comment on function readable(text) is 'Programmes of which the session reads a kind of data, unless it reads it of every one.';

create function reads_every(kind text) returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.reads_' || lower(kind), true) = '*', false)
$$;
comment on function reads_every(text) is 'Whether the session reads a kind of data of every programme.';

create function readable_both(kind text, other text) returns uuid[] language sql stable
begin atomic
  select case when reads_every(kind) then readable(other) when reads_every(other) then readable(kind)
    else array(select unnest(readable(kind)) intersect select unnest(readable(other))) end;
end;
comment on function readable_both(text, text) is
  'Programmes of which the session reads two kinds of data, unless it reads both of every one.';

create function own_organisations() returns uuid[] language sql stable as $$
  select case when current_setting('kapstok.organisations', true) like '{%'
    then current_setting('kapstok.organisations', true)::uuid[] else '{}'::uuid[] end
$$;
comment on function own_organisations() is 'Organisations for which the session speaks.';

create function speaks_for(organisation uuid, programme uuid) returns boolean language sql stable as $$
  select case when current_setting('kapstok.speaks', true) like '{%'
    then array[organisation || '@' || programme, organisation || '@*'] && current_setting('kapstok.speaks', true)::text[]
    else false end
$$;
comment on function speaks_for(uuid, uuid) is 'Whether the session speaks for an organisation in a programme.';

create function own_rows() returns uuid[] language sql stable as $$
  select case when current_setting('kapstok.own', true) like '{%'
    then current_setting('kapstok.own', true)::uuid[] else '{}'::uuid[] end
$$;
comment on function own_rows() is
  'Actions in which an organisation for which the session speaks takes part, and tests of which a recommendation is its to carry out.';

create function is_decided(stage text) returns boolean language sql immutable as $$
  select stage in ('SCREENED_OUT', 'DECIDED', 'FOLLOW_UP', 'CLOSED')
$$;
comment on function is_decided(text) is
  'Whether a poverty test in this stage has come to its end: before it does, its content is a draft. A withdrawn one never does.';

-- `(select …)` makes each function run once for a statement and not once for a row. The branch of those who read every
-- programme comes first: they pay nothing for the others.

drop policy read on source;
create policy read on source for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on shared_listing;
create policy read on shared_listing for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

-- Which rows are its own, a session finds out here and in recommendation, before it can say so.
drop policy read on plan_action;
create policy read on plan_action for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on poverty_test;
create policy read on poverty_test for select using (
  (select reads_every('TESTS')) or programme_id = any ((select readable('TESTS'))::uuid[])
  or action_id = any ((select own_rows())::uuid[])
  or id = any ((select own_rows())::uuid[]));

-- The content of a test is read with it once it is decided, before by those who also read drafts.
drop policy read on quickscan_effect;
create policy read on quickscan_effect for select using (
  (select reads_every('TESTS') and reads_every('DRAFTS'))
  or programme_id = any ((select readable_both('TESTS', 'DRAFTS'))::uuid[])
  or exists (select from poverty_test test where test.id = test_id and is_decided(test.stage)));

drop policy read on test_answer;
create policy read on test_answer for select using (
  (select reads_every('TESTS') and reads_every('DRAFTS'))
  or programme_id = any ((select readable_both('TESTS', 'DRAFTS'))::uuid[])
  or exists (select from poverty_test test where test.id = test_id and is_decided(test.stage)));

drop policy read on knowledge_contribution;
create policy read on knowledge_contribution for select using (
  (select reads_every('TESTS') and reads_every('DRAFTS'))
  or programme_id = any ((select readable_both('TESTS', 'DRAFTS'))::uuid[])
  or exists (select from poverty_test test where test.id = test_id and is_decided(test.stage)));

drop policy read on stage_quality;
create policy read on stage_quality for select using (
  (select reads_every('TESTS') and reads_every('DRAFTS'))
  or programme_id = any ((select readable_both('TESTS', 'DRAFTS'))::uuid[])
  or exists (select from poverty_test test where test.id = test_id and is_decided(test.stage)));

drop policy read on recommendation;
create policy read on recommendation for select using (
  (select reads_every('TESTS') and reads_every('DRAFTS'))
  or programme_id = any ((select readable_both('TESTS', 'DRAFTS'))::uuid[])
  or exists (select from poverty_test test where test.id = test_id and is_decided(test.stage))
  or (owner_id = any ((select own_organisations())::uuid[]) and speaks_for(owner_id, programme_id)));

-- An advice that is not decided on is told to nobody who does not read drafts, by no sum and no filter either: for them
-- the test stands as it did before the advice. That there is an advice the stage says, so that nobody is told that a
-- test is overdue which is not.
create or replace function test_state(today date)
returns table (
  id uuid, programme_id uuid, action_id uuid, agreement_id uuid, requested_on date, stage text, advice text,
  last_step_on date, is_synthetic boolean, is_past_quickscan boolean, is_valid boolean, is_negative boolean,
  is_overdue boolean, is_valid_for_action boolean)
language sql stable
begin atomic
  select test.id, test.programme_id, test.action_id, test.agreement_id, test.requested_on, test.stage, told.advice,
    case when fact.is_standing then greatest(test.quickscan_on, test.advised_on) end,
    test.is_synthetic,
    fact.is_standing and test.stage not in ('DRAFT', 'QUICKSCAN'),
    verdict.is_valid,
    fact.is_standing and coalesce(told.advice in ('RECONSIDER', 'STOP'), false),
    fact.is_standing and (
      not fact.is_concluded and coalesce(test.due_on < today, false)
      or fact.is_retest_past and not (
        exists (
          select from poverty_test later
          where later.action_id = test.action_id and later.stage <> 'WITHDRAWN'
            and (later.requested_on, later.id) > (test.requested_on, test.id))
        or test.action_id is null and exists (
          select from poverty_test later
          where later.agreement_id = test.agreement_id and later.action_id is null and later.stage <> 'WITHDRAWN'
            and (later.requested_on, later.id) > (test.requested_on, test.id)))),
    verdict.is_valid and not exists (
      select from poverty_test later
      where later.action_id = test.action_id
        and (later.stage = 'SCREENED_OUT' or later.stage <> 'WITHDRAWN' and later.advice is not null)
        and (is_decided(later.stage) or (select reads_every('DRAFTS'))
          or later.programme_id = any ((select readable('DRAFTS'))::uuid[]))
        and (later.requested_on, later.id) > (test.requested_on, test.id))
  from poverty_test test
  cross join lateral (
    select case when is_decided(test.stage) or (select reads_every('DRAFTS'))
      or test.programme_id = any ((select readable('DRAFTS'))::uuid[]) then test.advice end as advice) told
  cross join lateral (
    select test.stage <> 'WITHDRAWN' as is_standing,
      test.stage = 'SCREENED_OUT' or test.advice is not null as is_concluded,
      coalesce(test.retest_on < today, false) as is_retest_past) fact
  cross join lateral (
    select fact.is_standing and not fact.is_retest_past and (
      test.stage = 'SCREENED_OUT'
      or coalesce(told.advice = 'PROCEED', false)
      or coalesce(told.advice = 'PROCEED_WITH_ADJUSTMENTS', false) and not exists (
        select from recommendation
        where recommendation.test_id = test.id and recommendation.owner_id is null
          and recommendation.response is distinct from 'REJECTED')) as is_valid) verdict;
end;
comment on function test_state(date) is
  'Advice: null as well while it is a draft that the session may not read. Valid: screened out, or advice to proceed, or to proceed with adjustments of which each that was not rejected has an owner; not withdrawn, retest day not past. Negative: advice to reconsider or stop. Overdue: due day past without advice or screening, or retest day past without a later test of the same action (or agreement). Valid for its action: valid, and no later test of the action was concluded, since the latest verdict is the one that counts.';

drop function readable_programmes();
drop function reads_every_programme();

comment on column plan_action.organisation_ids is 'Organisations that take part in the action, in any role.';
