-- The plan is edited by those who steer it.

-- CreateTable
CREATE TABLE "known_organisation" (
    "programme_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,

    CONSTRAINT "known_organisation_pkey" PRIMARY KEY ("programme_id", "organisation_id")
);

alter table known_organisation enable row level security;
alter table known_organisation force row level security;
create policy read on known_organisation for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));
create policy write on known_organisation for all using ((select may_import())) with check ((select may_import()));
comment on table known_organisation is 'Which organisations each programme lists; written from the events of agreements only.';

-- What agreements said before this table was there is heard anew.
select set_config('kapstok.import', 'on', true);
delete from inbox where producer = 'agreements';
select set_config('kapstok.import', '', true);

-- The service says which coordinator steers which domain; here it is enough to steer in the programme. The list of
-- domains is the director's.
create policy make on policy_domain for insert
  with check ((select may_change()) and holds('{DIRECTOR}', programme_id));
create policy change on policy_domain for update
  using ((select may_change()) and holds('{DIRECTOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR}', programme_id));
create policy make on block for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on block for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on action for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on participation for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on participation for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on target_group for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy remove on target_group for delete
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on action_crosswalk for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy remove on action_crosswalk for delete
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on lineage_link for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy remove on lineage_link for delete
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
