-- Poverty tests that people play, from the request to the follow-up.

alter table poverty_test add column quickscan_by text;
alter table poverty_test add column screened_out_by text;
alter table poverty_test add column retest_share integer not null default 20;
alter table poverty_test add column retest_trigger jsonb;
alter table poverty_test add column tested_cents bigint;
alter table poverty_test add column tested_currency text;
alter table poverty_test add column tested_group_ids uuid[];
alter table poverty_test add column withdrawn_on date;
alter table poverty_test add constraint poverty_test_retest_share_range check (retest_share between 1 and 1000);
alter table poverty_test add constraint poverty_test_retest_trigger_text check (retest_trigger ?| array['nl', 'fr', 'en', 'de']);
alter table poverty_test add constraint poverty_test_two_people check (screened_out_by <> quickscan_by);
alter table poverty_test add constraint poverty_test_tested_money check ((tested_cents is null) = (tested_currency is null));
comment on column poverty_test.quickscan_by is 'The account that made the quickscan; somebody else screens out.';
comment on column poverty_test.screened_out_by is 'The account that screened it out.';
comment on column poverty_test.retest_share is 'Percentage by which the planned money may move before the test is due for a repetition.';
comment on column poverty_test.retest_trigger is 'An event after which it is to be repeated, in words.';
comment on column poverty_test.tested_cents is 'Money planned for the action at the time of the verdict; null: not known.';
comment on column poverty_test.tested_group_ids is 'Groups that the action was meant for at the time of the verdict; null: not known.';

alter table recommendation add column adjustment_id uuid;
alter table recommendation add column reply jsonb;
alter table recommendation add column replied_on date;
alter table recommendation add constraint recommendation_reply_text check (reply ?| array['nl', 'fr', 'en', 'de']);
alter table recommendation add constraint recommendation_replied_with_reply check ((reply is null) = (replied_on is null));
comment on column recommendation.adjustment_id is 'The adjustment, kept by the actions service, that it led to.';
comment on column recommendation.reply is 'What its owner answered.';

alter table test_template add column own_programme_id uuid;
comment on column test_template.own_programme_id is 'The programme whose own copy it is; null: shared by all that list it.';

-- What actions and agreements say of the subject of a test.
create table action_subject (
  action_id uuid not null,
  programme_id uuid not null,
  people_group_ids uuid[],
  language text,
  constraint action_subject_pkey primary key (action_id)
);
create index action_subject_programme_id_idx on action_subject (programme_id);
create table action_money (
  action_id uuid not null,
  programme_id uuid not null,
  planned_cents bigint,
  planned_currency text,
  constraint action_money_pkey primary key (action_id)
);
create index action_money_programme_id_idx on action_money (programme_id);
comment on table action_subject is 'Whom each action is meant for, as actions said; written from its events only.';
comment on table action_money is 'What is planned for each action, as agreements said; written from its events only.';

alter table action_subject enable row level security;
alter table action_subject force row level security;
create policy read on action_subject for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));
create policy write on action_subject for all using ((select may_import())) with check ((select may_import()));
alter table action_money enable row level security;
alter table action_money force row level security;
create policy read on action_money for select using (
  (select reads_every('MONEY')) or programme_id = any ((select readable('MONEY'))::uuid[])
  or (select may_change()));
create policy write on action_money for all using ((select may_import())) with check ((select may_import()));

-- Who plays. The service says who takes which step; here it is enough to have a part in tests of the programme.
create policy make on poverty_test for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on poverty_test for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR,REVIEWER,SECRETARY}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR,REVIEWER,SECRETARY}', programme_id));
create policy make on quickscan_effect for insert
  with check ((select may_change()) and holds('{REVIEWER}', programme_id));
create policy change on quickscan_effect for update
  using ((select may_change()) and holds('{REVIEWER}', programme_id))
  with check ((select may_change()) and holds('{REVIEWER}', programme_id));
create policy make on test_answer for insert
  with check ((select may_change()) and holds('{REVIEWER}', programme_id));
create policy change on test_answer for update
  using ((select may_change()) and holds('{REVIEWER}', programme_id))
  with check ((select may_change()) and holds('{REVIEWER}', programme_id));
create policy make on knowledge_contribution for insert
  with check ((select may_change()) and holds('{REVIEWER}', programme_id));
-- Its own voice, and nothing but what people with experience of poverty said.
create policy contribute on knowledge_contribution for insert
  with check ((select may_change()) and kind = 'EXPERIENCE' and holds('{ASSOCIATION}', programme_id)
    and speaks_for(organisation_id, programme_id));
create policy make on recommendation for insert
  with check ((select may_change()) and holds('{REVIEWER}', programme_id));
create policy change on recommendation for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR,REVIEWER,SECRETARY}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR,REVIEWER,SECRETARY}', programme_id));
create policy answer on recommendation for update
  using ((select may_change()) and speaks_for(owner_id, programme_id))
  with check ((select may_change()) and speaks_for(owner_id, programme_id));
create policy make on stage_quality for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR,REVIEWER}', programme_id));
create policy change on stage_quality for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR,REVIEWER}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR,REVIEWER}', programme_id));
create policy make on test_template for insert
  with check ((select may_change()) and holds('{DIRECTOR,REVIEWER}', own_programme_id));
create policy make on template_section for insert with check (
  (select may_change()) and exists (
    select from test_template owner where owner.id = template_id and holds('{DIRECTOR,REVIEWER}', owner.own_programme_id)));
create policy make on template_question for insert with check (
  (select may_change()) and exists (
    select from test_template owner where owner.id = template_id and holds('{DIRECTOR,REVIEWER}', owner.own_programme_id)));
create policy make on shared_listing for insert
  with check ((select may_change()) and table_name = 'test_template' and holds('{DIRECTOR,REVIEWER}', programme_id));
