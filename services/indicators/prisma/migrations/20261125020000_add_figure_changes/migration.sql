-- Figures that people change: definitions in versions, observations with vintages, targets, links, comparisons.

create table known_programme (
  programme_id uuid not null,
  language text not null,
  domain_ids uuid[],
  constraint known_programme_pkey primary key (programme_id)
);
comment on table known_programme is 'What the service actions said of each programme: the language of texts that name none, and its domains.';
-- What actions said before is heard anew, so that the programmes that are there are known.
delete from inbox where producer = 'actions';

-- What changes the meaning of figures belongs to the version of the definition; null: as the indicator says.
alter table indicator_version add column unit text;
alter table indicator_version add column is_cumulative boolean;
alter table indicator_version add column count_basis text;
alter table indicator_version add column place_level text;
alter table indicator_version add column dimensions text;
alter table indicator_version add column calculation text;
alter table indicator_version add constraint indicator_version_unit_word check (unit in ('PERCENT', 'PERSONS', 'HOUSEHOLDS', 'PLACES', 'EURO', 'FTE', 'MEALS', 'COUNT', 'RATIO', 'THOUSAND_PERSONS'));
alter table indicator_version add constraint indicator_version_count_basis_word check (count_basis in ('UNIQUE', 'COUNTED', 'NOT_APPLICABLE'));
alter table indicator_version add constraint indicator_version_place_level_word check (place_level in ('COUNTRY', 'REGION', 'PROVINCE', 'DISTRICT', 'MUNICIPALITY', 'SECTOR'));
alter table indicator_version add constraint indicator_version_dimensions_length check (length(dimensions) between 1 and 4000);
alter table indicator_version add constraint indicator_version_calculation_length check (length(calculation) between 1 and 1000);
comment on column indicator_version.unit is 'In what its values are given; null: as the indicator says.';
comment on column indicator_version.place_level is 'The smallest kind of place for which it is published; null: not stated.';
comment on column indicator_version.dimensions is 'Declared breakdowns: name=value,value;name~=value,value, names in order, ~ for groups that overlap. Null: none is declared, any may be used.';
comment on column indicator_version.calculation is 'Formula by which values are derived at reading; null: values are observed.';

-- Rows that people change.
alter table baseline add column version integer not null default 1;
create trigger version before update on baseline for each row execute function next_version();
alter table target add column version integer not null default 1;
create trigger version before update on target for each row execute function next_version();
alter table contribution add column version integer not null default 1;
alter table contribution add column ended_on date;
create trigger version before update on contribution for each row execute function next_version();
comment on column contribution.ended_on is 'Since when the action is no longer thought to move the indicator; null while it is.';
alter table comparison_group add column version integer not null default 1;
create trigger version before update on comparison_group for each row execute function next_version();

-- By which rule the places of a comparison group were chosen.
alter table comparison_group add column similar_indicator_id uuid;
alter table comparison_group add column similar_place_id uuid;
alter table comparison_group add column similar_start date;
alter table comparison_group add column similar_end date;
alter table comparison_group add column similar_within_percent integer;
alter table comparison_group add constraint comparison_group_rule_whole check (
  num_nonnulls(similar_indicator_id, similar_place_id, similar_start, similar_end, similar_within_percent) in (0, 5)
  and similar_start <= similar_end and similar_within_percent between 1 and 100);
alter table comparison_group add constraint comparison_group_similar_indicator_id_fkey
  foreign key (similar_indicator_id) references indicator(id) on delete cascade on update no action;
alter table comparison_group add constraint comparison_group_similar_place_id_fkey
  foreign key (similar_place_id) references place(id) on delete no action on update no action;
create index comparison_group_similar_indicator_id_idx on comparison_group (similar_indicator_id);
create index comparison_group_similar_place_id_idx on comparison_group (similar_place_id);
comment on column comparison_group.similar_within_percent is 'Places whose figure of that indicator and period differs by at most this share from that of the place.';

-- Observations that were recorded together.
create table observation_batch (
  id uuid not null,
  programme_id uuid not null,
  recorded_on date not null,
  row_count integer not null,
  constraint observation_batch_pkey primary key (id)
);
create index observation_batch_programme_id_idx on observation_batch (programme_id);
alter table observation add column batch_id uuid;
alter table observation add constraint observation_batch_id_fkey
  foreign key (batch_id) references observation_batch(id) on delete set null on update no action;
create index observation_batch_id_idx on observation (batch_id);
comment on table observation_batch is 'Observations that somebody recorded together, all or none of them.';

-- What looked odd when a figure was entered, and what a person said to it.
create table quality_warning (
  id uuid not null,
  programme_id uuid not null,
  observation_id uuid not null,
  code text not null,
  message text not null,
  path text not null,
  answer jsonb,
  answered_on date,
  version integer not null default 1,
  constraint quality_warning_pkey primary key (id),
  constraint quality_warning_observation_id_fkey foreign key (observation_id) references observation(id) on delete cascade on update no action
);
create unique index quality_warning_observation_id_code_key on quality_warning (observation_id, code);
create index quality_warning_programme_id_idx on quality_warning (programme_id);
alter table quality_warning add constraint quality_warning_code_word check (code in ('OUTLIER', 'UNIT_CHANGED', 'SUM_DIFFERS', 'STALE', 'DUPLICATE', 'OUTSIDE_PERCENTAGES', 'DEFINITION_CHANGED'));
alter table quality_warning add constraint quality_warning_answer_text check (answer ?| array['nl', 'fr', 'en', 'de']);
alter table quality_warning add constraint quality_warning_answer_dated check ((answer is null) = (answered_on is null));
create trigger version before update on quality_warning for each row execute function next_version();
comment on table quality_warning is 'What looked odd when a figure was entered: a question that somebody can answer, never a wall.';
comment on column quality_warning.path is 'The field of the input that it is about.';

alter table known_programme enable row level security;
alter table known_programme force row level security;
create policy read on known_programme for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));
create policy write on known_programme for all using ((select may_import())) with check ((select may_import()));

alter table observation_batch enable row level security;
alter table observation_batch force row level security;
create policy read on observation_batch for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));
create policy write on observation_batch for all using ((select may_import())) with check ((select may_import()));
create policy make on observation_batch for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));

alter table quality_warning enable row level security;
alter table quality_warning force row level security;
create policy read on quality_warning for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));
create policy write on quality_warning for all using ((select may_import())) with check ((select may_import()));
create policy make on quality_warning for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on quality_warning for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));

-- Who steers the programme changes its figures; which coordinator steers which domain, the service says. Versions of
-- definitions, observations and factors are only added: nobody has a policy by which to overwrite one.
create policy make on source for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on shared_listing for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on indicator for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on indicator for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on indicator_version for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on observation for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on baseline for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on baseline for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on target for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on target for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on contribution for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on contribution for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on external_factor for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on comparison_group for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on comparison_group for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on comparison_member for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy remove on comparison_member for delete
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
