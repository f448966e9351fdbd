-- What comparable cities reach, what that takes, what is known of it, and which actions work on it.
create table benchmark (
  id uuid not null,
  programme_id uuid not null,
  code text not null,
  title jsonb not null,
  description jsonb,
  indicator_id uuid,
  source_id uuid,
  version integer not null default 1,
  constraint benchmark_pkey primary key (id),
  constraint benchmark_indicator_id_fkey foreign key (indicator_id) references indicator(id) on delete cascade on update no action
);
create unique index benchmark_programme_id_code_key on benchmark (programme_id, code);
create index benchmark_indicator_id_idx on benchmark (indicator_id);
alter table benchmark add constraint benchmark_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table benchmark add constraint benchmark_description_text check (description ?| array['nl', 'fr', 'en', 'de']);

create table key_factor (
  id uuid not null,
  programme_id uuid not null,
  benchmark_id uuid not null,
  code text not null,
  title jsonb not null,
  state text not null,
  assessed_on date,
  assessment jsonb,
  source_id uuid,
  version integer not null default 1,
  constraint key_factor_pkey primary key (id),
  constraint key_factor_benchmark_id_fkey foreign key (benchmark_id) references benchmark(id) on delete cascade on update no action
);
create unique index key_factor_programme_id_code_key on key_factor (programme_id, code);
create index key_factor_benchmark_id_idx on key_factor (benchmark_id);
alter table key_factor add constraint key_factor_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table key_factor add constraint key_factor_assessment_text check (assessment ?| array['nl', 'fr', 'en', 'de']);
alter table key_factor add constraint key_factor_state_word check (state in ('MET', 'PARTLY_MET', 'NOT_MET', 'NOT_ASSESSED'));
alter table key_factor add constraint key_factor_assessed check ((state = 'NOT_ASSESSED') = (assessed_on is null));

create table key_factor_evidence (
  id uuid not null,
  programme_id uuid not null,
  factor_id uuid not null,
  code text not null,
  statement jsonb not null,
  city text,
  observation_id uuid,
  source_id uuid,
  constraint key_factor_evidence_pkey primary key (id),
  constraint key_factor_evidence_factor_id_fkey foreign key (factor_id) references key_factor(id) on delete cascade on update no action,
  constraint key_factor_evidence_observation_id_fkey foreign key (observation_id) references observation(id) on delete no action on update no action deferrable initially deferred
);
create unique index key_factor_evidence_programme_id_code_key on key_factor_evidence (programme_id, code);
create index key_factor_evidence_factor_id_idx on key_factor_evidence (factor_id);
create index key_factor_evidence_observation_id_idx on key_factor_evidence (observation_id);
alter table key_factor_evidence add constraint key_factor_evidence_statement_text check (statement ?| array['nl', 'fr', 'en', 'de']);
alter table key_factor_evidence add constraint key_factor_evidence_rests check (source_id is not null or observation_id is not null);

create table key_factor_action (
  id uuid not null,
  programme_id uuid not null,
  factor_id uuid not null,
  action_id uuid not null,
  constraint key_factor_action_pkey primary key (id),
  constraint key_factor_action_factor_id_fkey foreign key (factor_id) references key_factor(id) on delete cascade on update no action
);
create unique index key_factor_action_factor_id_action_id_key on key_factor_action (factor_id, action_id);
create index key_factor_action_action_id_idx on key_factor_action (action_id);
create index key_factor_action_programme_id_idx on key_factor_action (programme_id);

create trigger version before update on benchmark for each row execute function next_version();
create trigger version before update on key_factor for each row execute function next_version();

comment on table benchmark is 'What comparable cities reach and the own city wants to, with what it takes.';
comment on table key_factor is 'What a benchmark takes: a precondition, and whether the city has it.';
comment on column key_factor.assessment is 'Why it was judged so; null when nobody said.';
comment on table key_factor_evidence is 'What is known of a key factor, with its source or the observation that says so.';
comment on column key_factor_evidence.city is 'The city of which it speaks, such as Fuenlabrada; null for the own city or cities in general.';
comment on table key_factor_action is 'That an action of the plan works on a key factor.';

alter table benchmark enable row level security;
alter table benchmark force row level security;
create policy read on benchmark for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));
create policy write on benchmark for all using ((select may_import())) with check ((select may_import()));
create policy make on benchmark for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on benchmark for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
alter table key_factor enable row level security;
alter table key_factor force row level security;
create policy read on key_factor for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));
create policy write on key_factor for all using ((select may_import())) with check ((select may_import()));
create policy make on key_factor for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on key_factor for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
alter table key_factor_evidence enable row level security;
alter table key_factor_evidence force row level security;
create policy read on key_factor_evidence for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));
create policy write on key_factor_evidence for all using ((select may_import())) with check ((select may_import()));
create policy make on key_factor_evidence for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
alter table key_factor_action enable row level security;
alter table key_factor_action force row level security;
create policy read on key_factor_action for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));
create policy write on key_factor_action for all using ((select may_import())) with check ((select may_import()));
create policy make on key_factor_action for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy remove on key_factor_action for delete
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
