-- Files that show what is reported. Their bytes lie in the data directory under their hash; an update names a file among
-- its links, as /evidence/ and its id.

create table evidence_file (
  id uuid not null,
  programme_id uuid not null,
  action_id uuid not null,
  organisation_id uuid not null,
  sha256 text not null,
  name text not null,
  media_type text not null,
  size_bytes integer not null,
  uploaded_by text not null,
  uploaded_at timestamptz(3) not null,
  constraint evidence_file_pkey primary key (id)
);
create unique index evidence_file_action_id_organisation_id_sha256_key on evidence_file (action_id, organisation_id, sha256);
create index evidence_file_programme_id_idx on evidence_file (programme_id);
create index evidence_file_sha256_idx on evidence_file (sha256);
alter table evidence_file add constraint evidence_file_action_id_fkey
  foreign key (action_id) references action (id) on delete cascade on update no action;
alter table evidence_file add constraint evidence_file_sha256_shape check (sha256 ~ '^[0-9a-f]{64}$');
alter table evidence_file add constraint evidence_file_size check (size_bytes > 0);
comment on table evidence_file is 'Files that organisations uploaded to show what they report of an action. The same content is one.';
comment on column evidence_file.uploaded_at is 'When it was sent last. What no update names is removed a day later.';

alter table evidence_file enable row level security;
alter table evidence_file force row level security;
create policy write on evidence_file for all using ((select may_import())) with check ((select may_import()));
-- It is read with an update that names it, and by its organisation.
create policy read on evidence_file for select using (
  (organisation_id = any ((select own_organisations())::uuid[]) and speaks_for(organisation_id, programme_id))
  or exists (select from progress_update report where report.action_id = evidence_file.action_id
    and report.organisation_id = evidence_file.organisation_id
    and report.evidence @> jsonb_build_array(jsonb_build_object('url', '/evidence/' || evidence_file.id))));
create policy make on evidence_file for insert
  with check ((select may_change()) and holds('{PARTNER,ASSOCIATION}', programme_id)
    and speaks_for(organisation_id, programme_id));
create policy change on evidence_file for update
  using ((select may_change()) and holds('{PARTNER,ASSOCIATION}', programme_id)
    and speaks_for(organisation_id, programme_id))
  with check ((select may_change()) and holds('{PARTNER,ASSOCIATION}', programme_id)
    and speaks_for(organisation_id, programme_id));
