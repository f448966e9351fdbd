-- Each commitment that passed a gate; and whether the gate had been closed by then, as it was heard afterwards.
create table gate_passage (
  id uuid not null,
  programme_id uuid not null,
  action_id uuid not null,
  passed_at timestamptz(6) not null,
  closed_at timestamptz(6),
  heard_at timestamptz(6),
  reason text,
  constraint gate_passage_pkey primary key (id),
  constraint gate_passage_breach check (
    (closed_at is null) = (heard_at is null) and (closed_at is null) = (reason is null) and passed_at > closed_at)
);
create index gate_passage_programme_id_action_id_passed_at_idx on gate_passage (programme_id, action_id, passed_at);
comment on table gate_passage is 'When money was committed to an action through its gate.';
comment on column gate_passage.closed_at is
  'When reviews had closed the gate, which was before the money passed and heard of after it; null: it was open.';
comment on column gate_passage.heard_at is 'When this service heard that it had been closed; null: it was open.';
comment on column gate_passage.reason is 'Why it had been closed, a word of GATE_REASON; null: it was open.';

alter table gate_passage enable row level security;
alter table gate_passage force row level security;
create policy read on gate_passage for select using (
  (select reads_every('DRAFTS')) or programme_id = any ((select readable('DRAFTS'))::uuid[]));
create policy write on gate_passage for all using ((select may_import())) with check ((select may_import()));
create policy make on gate_passage for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
