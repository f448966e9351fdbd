-- Rights by kind of data: schema/src/rights.ts says which role reads which kind. A session says of which programmes it
-- reads each kind and for which organisations it speaks; what it does not say it does not read.

create function readable(kind text) returns uuid[] language sql stable as $$
  select case when current_setting('kapstok.reads_' || lower(kind), true) like '{%'
    then current_setting('kapstok.reads_' || lower(kind), true)::uuid[] else '{}'::uuid[] end
$$;
comment on function readable(text) is 'Programmes of which the session reads a kind of data, unless it reads it of every one.';

create function reads_every(kind text) returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.reads_' || lower(kind), true) = '*', false)
$$;
comment on function reads_every(text) is 'Whether the session reads a kind of data of every programme.';

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

-- `(select …)` makes each function run once for a statement and not once for a row. The branch of those who read every
-- programme comes first: they pay nothing for the others.

-- The plan.
drop policy read on programme;
create policy read on programme for select using (
  (select reads_every('PLAN')) or id = any ((select readable('PLAN'))::uuid[]));

drop policy read on source;
create policy read on source for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on phase;
create policy read on phase for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on policy_domain;
create policy read on policy_domain for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on block;
create policy read on block for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on people_group;
create policy read on people_group for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on crosswalk;
create policy read on crosswalk for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on domain_crosswalk;
create policy read on domain_crosswalk for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on action;
create policy read on action for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on action_crosswalk;
create policy read on action_crosswalk for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on participation;
create policy read on participation for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on target_group;
create policy read on target_group for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on action_place;
create policy read on action_place for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on milestone;
create policy read on milestone for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on delivery;
create policy read on delivery for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on status_change;
create policy read on status_change for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on adjustment;
create policy read on adjustment for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on lineage_link;
create policy read on lineage_link for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on claim;
create policy read on claim for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

-- Where people were heard: for those who steer the programme, and for who speaks in it for the organisation through
-- which they did.
drop policy read on dialogue_session;
create policy read on dialogue_session for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[])
  or (organisation_id = any ((select own_organisations())::uuid[]) and speaks_for(organisation_id, programme_id)));

drop policy read on user_participation;
create policy read on user_participation for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[])
  or (organisation_id = any ((select own_organisations())::uuid[]) and speaks_for(organisation_id, programme_id)));

-- What the attention list is made of; nothing else reads it.
drop policy read on action_money;
create policy read on action_money for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[]));

drop policy read on action_test;
create policy read on action_test for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[]));

drop policy read on action_effect;
create policy read on action_effect for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[]));

drop function readable_programmes();
drop function reads_every_programme();
