-- Numbers in speeches and on pages, each traced to an observation or marked untraceable.
create table published_figure (
  id uuid not null,
  programme_id uuid not null,
  code text not null,
  quote jsonb not null,
  value numeric,
  said_in text not null,
  said_on date,
  said_on_precision text,
  url text,
  observation_id uuid,
  untraceable text,
  source_id uuid,
  version integer not null default 1,
  constraint published_figure_pkey primary key (id),
  constraint published_figure_observation_id_fkey foreign key (observation_id) references observation(id) on delete no action on update no action deferrable initially deferred
);
create unique index published_figure_programme_id_code_key on published_figure (programme_id, code);
create index published_figure_observation_id_idx on published_figure (observation_id);
alter table published_figure add constraint published_figure_quote_text check (quote ?| array['nl', 'fr', 'en', 'de']);
alter table published_figure add constraint published_figure_said_on_precision_word check (said_on_precision in ('DAY', 'MONTH', 'YEAR') and (said_on is null) = (said_on_precision is null));
alter table published_figure add constraint published_figure_traced_or_not check (observation_id is null or untraceable is null);
create trigger version before update on published_figure for each row execute function next_version();
comment on table published_figure is 'A number as it was printed or said: traced to an observation, marked untraceable, or not looked up yet.';
comment on column published_figure.untraceable is 'Why no observation stands behind it; null when one does, or nobody looked yet.';

alter table published_figure enable row level security;
alter table published_figure force row level security;
create policy read on published_figure for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));
create policy write on published_figure for all using ((select may_import())) with check ((select may_import()));
create policy make on published_figure for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on published_figure for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
