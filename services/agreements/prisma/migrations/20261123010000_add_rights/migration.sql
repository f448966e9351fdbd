-- AlterTable
ALTER TABLE "plan_action" ADD COLUMN     "organisation_ids" UUID[];

-- Rights by kind of data. A session says of which programmes it reads each kind, for which organisations it speaks and
-- which rows are therefore its own; what it does not say it does not read.

create function readable(kind text) returns uuid[] language sql stable as $$
  select case when current_setting('kapstok.reads_' || lower(kind), true) like '{%'
    then current_setting('kapstok.reads_' || lower(kind), true)::uuid[] else '{}'::uuid[] end
$$;
comment on function readable(text) is 'Programmes of which the session reads a kind of data, unless it reads it of every one.';

create function reads_every(kind text) returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.reads_' || lower(kind), true) = '*', false)
$$;
comment on function reads_every(text) is 'Whether the session reads a kind of data of every programme.';

create function readable_both(kind text, other text) returns uuid[] language sql stable
begin atomic
  select case when reads_every(kind) then readable(other) when reads_every(other) then readable(kind)
    else array(select unnest(readable(kind)) intersect select unnest(readable(other))) end;
end;
comment on function readable_both(text, text) is
  'Programmes of which the session reads two kinds of data, unless it reads both of every one.';

create function own_organisations() returns uuid[] language sql stable as $$
  select case when current_setting('kapstok.organisations', true) like '{%'
    then current_setting('kapstok.organisations', true)::uuid[] else '{}'::uuid[] end
$$;
comment on function own_organisations() is 'Organisations for which the session speaks.';

create function speaks_for(organisation uuid, programme uuid) returns boolean language sql stable as $$
  select case when current_setting('kapstok.speaks', true) like '{%'
    then array[organisation || '@' || programme, organisation || '@*'] && current_setting('kapstok.speaks', true)::text[]
    else false end
$$;
comment on function speaks_for(uuid, uuid) is 'Whether the session speaks for an organisation in a programme.';

create function own_rows() returns uuid[] language sql stable as $$
  select case when current_setting('kapstok.own', true) like '{%'
    then current_setting('kapstok.own', true)::uuid[] else '{}'::uuid[] end
$$;
comment on function own_rows() is 'Agreements to which an organisation for which the session speaks is party.';

-- `(select …)` makes each function run once for a statement and not once for a row. The branch of those who read every
-- programme comes first: they pay nothing for the others.

drop policy read on source;
create policy read on source for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on shared_listing;
create policy read on shared_listing for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on organisation_lineage;
create policy read on organisation_lineage for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

drop policy read on plan_action;
create policy read on plan_action for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

create function may_export() returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.export', true) = 'on', false)
$$;
comment on function may_export() is
  'Whether the session is an export of the hub, which also writes out the organisations above those that a programme lists.';

-- No programme's own: those who read the plan of a programme read the organisations that it lists.
drop policy read on organisation;
create policy read on organisation for select using (
  (select reads_every('PLAN'))
  or exists (select from shared_listing listing
    where listing.row_id = organisation.id and listing.table_name = 'organisation')
  or id = any ((select own_organisations())::uuid[])
  or (select may_export()));

-- A draft binds nobody yet: it is read by those who also read drafts, and by the organisations that are to sign it.
drop policy read on agreement;
create policy read on agreement for select using (
  (status <> 'DRAFT' or (select reads_every('DRAFTS'))
    or programme_id = any ((select readable('DRAFTS'))::uuid[]))
  and ((select reads_every('MONEY')) or programme_id = any ((select readable('MONEY'))::uuid[]))
  or id = any ((select own_rows())::uuid[]));

-- What belongs to an agreement is read with it. Those who read drafts need not look which agreement is one.
drop policy read on agreement_task;
create policy read on agreement_task for select using (
  (select reads_every('MONEY') and reads_every('DRAFTS'))
  or programme_id = any ((select readable_both('MONEY', 'DRAFTS'))::uuid[])
  or exists (select from agreement where agreement.id = agreement_id));

drop policy read on obligation;
create policy read on obligation for select using (
  (select reads_every('MONEY') and reads_every('DRAFTS'))
  or programme_id = any ((select readable_both('MONEY', 'DRAFTS'))::uuid[])
  or exists (select from agreement where agreement.id = agreement_id));

drop policy read on allocation;
create policy read on allocation for select using (
  (select reads_every('MONEY') and reads_every('DRAFTS'))
  or programme_id = any ((select readable_both('MONEY', 'DRAFTS'))::uuid[])
  or exists (select from agreement where agreement.id = agreement_id));

drop policy read on scheduled_payment;
create policy read on scheduled_payment for select using (
  (select reads_every('MONEY') and reads_every('DRAFTS'))
  or programme_id = any ((select readable_both('MONEY', 'DRAFTS'))::uuid[])
  or exists (select from agreement where agreement.id = agreement_id));

drop policy read on cost_share;
create policy read on cost_share for select using (
  (select reads_every('MONEY') and reads_every('DRAFTS'))
  or programme_id = any ((select readable_both('MONEY', 'DRAFTS'))::uuid[])
  or exists (select from agreement where agreement.id = agreement_id));

-- Which agreements are its own, a session finds out here, before it can say so.
drop policy read on agreement_party;
create policy read on agreement_party for select using (
  (select reads_every('MONEY') and reads_every('DRAFTS'))
  or programme_id = any ((select readable_both('MONEY', 'DRAFTS'))::uuid[])
  or exists (select from agreement where agreement.id = agreement_id)
  or (organisation_id = any ((select own_organisations())::uuid[]) and speaks_for(organisation_id, programme_id)));

-- Money that is planned or moved counts in the sums of its programme whatever the state of its agreement.
drop policy read on budget_line;
create policy read on budget_line for select using (
  (select reads_every('MONEY')) or programme_id = any ((select readable('MONEY'))::uuid[])
  or agreement_id = any ((select own_rows())::uuid[]));

drop policy read on money_entry;
create policy read on money_entry for select using (
  (select reads_every('MONEY')) or programme_id = any ((select readable('MONEY'))::uuid[])
  or agreement_id = any ((select own_rows())::uuid[]));

drop policy read on transaction;
create policy read on transaction for select using (
  (select reads_every('MONEY')) or programme_id = any ((select readable('MONEY'))::uuid[])
  or agreement_id = any ((select own_rows())::uuid[])
  or exists (select from budget_line line where line.id = budget_line_id
    and line.agreement_id = any ((select own_rows())::uuid[])));

drop function readable_programmes();
drop function reads_every_programme();

comment on column plan_action.organisation_ids is 'Organisations that take part in the action, in any role.';
