-- The gate: an action starts only with a poverty test that holds, or by a director's override that stays visible.
alter table action_test add column latest jsonb;
comment on column action_test.latest is 'The last test that came to a verdict; null: none did.';

alter table status_change add column passed_gate text;
alter table status_change add constraint status_change_passed_gate_word check (
  passed_gate in ('TEST', 'OVERRIDE') and (passed_gate is null or to_status = 'RUNNING'));
comment on column status_change.passed_gate is
  'What opened the gate when the action started; null: it did not start here, such as what an import brought.';

create table gate_override (
  id uuid not null,
  programme_id uuid not null,
  action_id uuid not null,
  reason text not null,
  until date,
  given_by text not null,
  given_at timestamptz(3) not null,
  withdrawn_at timestamptz(3),
  withdrawn_reason text,
  version integer not null default 1,
  constraint gate_override_pkey primary key (id)
);
create index gate_override_programme_id_idx on gate_override (programme_id);
create index gate_override_action_id_idx on gate_override (action_id);
alter table gate_override add constraint gate_override_action_id_fkey
  foreign key (action_id) references action (id) on delete cascade on update no action;
alter table gate_override add constraint gate_override_reason_filled check (reason <> '');
alter table gate_override add constraint gate_override_withdrawn_with_reason check (
  (withdrawn_at is null) = (withdrawn_reason is null));
create trigger version before update on gate_override for each row execute function next_version();
comment on table gate_override is 'Gates that a director opened, with the reason; also those that were closed again.';
comment on column gate_override.until is 'Last day on which it stands; null: until it is withdrawn.';
comment on column gate_override.given_by is 'The account of the director.';

alter table gate_override enable row level security;
alter table gate_override force row level security;
create policy read on gate_override for select using (
  (select reads_every('TESTS')) or programme_id = any ((select readable('TESTS'))::uuid[]));
create policy write on gate_override for all using ((select may_import())) with check ((select may_import()));
create policy make on gate_override for insert with check ((select may_change()) and holds('{DIRECTOR}', programme_id));
create policy change on gate_override for update
  using ((select may_change()) and holds('{DIRECTOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR}', programme_id));

-- The gate rests on advice that may be a draft: whoever reads drafts of tests reads it.
drop policy read on action_test;
create policy read on action_test for select using (
  (select reads_every('DRAFTS')) or programme_id = any ((select readable('DRAFTS'))::uuid[]));

-- When it last heard the others is no secret: it says how fresh the gate is.
create policy read on inbox for select using ((select is_signed()));
