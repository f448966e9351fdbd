-- What is said about reported values, and what somebody is to follow up. Between who steers and one organisation: the
-- one that reports, or that owned the action when it was said.

create table comment (
  id uuid not null,
  programme_id uuid not null,
  action_id uuid not null,
  update_id uuid,
  field text,
  organisation_id uuid,
  body text,
  written_by text not null,
  written_at timestamptz(3) not null,
  withdrawn_at timestamptz(3),
  version integer not null default 1,
  constraint comment_pkey primary key (id)
);
create index comment_action_id_idx on comment (action_id);
create index comment_update_id_idx on comment (update_id);
alter table comment add constraint comment_action_id_fkey
  foreign key (action_id) references action (id) on delete cascade on update no action;
alter table comment add constraint comment_update_id_fkey
  foreign key (update_id) references progress_update (id) on delete cascade on update no action;
alter table comment add constraint comment_field_word
  check (field in ('STATUS', 'COMPLETION', 'NARRATIVE', 'PEOPLE_REACHED', 'OBSTACLES', 'EVIDENCE'));
alter table comment add constraint comment_field_of_update check (field is null or update_id is not null);
alter table comment add constraint comment_withdrawn check ((body is null) = (withdrawn_at is not null));
comment on table comment is 'What was said about an action, or about what an organisation reports of it.';
comment on column comment.organisation_id is 'Who reads it beside who steers; null: nobody.';
comment on column comment.body is 'Null when it was withdrawn.';

create table follow_up (
  id uuid not null,
  programme_id uuid not null,
  action_id uuid not null,
  update_id uuid,
  field text,
  organisation_id uuid,
  role text,
  due_on date not null,
  reason text not null,
  flagged_by text not null,
  flagged_at timestamptz(3) not null,
  answer text,
  resolved_by text,
  resolved_at timestamptz(3),
  version integer not null default 1,
  constraint follow_up_pkey primary key (id)
);
create index follow_up_action_id_idx on follow_up (action_id);
create index follow_up_update_id_idx on follow_up (update_id);
create index follow_up_programme_id_idx on follow_up (programme_id);
alter table follow_up add constraint follow_up_action_id_fkey
  foreign key (action_id) references action (id) on delete cascade on update no action;
alter table follow_up add constraint follow_up_update_id_fkey
  foreign key (update_id) references progress_update (id) on delete cascade on update no action;
alter table follow_up add constraint follow_up_field_word
  check (field in ('STATUS', 'COMPLETION', 'NARRATIVE', 'PEOPLE_REACHED', 'OBSTACLES', 'EVIDENCE'));
alter table follow_up add constraint follow_up_field_of_update check (field is null or update_id is not null);
alter table follow_up add constraint follow_up_role_word check (role in ('COORDINATOR', 'DIRECTOR'));
alter table follow_up add constraint follow_up_somebody check (role is not null or organisation_id is not null);
alter table follow_up add constraint follow_up_resolved
  check ((answer is null) = (resolved_at is null) and (resolved_by is null) = (resolved_at is null));
comment on table follow_up is 'What somebody is to look into by a day, about an action or what is reported of it.';
comment on column follow_up.role is 'Who follows it up where the organisation does not.';
comment on column follow_up.organisation_id is 'Who reads it beside who steers, and follows it up when there is no role; null: nobody.';

create trigger version before update on comment for each row execute function next_version();
create trigger version before update on follow_up for each row execute function next_version();

alter table comment enable row level security;
alter table comment force row level security;
create policy write on comment for all using ((select may_import())) with check ((select may_import()));
alter table follow_up enable row level security;
alter table follow_up force row level security;
create policy write on follow_up for all using ((select may_import())) with check ((select may_import()));

create policy read on comment for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[])
  or (organisation_id = any ((select own_organisations())::uuid[]) and speaks_for(organisation_id, programme_id)));
create policy read on follow_up for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[])
  or (organisation_id = any ((select own_organisations())::uuid[]) and speaks_for(organisation_id, programme_id)));
create policy make on comment for insert with check (
  (select may_change()) and written_by = (select current_setting('kapstok.viewer', true))
  and (holds('{DIRECTOR,COORDINATOR}', programme_id)
    or (holds('{PARTNER,ASSOCIATION}', programme_id) and speaks_for(organisation_id, programme_id))));
create policy withdraw on comment for update
  using ((select may_change()) and written_by = (select current_setting('kapstok.viewer', true)))
  with check ((select may_change()) and written_by = (select current_setting('kapstok.viewer', true)));
create policy make on follow_up for insert with check (
  (select may_change()) and flagged_by = (select current_setting('kapstok.viewer', true))
  and (holds('{DIRECTOR,COORDINATOR}', programme_id)
    or (holds('{PARTNER,ASSOCIATION}', programme_id) and speaks_for(organisation_id, programme_id))));
create policy resolve on follow_up for update
  using ((select may_change()) and (holds('{DIRECTOR,COORDINATOR}', programme_id)
    or (holds('{PARTNER,ASSOCIATION}', programme_id) and speaks_for(organisation_id, programme_id))))
  with check ((select may_change()) and (holds('{DIRECTOR,COORDINATOR}', programme_id)
    or (holds('{PARTNER,ASSOCIATION}', programme_id) and speaks_for(organisation_id, programme_id))));
