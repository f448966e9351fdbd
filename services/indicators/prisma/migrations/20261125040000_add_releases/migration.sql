-- Releases of figures: what each level is shown, decided once and kept.
create table figure_release (
  id uuid not null,
  programme_id uuid not null,
  number integer not null,
  decided_on date not null,
  note text,
  declaration jsonb not null,
  report jsonb not null,
  constraint figure_release_pkey primary key (id)
);
create unique index figure_release_programme_id_number_key on figure_release (programme_id, number);
alter table figure_release add constraint figure_release_number_positive check (number > 0);
comment on table figure_release is 'A decision to show figures outside; what it decided stays so.';
comment on column figure_release.declaration is 'Which figures add up to which: what outsiders may know of them.';
comment on column figure_release.report is 'Per level: how many cells, how many small, how many withheld beside them, how many given away before.';

create table release_cell (
  release_id uuid not null,
  observation_id uuid not null,
  programme_id uuid not null,
  figure_id uuid not null,
  measure text not null,
  members text[],
  numbers double precision[],
  shown_to text[],
  small_for text[],
  constraint release_cell_pkey primary key (release_id, observation_id)
);
create index release_cell_programme_id_idx on release_cell (programme_id);
comment on table release_cell is 'Every cell of a release with its numbers, withheld or not: what later releases must agree with. For those who steer.';
comment on column release_cell.figure_id is 'The first observation with the same numbers: until they change, the figure is the same.';

create table told_figure (
  release_id uuid not null,
  level text not null,
  observation_id uuid not null,
  programme_id uuid not null,
  is_withheld boolean not null,
  value numeric,
  numerator numeric,
  denominator numeric,
  constraint told_figure_pkey primary key (release_id, level, observation_id)
);
create index told_figure_observation_id_level_idx on told_figure (observation_id, level);
alter table told_figure add constraint told_figure_level check (level in ('PARTNER', 'PUBLIC'));
alter table told_figure add constraint told_figure_withheld
  check (not is_withheld or (value is null and numerator is null and denominator is null));
comment on table told_figure is 'What a level is told: a figure, or that it is withheld. No withheld number is here.';

alter table release_cell add constraint release_cell_release_id_fkey
  foreign key (release_id) references figure_release (id) on delete cascade on update no action;
alter table told_figure add constraint told_figure_release_id_fkey
  foreign key (release_id) references figure_release (id) on delete cascade on update no action;

alter table figure_release enable row level security;
alter table figure_release force row level security;
create policy read on figure_release for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[]));
create policy write on figure_release for all using ((select may_import())) with check ((select may_import()));
create policy make on figure_release for insert
  with check ((select may_change()) and holds('{DIRECTOR}', programme_id));

alter table release_cell enable row level security;
alter table release_cell force row level security;
create policy read on release_cell for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[]));
create policy write on release_cell for all using ((select may_import())) with check ((select may_import()));
create policy make on release_cell for insert
  with check ((select may_change()) and holds('{DIRECTOR}', programme_id));

alter table told_figure enable row level security;
alter table told_figure force row level security;
create policy read on told_figure for select using (
  level = 'PUBLIC' or (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[])
  or holds('{PARTNER,ASSOCIATION}', programme_id));
create policy write on told_figure for all using ((select may_import())) with check ((select may_import()));
create policy make on told_figure for insert
  with check ((select may_change()) and holds('{DIRECTOR}', programme_id));
