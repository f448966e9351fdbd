-- The gate: money is committed to an action only with a poverty test that holds, or by a director's override.
create table action_gate (
  action_id uuid not null,
  programme_id uuid not null,
  valid_through date,
  overdue_after date,
  latest jsonb,
  constraint action_gate_pkey primary key (action_id)
);
create index action_gate_programme_id_idx on action_gate (programme_id);
comment on table action_gate is 'What reviews said of the poverty tests of each action; written from its events only.';
comment on column action_gate.valid_through is 'The last day on which its test stands; null: none does.';
comment on column action_gate.overdue_after is 'A test of it is overdue after this day; null: never.';
comment on column action_gate.latest is 'The last test that came to a verdict; null: none did.';

create table gate_override (
  action_id uuid not null,
  programme_id uuid not null,
  reason text not null,
  until date,
  constraint gate_override_pkey primary key (action_id)
);
create index gate_override_programme_id_idx on gate_override (programme_id);
comment on table gate_override is 'Overrides of gates that stand, as the actions service said; written from its events only.';
comment on column gate_override.until is 'Last day on which it stands; null: until it is withdrawn.';

-- A change looks at the gates that it passes, whoever asked for it; the service tells no more of them than it must.
alter table action_gate enable row level security;
alter table action_gate force row level security;
create policy read on action_gate for select using (
  (select reads_every('DRAFTS')) or programme_id = any ((select readable('DRAFTS'))::uuid[]) or (select may_change()));
create policy write on action_gate for all using ((select may_import())) with check ((select may_import()));
alter table gate_override enable row level security;
alter table gate_override force row level security;
create policy read on gate_override for select using (
  (select reads_every('TESTS')) or programme_id = any ((select readable('TESTS'))::uuid[]) or (select may_change()));
create policy write on gate_override for all using ((select may_import())) with check ((select may_import()));

-- When it last heard the others is no secret: it says how fresh the gate is.
create policy read on inbox for select using ((select is_signed()));
