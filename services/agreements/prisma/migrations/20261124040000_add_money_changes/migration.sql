-- Which language a programme speaks: what the actions service said.
create table known_programme (
  programme_id uuid not null,
  language text not null,
  domain_ids uuid[],
  constraint known_programme_pkey primary key (programme_id)
);
comment on table known_programme is 'What the service actions said of each programme: the language of texts that name none, and its domains.';

-- The value of a contract, of which an obligation can be a share, and what the city is in an agreement.
alter table agreement add column contract_value_cents bigint;
alter table agreement add column contract_currency text;
alter table agreement add column city_role text;
alter table agreement add constraint agreement_contract_value check (
  (contract_value_cents is null) = (contract_currency is null) and contract_value_cents >= 0
  and contract_currency ~ '^[A-Z]{3}$');
alter table agreement add constraint agreement_city_role_word
  check (city_role in ('PROVIDER', 'CONTRACTOR', 'DIRECTOR'));
comment on column agreement.contract_value_cents is 'What the work is worth as agreed; null when not known or there is none.';
comment on column agreement.city_role is 'What the city does in it: the work itself, ordering it, or bringing others together.';

alter table obligation add column due_share_basis_points integer;
alter table obligation add column version integer not null default 1;
alter table obligation add constraint obligation_due_share check (
  due_share_basis_points is null or due_share_basis_points between 1 and 10000 and due_value is null);
create trigger version before update on obligation for each row execute function next_version();
comment on column obligation.due_share_basis_points is
  'Hundredths of a percent of the value of the contract; what is due is then worked out from it, in its currency.';

create table agreement_amendment (
  id uuid not null,
  programme_id uuid not null,
  code text not null,
  agreement_id uuid not null,
  number integer not null,
  amended_on date not null,
  field text not null,
  value_before text,
  value_after text,
  reason text,
  constraint agreement_amendment_pkey primary key (id),
  constraint agreement_amendment_agreement_id_fkey foreign key (agreement_id) references agreement (id)
    on delete cascade on update no action
);
create unique index agreement_amendment_programme_id_code_key on agreement_amendment (programme_id, code);
create index agreement_amendment_agreement_id_idx on agreement_amendment (agreement_id);
alter table agreement_amendment add constraint agreement_amendment_number check (number >= 1);
alter table agreement_amendment add constraint agreement_amendment_field_word
  check (field in ('TITLE', 'STARTS_ON', 'ENDS_ON', 'CONTRACT_VALUE', 'DOCUMENT', 'PARTIES', 'TASKS'));
comment on table agreement_amendment is
  'What was changed in an agreement after it was signed: a row for each thing, those with one number together.';

create table staffing (
  id uuid not null,
  programme_id uuid not null,
  code text not null,
  agreement_id uuid not null,
  action_id uuid,
  employer_id uuid,
  fte numeric not null,
  head_count integer,
  source_id uuid,
  constraint staffing_pkey primary key (id),
  constraint staffing_agreement_id_fkey foreign key (agreement_id) references agreement (id)
    on delete cascade on update no action,
  constraint staffing_employer_id_fkey foreign key (employer_id) references organisation (id)
    on delete no action on update no action
);
create unique index staffing_programme_id_code_key on staffing (programme_id, code);
create index staffing_agreement_id_idx on staffing (agreement_id);
create index staffing_employer_id_idx on staffing (employer_id);
create index staffing_action_id_idx on staffing (action_id);
alter table staffing add constraint staffing_not_negative check (fte >= 0 and head_count >= 0);
comment on table staffing is
  'Who employs how many for an agreement; the row without an employer is the total as somebody stated it.';

create table expense_claim (
  id uuid not null,
  programme_id uuid not null,
  code text not null,
  agreement_id uuid not null,
  organisation_id uuid not null,
  action_id uuid,
  amount_cents bigint not null,
  currency text not null,
  period_start date not null,
  period_end date not null,
  purpose text not null,
  evidence_url text not null,
  status text not null,
  submitted_on date not null,
  decided_on date,
  decision_reason text,
  transaction_id uuid,
  version integer not null default 1,
  constraint expense_claim_pkey primary key (id),
  constraint expense_claim_agreement_id_fkey foreign key (agreement_id) references agreement (id)
    on delete cascade on update no action,
  constraint expense_claim_organisation_id_fkey foreign key (organisation_id) references organisation (id)
    on delete no action on update no action,
  constraint expense_claim_transaction_id_fkey foreign key (transaction_id) references transaction (id)
    on delete set null on update no action
);
create unique index expense_claim_programme_id_code_key on expense_claim (programme_id, code);
create index expense_claim_agreement_id_idx on expense_claim (agreement_id);
create index expense_claim_organisation_id_idx on expense_claim (organisation_id);
create index expense_claim_transaction_id_idx on expense_claim (transaction_id);
create index expense_claim_programme_id_evidence_url_idx on expense_claim (programme_id, evidence_url);
create trigger version before update on expense_claim for each row execute function next_version();
alter table expense_claim add constraint expense_claim_status_word
  check (status in ('SUBMITTED', 'APPROVED', 'REJECTED'));
alter table expense_claim add constraint expense_claim_decided check ((status = 'SUBMITTED') = (decided_on is null));
alter table expense_claim add constraint expense_claim_rejected_for_a_reason
  check (status <> 'REJECTED' or decision_reason is not null);
alter table expense_claim add constraint expense_claim_period check (period_start <= period_end);
alter table expense_claim add constraint expense_claim_positive check (amount_cents > 0);
alter table expense_claim add constraint expense_claim_currency check (currency ~ '^[A-Z]{3}$');
comment on table expense_claim is 'What a partner spent under an agreement and asks to have paid.';
comment on column expense_claim.transaction_id is 'The spending that it became when it was approved.';

-- Who reads them.
alter table known_programme enable row level security;
alter table known_programme force row level security;
create policy read on known_programme for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));
create policy write on known_programme for all using ((select may_import())) with check ((select may_import()));

alter table agreement_amendment enable row level security;
alter table agreement_amendment force row level security;
create policy read on agreement_amendment for select using (
  (select reads_every('MONEY') and reads_every('DRAFTS'))
  or programme_id = any ((select readable_both('MONEY', 'DRAFTS'))::uuid[])
  or exists (select from agreement where agreement.id = agreement_id));
create policy write on agreement_amendment for all using ((select may_import())) with check ((select may_import()));

alter table staffing enable row level security;
alter table staffing force row level security;
create policy read on staffing for select using (
  (select reads_every('MONEY') and reads_every('DRAFTS'))
  or programme_id = any ((select readable_both('MONEY', 'DRAFTS'))::uuid[])
  or exists (select from agreement where agreement.id = agreement_id));
create policy write on staffing for all using ((select may_import())) with check ((select may_import()));

-- A claim is between the partner and those who steer; what comes of it is a transaction.
alter table expense_claim enable row level security;
alter table expense_claim force row level security;
create policy read on expense_claim for select using (
  (select reads_every('MONEY') and reads_every('DRAFTS'))
  or programme_id = any ((select readable_both('MONEY', 'DRAFTS'))::uuid[])
  or speaks_for(organisation_id, programme_id));
create policy write on expense_claim for all using ((select may_import())) with check ((select may_import()));

-- Who changes what. The service says which coordinator changes which agreement: those of its own domains.
create function directed() returns uuid[] language sql stable as $$
  select case when current_setting('kapstok.directs', true) like '{%'
    then current_setting('kapstok.directs', true)::uuid[] else '{}'::uuid[] end
$$;
comment on function directed() is 'Programmes that the session directs, unless it directs every one.';

create function directs_every() returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.directs', true) = '*', false)
$$;
comment on function directs_every() is 'Whether the session directs every programme.';

create policy make on organisation for insert
  with check ((select may_change()) and ((select directs_every()) or (select directed()) <> '{}'::uuid[]));
create policy change on organisation for update
  using ((select may_change()) and ((select directs_every()) or exists (select from shared_listing listing
    where listing.row_id = organisation.id and listing.table_name = 'organisation'
      and listing.programme_id = any ((select directed())::uuid[]))))
  with check ((select may_change()));
create policy make on shared_listing for insert
  with check ((select may_change()) and holds('{DIRECTOR}', programme_id));
create policy make on organisation_lineage for insert
  with check ((select may_change()) and holds('{DIRECTOR}', programme_id));
create policy make on agreement for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on agreement for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on agreement_amendment for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on agreement_party for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy remove on agreement_party for delete
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on agreement_task for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy remove on agreement_task for delete
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on allocation for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy remove on allocation for delete
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on staffing for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy remove on staffing for delete
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on obligation for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on budget_line for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on budget_line for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy remove on budget_line for delete
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on transaction for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on scheduled_payment for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on scheduled_payment for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on money_entry for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on money_entry for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy remove on money_entry for delete
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on expense_claim for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
-- Partners: what came of what they promised, and what they spent.
create policy change on obligation for update
  using ((select may_change()) and (holds('{DIRECTOR,COORDINATOR}', programme_id)
    or agreement_id = any ((select own_rows())::uuid[])))
  with check ((select may_change()) and (holds('{DIRECTOR,COORDINATOR}', programme_id)
    or agreement_id = any ((select own_rows())::uuid[])));
create policy make on expense_claim for insert
  with check ((select may_change()) and speaks_for(organisation_id, programme_id)
    and agreement_id = any ((select own_rows())::uuid[]));
