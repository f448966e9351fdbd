-- What waits for a person, told at most once a day and only when something of it was not told before.

create table digest (
  id uuid not null,
  subject text not null,
  written_on date not null,
  body text not null,
  item_count integer not null,
  told text[] not null,
  spooled_at timestamptz(3),
  constraint digest_pkey primary key (id)
);
create unique index digest_subject_written_on_key on digest (subject, written_on);
comment on table digest is 'What people were told waits for them: one for each person and day.';
comment on column digest.told is 'What was told, each with its step, so that it is no news another day.';
comment on column digest.spooled_at is 'When it was written to the folder of digests; null while it waits.';

-- It tells one person of what is theirs in every programme: the hub alone reads it.
alter table digest enable row level security;
alter table digest force row level security;
create policy hub on digest for all using ((select may_import())) with check ((select may_import()));
