-- Partners report, directors approve: reporting periods, progress updates, reminders, and who owns an action.

create table reporting_period (
  id uuid not null,
  programme_id uuid not null,
  code text not null,
  title jsonb not null,
  starts_on date not null,
  ends_on date not null,
  due_on date not null,
  state text not null,
  version integer not null default 1,
  constraint reporting_period_pkey primary key (id)
);
create unique index reporting_period_programme_id_code_key on reporting_period (programme_id, code);
alter table reporting_period add constraint reporting_period_programme_id_fkey
  foreign key (programme_id) references programme (id) on delete cascade on update no action;
alter table reporting_period add constraint reporting_period_state_word check (state in ('OPEN', 'CLOSED', 'LOCKED'));
alter table reporting_period add constraint reporting_period_days check (starts_on <= ends_on and starts_on <= due_on);
alter table reporting_period add constraint reporting_period_code_said check (code <> '');
comment on table reporting_period is 'A time about which organisations report, by a day.';
comment on column reporting_period.state is 'OPEN becomes DUE by itself when the day due has come; that is not stored.';

create table period_exception (
  id uuid not null,
  programme_id uuid not null,
  period_id uuid not null,
  organisation_id uuid,
  account_id uuid,
  until_on date not null,
  reason text not null,
  granted_on date not null,
  revoked_on date,
  version integer not null default 1,
  constraint period_exception_pkey primary key (id)
);
create index period_exception_period_id_idx on period_exception (period_id);
alter table period_exception add constraint period_exception_period_id_fkey
  foreign key (period_id) references reporting_period (id) on delete cascade on update no action;
alter table period_exception add constraint period_exception_for_one check (num_nonnulls(organisation_id, account_id) = 1);
comment on table period_exception is 'Who may report in a period that is closed or locked, and until when.';

create table approval_rule (
  subject_id uuid not null,
  programme_id uuid not null,
  rule text not null,
  version integer not null default 1,
  constraint approval_rule_pkey primary key (subject_id)
);
create index approval_rule_programme_id_idx on approval_rule (programme_id);
alter table approval_rule add constraint approval_rule_programme_id_fkey
  foreign key (programme_id) references programme (id) on delete cascade on update no action;
alter table approval_rule add constraint approval_rule_rule_word
  check (rule in ('EITHER', 'COORDINATOR', 'DIRECTOR', 'BOTH'));
comment on table approval_rule is 'Who must approve progress updates. Of a domain it holds before that of its programme.';
comment on column approval_rule.subject_id is 'Id of the programme or of the policy domain that it is about.';

create table progress_update (
  id uuid not null,
  programme_id uuid not null,
  action_id uuid not null,
  period_id uuid not null,
  organisation_id uuid not null,
  state text not null,
  reported_status text,
  completion_percent integer,
  completion_method text,
  narrative jsonb,
  obstacles jsonb,
  people_reached integer,
  people_reached_reason text,
  reach_basis text,
  evidence jsonb not null default '[]',
  content_version integer not null default 1,
  returned_reason text,
  submitted_by text,
  submitted_at timestamptz(3),
  decided_at timestamptz(3),
  saved_at timestamptz(3) not null,
  version integer not null default 1,
  constraint progress_update_pkey primary key (id)
);
create unique index progress_update_action_id_period_id_organisation_id_key
  on progress_update (action_id, period_id, organisation_id);
create index progress_update_programme_id_idx on progress_update (programme_id);
create index progress_update_period_id_idx on progress_update (period_id);
create index progress_update_organisation_id_idx on progress_update (organisation_id);
alter table progress_update add constraint progress_update_action_id_fkey
  foreign key (action_id) references action (id) on delete cascade on update no action;
alter table progress_update add constraint progress_update_period_id_fkey
  foreign key (period_id) references reporting_period (id) on delete cascade on update no action;
alter table progress_update add constraint progress_update_state_word
  check (state in ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED'));
alter table progress_update add constraint progress_update_reported_status_word check (reported_status in
  ('PROPOSED', 'PLANNED', 'RUNNING', 'SUSPENDED', 'COMPLETED', 'STOPPED'));
alter table progress_update add constraint progress_update_completion_method_word
  check (completion_method in ('MILESTONES', 'SESSIONS', 'UNITS', 'JUDGEMENT'));
alter table progress_update add constraint progress_update_reach_basis_word check (reach_basis in ('UNIQUE', 'COUNTED'));
alter table progress_update add constraint progress_update_people_reached_reason_word
  check (people_reached_reason in ('NOT_PUBLISHED', 'NOT_MEASURED', 'NOT_APPLICABLE', 'LOST_IN_SOURCE'));
alter table progress_update add constraint progress_update_percent check (completion_percent between 0 and 100);
alter table progress_update add constraint progress_update_people check (people_reached >= 0);
alter table progress_update add constraint progress_update_complete check (state in ('DRAFT', 'RETURNED') or (
  reported_status is not null and narrative is not null and submitted_at is not null
  and (completion_percent is null) = (completion_method is null)
  and (people_reached is null) = (reach_basis is null)
  and (people_reached is null) = (people_reached_reason is not null)));
alter table progress_update add constraint progress_update_returned check (state <> 'RETURNED' or returned_reason is not null);
comment on table progress_update is 'What one organisation reports of one action over one period. A draft is its own.';
comment on column progress_update.content_version is 'Counts changes of what is reported. An approval of another one no longer stands.';
comment on column progress_update.evidence is 'A list of {url, title, category}.';
comment on column progress_update.returned_reason is 'What the approver asks for; kept until it is submitted again.';

create table progress_approval (
  id uuid not null,
  programme_id uuid not null,
  update_id uuid not null,
  role text not null,
  content_version integer not null,
  approved_by text not null,
  approved_at timestamptz(3) not null,
  constraint progress_approval_pkey primary key (id)
);
create unique index progress_approval_update_id_role_content_version_key
  on progress_approval (update_id, role, content_version);
alter table progress_approval add constraint progress_approval_update_id_fkey
  foreign key (update_id) references progress_update (id) on delete cascade on update no action;
alter table progress_approval add constraint progress_approval_role_word check (role in ('COORDINATOR', 'DIRECTOR'));
comment on table progress_approval is 'Who approved a progress update in which role. Stands while nothing of the update changes.';

create table progress_correction (
  id uuid not null,
  programme_id uuid not null,
  update_id uuid not null,
  field text not null,
  before text,
  after text,
  reason text not null,
  corrected_by text not null,
  corrected_at timestamptz(3) not null,
  constraint progress_correction_pkey primary key (id)
);
create index progress_correction_update_id_idx on progress_correction (update_id);
alter table progress_correction add constraint progress_correction_update_id_fkey
  foreign key (update_id) references progress_update (id) on delete cascade on update no action;
comment on table progress_correction is 'What an approver put right in a progress update, field by field.';

create table owner_handover (
  id uuid not null,
  programme_id uuid not null,
  action_id uuid not null,
  from_organisation_id uuid,
  to_organisation_id uuid not null,
  handed_on date not null,
  reason text not null,
  constraint owner_handover_pkey primary key (id)
);
create index owner_handover_action_id_idx on owner_handover (action_id);
alter table owner_handover add constraint owner_handover_action_id_fkey
  foreign key (action_id) references action (id) on delete cascade on update no action;
comment on table owner_handover is 'How an action went from one organisation to another. Only ever added to.';

create table action_touch (
  action_id uuid not null,
  programme_id uuid not null,
  touched_on date not null,
  constraint action_touch_pkey primary key (action_id)
);
create index action_touch_programme_id_idx on action_touch (programme_id);
alter table action_touch add constraint action_touch_action_id_fkey
  foreign key (action_id) references action (id) on delete cascade on update no action;
comment on table action_touch is 'The last day on which somebody reported on an action in the hub, whatever may be read of it.';

create table reminder (
  id uuid not null,
  programme_id uuid not null,
  period_id uuid not null,
  organisation_id uuid not null,
  step text not null,
  reminded_on date not null,
  body text not null,
  action_count integer not null,
  spooled_at timestamptz(3),
  constraint reminder_pkey primary key (id)
);
create unique index reminder_period_id_organisation_id_step_key on reminder (period_id, organisation_id, step);
create index reminder_programme_id_idx on reminder (programme_id);
alter table reminder add constraint reminder_period_id_fkey
  foreign key (period_id) references reporting_period (id) on delete cascade on update no action;
alter table reminder add constraint reminder_step_word check (step in ('DAYS_21', 'DAYS_14', 'DAYS_7', 'OVERDUE'));
comment on table reminder is 'What organisations were told is due: one digest for each step of each period.';
comment on column reminder.spooled_at is 'When it was written to the folder of digests; null while it waits.';

create trigger version before update on reporting_period for each row execute function next_version();
create trigger version before update on period_exception for each row execute function next_version();
create trigger version before update on approval_rule for each row execute function next_version();
create trigger version before update on progress_update for each row execute function next_version();

-- Rights. The hub itself.
alter table reporting_period enable row level security;
alter table reporting_period force row level security;
create policy write on reporting_period for all using ((select may_import())) with check ((select may_import()));
alter table period_exception enable row level security;
alter table period_exception force row level security;
create policy write on period_exception for all using ((select may_import())) with check ((select may_import()));
alter table approval_rule enable row level security;
alter table approval_rule force row level security;
create policy write on approval_rule for all using ((select may_import())) with check ((select may_import()));
alter table progress_update enable row level security;
alter table progress_update force row level security;
create policy write on progress_update for all using ((select may_import())) with check ((select may_import()));
alter table progress_approval enable row level security;
alter table progress_approval force row level security;
create policy write on progress_approval for all using ((select may_import())) with check ((select may_import()));
alter table progress_correction enable row level security;
alter table progress_correction force row level security;
create policy write on progress_correction for all using ((select may_import())) with check ((select may_import()));
alter table owner_handover enable row level security;
alter table owner_handover force row level security;
create policy write on owner_handover for all using ((select may_import())) with check ((select may_import()));
alter table action_touch enable row level security;
alter table action_touch force row level security;
create policy write on action_touch for all using ((select may_import())) with check ((select may_import()));
alter table reminder enable row level security;
alter table reminder force row level security;
create policy write on reminder for all using ((select may_import())) with check ((select may_import()));

-- Who reads.
create policy read on reporting_period for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));
create policy read on approval_rule for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));
create policy read on action_touch for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));
create policy read on owner_handover for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[]));
create policy read on reminder for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[]));
create policy read on period_exception for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[])
  or account_id::text = (select current_setting('kapstok.viewer', true))
  or (organisation_id = any ((select own_organisations())::uuid[]) and speaks_for(organisation_id, programme_id)));
-- A draft is the organisation's own. What was submitted is for those who steer, and for evaluators who ask for it; what
-- was approved belongs to the plan.
create policy read on progress_update for select using (
  (state = 'APPROVED' and ((select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[])))
  or (state <> 'DRAFT' and ((select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[])))
  or (state = 'SUBMITTED' and holds('{EVALUATOR}', programme_id))
  or (organisation_id = any ((select own_organisations())::uuid[]) and speaks_for(organisation_id, programme_id)));
create policy read on progress_approval for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[])
  or exists (select from progress_update where progress_update.id = progress_approval.update_id
    and speaks_for(progress_update.organisation_id, progress_update.programme_id)));
create policy read on progress_correction for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[])
  or exists (select from progress_update where progress_update.id = progress_correction.update_id
    and speaks_for(progress_update.organisation_id, progress_update.programme_id)));

-- Who changes.
create policy make on reporting_period for insert
  with check ((select may_change()) and holds('{DIRECTOR}', programme_id));
create policy change on reporting_period for update
  using ((select may_change()) and holds('{DIRECTOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR}', programme_id));
create policy make on period_exception for insert
  with check ((select may_change()) and holds('{DIRECTOR}', programme_id));
create policy change on period_exception for update
  using ((select may_change()) and holds('{DIRECTOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR}', programme_id));
create policy make on approval_rule for insert
  with check ((select may_change()) and holds('{DIRECTOR}', programme_id));
create policy change on approval_rule for update
  using ((select may_change()) and holds('{DIRECTOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR}', programme_id));
create policy make on progress_update for insert
  with check ((select may_change()) and state = 'DRAFT' and holds('{PARTNER,ASSOCIATION}', programme_id)
    and speaks_for(organisation_id, programme_id));
create policy report on progress_update for update
  using ((select may_change()) and state <> 'APPROVED' and holds('{PARTNER,ASSOCIATION}', programme_id)
    and speaks_for(organisation_id, programme_id))
  with check ((select may_change()) and state in ('DRAFT', 'SUBMITTED') and holds('{PARTNER,ASSOCIATION}', programme_id)
    and speaks_for(organisation_id, programme_id));
create policy decide on progress_update for update
  using ((select may_change()) and state in ('SUBMITTED', 'APPROVED') and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and state <> 'DRAFT' and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on progress_approval for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on progress_correction for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on owner_handover for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on action_touch for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR,PARTNER,ASSOCIATION}', programme_id));
create policy change on action_touch for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR,PARTNER,ASSOCIATION}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR,PARTNER,ASSOCIATION}', programme_id));

-- Whoever takes part in an action keeps its milestones and sessions, and so does who steers.
create function takes_part(action uuid, programme uuid) returns boolean language sql stable as $$
  select holds('{DIRECTOR,COORDINATOR}', programme) or (holds('{PARTNER,ASSOCIATION}', programme) and exists (
    select from participation where participation.action_id = takes_part.action
      and speaks_for(participation.organisation_id, takes_part.programme)))
$$ set search_path from current;
comment on function takes_part(uuid, uuid) is 'Whether the session steers in the programme, or speaks for an organisation that takes part in the action.';
create policy make on milestone for insert
  with check ((select may_change()) and takes_part(action_id, programme_id));
create policy change on milestone for update
  using ((select may_change()) and takes_part(action_id, programme_id))
  with check ((select may_change()) and takes_part(action_id, programme_id));
create policy make on delivery for insert
  with check ((select may_change()) and takes_part(action_id, programme_id));
create policy change on delivery for update
  using ((select may_change()) and takes_part(action_id, programme_id))
  with check ((select may_change()) and takes_part(action_id, programme_id));
