-- Who does not steer a programme reads its figures as the last release tells them, and nothing else: told figures hold
-- all that such a reader sees of an observation, so that its session needs no row of the observations themselves.

-- Releases told nobody anything before: what they decided stays in their cells, and a further release tells it.
select set_config('kapstok.import', 'on', true);
delete from told_figure;
select set_config('kapstok.import', '', true);
drop policy read on told_figure;
alter table told_figure drop constraint told_figure_pkey;
drop index told_figure_observation_id_level_idx;
alter table told_figure add column code text not null;
alter table told_figure add column indicator_id uuid not null;
alter table told_figure add column version_id uuid not null;
alter table told_figure add column place_id uuid not null;
alter table told_figure add column period_start date not null;
alter table told_figure add column period_end date not null;
alter table told_figure add column dimensions text collate "C" not null;
alter table told_figure add column series text collate "C" not null;
alter table told_figure add column value_reason text;
alter table told_figure add column qualitative jsonb;
alter table told_figure add column vintage date not null;
alter table told_figure add column vintage_precision text not null;
alter table told_figure add column is_break boolean not null;
alter table told_figure add column is_estimate boolean not null;
alter table told_figure add column is_provisional boolean not null;
alter table told_figure add column is_confidential boolean not null;
alter table told_figure add column is_derived boolean not null;
alter table told_figure add column source_id uuid not null;
alter table told_figure add constraint told_figure_pkey primary key (observation_id, level);
alter table told_figure add constraint told_figure_one_mark check (not is_withheld
  or (value_reason is not distinct from 'SUPPRESSED' and qualitative is null and not is_confidential));
create index told_figure_place_id_indicator_id_idx on told_figure (place_id, indicator_id);
create index told_figure_release_id_idx on told_figure (release_id);
create index told_figure_line_idx on told_figure
  (indicator_id, place_id, dimensions, series, version_id, period_start, period_end, vintage);
alter table told_figure add constraint told_figure_observation_id_fkey
  foreign key (observation_id) references observation (id) on delete cascade on update no action;
comment on column told_figure.release_id is 'The release that told it so first.';
comment on table told_figure is 'What a level is told of an observation by the last release that has it: all of it, or that its number is withheld. No withheld number is here.';
comment on column told_figure.is_confidential is 'False where the number is withheld: there is one mark, whatever the cause.';

-- Where programmes start from are numbers of people too.
create table told_baseline (
  baseline_id uuid not null,
  level text not null,
  release_id uuid not null,
  programme_id uuid not null,
  indicator_id uuid not null,
  place_id uuid not null,
  period_start date not null,
  period_end date not null,
  value numeric,
  value_reason text,
  source_id uuid,
  version integer not null,
  constraint told_baseline_pkey primary key (baseline_id, level)
);
create index told_baseline_release_id_idx on told_baseline (release_id);
create index told_baseline_indicator_id_place_id_idx on told_baseline (indicator_id, place_id);
alter table told_baseline add constraint told_baseline_level check (level in ('PARTNER', 'PUBLIC'));
alter table told_baseline add constraint told_baseline_release_id_fkey
  foreign key (release_id) references figure_release (id) on delete cascade on update no action;
alter table told_baseline add constraint told_baseline_baseline_id_fkey
  foreign key (baseline_id) references baseline (id) on delete cascade on update no action;
comment on table told_baseline is 'What a level is told of a baseline by the last release: its number, where the figure of its cell is told too.';

-- Nobody reads two levels, and who reads what is internal reads the observations themselves.
create policy read on told_figure for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[])
  or (((select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]))
    and level = case when (select holds_everywhere('{PARTNER,ASSOCIATION,REVIEWER,EVALUATOR}'))
      or programme_id = any ((select held_in('{PARTNER,ASSOCIATION,REVIEWER,EVALUATOR}'))::uuid[])
      then 'PARTNER' else 'PUBLIC' end));
-- Found once for a statement: a release has many rows.
drop policy make on told_figure;
create policy make on told_figure for insert with check ((select may_change()) and ((select holds_everywhere('{DIRECTOR}'))
    or programme_id = any ((select held_in('{DIRECTOR}'))::uuid[])));
create policy change on told_figure for update
  using ((select may_change()) and ((select holds_everywhere('{DIRECTOR}'))
    or programme_id = any ((select held_in('{DIRECTOR}'))::uuid[])))
  with check ((select may_change()) and ((select holds_everywhere('{DIRECTOR}'))
    or programme_id = any ((select held_in('{DIRECTOR}'))::uuid[])));
drop policy make on release_cell;
create policy make on release_cell for insert with check ((select may_change()) and ((select holds_everywhere('{DIRECTOR}'))
    or programme_id = any ((select held_in('{DIRECTOR}'))::uuid[])));

alter table told_baseline enable row level security;
alter table told_baseline force row level security;
create policy read on told_baseline for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[])
  or (((select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]))
    and level = case when (select holds_everywhere('{PARTNER,ASSOCIATION,REVIEWER,EVALUATOR}'))
      or programme_id = any ((select held_in('{PARTNER,ASSOCIATION,REVIEWER,EVALUATOR}'))::uuid[])
      then 'PARTNER' else 'PUBLIC' end));
create policy write on told_baseline for all using ((select may_import())) with check ((select may_import()));
create policy make on told_baseline for insert
  with check ((select may_change()) and holds('{DIRECTOR}', programme_id));
create policy change on told_baseline for update
  using ((select may_change()) and holds('{DIRECTOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR}', programme_id));

-- Raw figures, and what says something of them, are for those who steer.
drop policy read on observation;
create policy read on observation for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[]));
drop policy read on baseline;
create policy read on baseline for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[]));
drop policy read on observation_batch;
create policy read on observation_batch for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[]));
drop policy read on quality_warning;
create policy read on quality_warning for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[]));

-- A number that was printed is told where the observation behind it is, or where there is none.
drop policy read on published_figure;
create policy read on published_figure for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[])
  or (((select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]))
    and (untraceable is not null or exists (select from told_figure told
      where told.observation_id = published_figure.observation_id and not told.is_withheld))));

-- Places that were chosen by how close their figures are say how large those are.
drop policy read on comparison_group;
create policy read on comparison_group for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[])
  or (((select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]))
    and similar_indicator_id is null));
drop policy read on comparison_member;
create policy read on comparison_member for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[])
  or (((select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]))
    and group_id in (select id from comparison_group)));

-- The one door: of each programme the observations themselves, or what the session is told of them. Row-level security
-- says all of it once more.
create view known_observation with (security_invoker = true) as
  select id, programme_id, code, indicator_id, version_id, place_id, period_start, period_end, dimensions, series,
    value, value_reason, numerator, denominator, qualitative, vintage, vintage_precision, is_break, is_estimate,
    is_provisional, is_confidential, is_derived, note, source_id
  from observation
  where (select reads_every('INTERNAL')) or (select may_import())
    or programme_id = any ((select readable('INTERNAL'))::uuid[])
  union all
  select observation_id, programme_id, code, indicator_id, version_id, place_id, period_start, period_end, dimensions,
    series, value, value_reason, numerator, denominator, qualitative, vintage, vintage_precision, is_break, is_estimate,
    is_provisional, is_confidential, is_derived, null, source_id
  from told_figure
  where not ((select reads_every('INTERNAL')) or (select may_import())
      or programme_id = any ((select readable('INTERNAL'))::uuid[]))
    and ((select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]))
    and level = case when (select holds_everywhere('{PARTNER,ASSOCIATION,REVIEWER,EVALUATOR}'))
      or programme_id = any ((select held_in('{PARTNER,ASSOCIATION,REVIEWER,EVALUATOR}'))::uuid[])
      then 'PARTNER' else 'PUBLIC' end;
comment on view known_observation is 'Observations as the session may know them: themselves for who steers, else what a release tells of them.';

create view known_baseline with (security_invoker = true) as
  select id, programme_id, indicator_id, place_id, period_start, period_end, value, value_reason, source_id, version
  from baseline
  where (select reads_every('INTERNAL')) or (select may_import())
    or programme_id = any ((select readable('INTERNAL'))::uuid[])
  union all
  select baseline_id, programme_id, indicator_id, place_id, period_start, period_end, value, value_reason, source_id,
    version
  from told_baseline
  where not ((select reads_every('INTERNAL')) or (select may_import())
      or programme_id = any ((select readable('INTERNAL'))::uuid[]))
    and ((select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]))
    and level = case when (select holds_everywhere('{PARTNER,ASSOCIATION,REVIEWER,EVALUATOR}'))
      or programme_id = any ((select held_in('{PARTNER,ASSOCIATION,REVIEWER,EVALUATOR}'))::uuid[])
      then 'PARTNER' else 'PUBLIC' end;
comment on view known_baseline is 'Baselines as the session may know them, likewise.';
