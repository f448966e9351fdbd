-- Partners import many progress updates from one file; the hub carries it out in the background, row by row.

create table update_import (
  id uuid not null,
  programme_id uuid not null,
  period_id uuid,
  asked_by text not null,
  asker jsonb not null,
  asked_at timestamptz(3) not null,
  file_hash text not null,
  csv text,
  row_count integer not null,
  is_dry_run boolean not null,
  is_submitting boolean not null,
  state text not null,
  failure text,
  ended_at timestamptz(3),
  constraint update_import_pkey primary key (id)
);
create index update_import_programme_id_idx on update_import (programme_id);
alter table update_import add constraint update_import_programme_id_fkey
  foreign key (programme_id) references programme (id) on delete cascade on update no action;
alter table update_import add constraint update_import_state_word
  check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED'));
alter table update_import add constraint update_import_ended check ((state in ('DONE', 'FAILED')) = (ended_at is not null));
alter table update_import add constraint update_import_failed check ((state = 'FAILED') = (failure is not null));
alter table update_import add constraint update_import_text check ((csv is null) = (ended_at is not null));
comment on table update_import is 'Files of progress updates that somebody sent to be imported.';
comment on column update_import.asker is 'Roles and languages of who asked, as they were then: the rights of every row.';
comment on column update_import.file_hash is 'SHA-256 of the text as UTF-8, in hex.';
comment on column update_import.csv is 'The text while it is needed; gone at the end, since its rows stand where they belong.';

create table update_import_row (
  id uuid not null,
  programme_id uuid not null,
  import_id uuid not null,
  line integer not null,
  outcome text not null,
  update_id uuid,
  changed text[] not null,
  problems jsonb not null,
  constraint update_import_row_pkey primary key (id)
);
create unique index update_import_row_import_id_line_key on update_import_row (import_id, line);
alter table update_import_row add constraint update_import_row_import_id_fkey
  foreign key (import_id) references update_import (id) on delete cascade on update no action;
alter table update_import_row add constraint update_import_row_outcome_word
  check (outcome in ('CREATED', 'CHANGED', 'SUBMITTED', 'UNCHANGED', 'REFUSED'));
comment on table update_import_row is
  'What became of each line of a file, written with what it changed: a line that stands here is not done again.';
comment on column update_import_row.changed is 'Columns of the file that differ from what was there.';
comment on column update_import_row.problems is 'A list of {column, message}; column is null when it is about the whole line.';

alter table update_import enable row level security;
alter table update_import force row level security;
create policy write on update_import for all using ((select may_import())) with check ((select may_import()));
alter table update_import_row enable row level security;
alter table update_import_row force row level security;
create policy write on update_import_row for all using ((select may_import())) with check ((select may_import()));

-- A file holds drafts: it is for who sent it, and so is what became of it.
create policy read on update_import for select using (
  asked_by = (select current_setting('kapstok.viewer', true)));
create policy read on update_import_row for select using (
  exists (select from update_import where update_import.id = update_import_row.import_id));
create policy make on update_import for insert with check (
  (select may_change()) and asked_by = (select current_setting('kapstok.viewer', true))
  and holds('{PARTNER,ASSOCIATION}', programme_id));
create policy make on update_import_row for insert with check (
  (select may_change()) and holds('{PARTNER,ASSOCIATION}', programme_id)
  and exists (select from update_import where update_import.id = update_import_row.import_id));
