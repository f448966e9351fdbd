-- AlterTable
ALTER TABLE "plan_action" ADD COLUMN     "organisation_ids" UUID[];

-- Rights by kind of data: schema/src/rights.ts says which role reads which kind. A session says of which programmes it
-- reads each kind; what it does not say it does not read.

create function readable(kind text) returns uuid[] language sql stable as $$
  select case when current_setting('kapstok.reads_' || lower(kind), true) like '{%'
    then current_setting('kapstok.reads_' || lower(kind), true)::uuid[] else '{}'::uuid[] end
$$;
comment on function readable(text) is 'Programmes of which the session reads a kind of data, unless it reads it of every one.';

create function reads_every(kind text) returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.reads_' || lower(kind), true) = '*', false)
$$;
comment on function reads_every(text) is 'Whether the session reads a kind of data of every programme.';

-- `(select …)` makes each function run once for a statement and not once for a row. The branch of those who read every
-- programme comes first: they pay nothing for the others.

-- Figures. Places stay for whoever is signed: they are the public list of the statistical office.
drop policy read on shared_listing;
create policy read on shared_listing for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));

drop policy read on source;
create policy read on source for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));

drop policy read on indicator;
create policy read on indicator for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));

drop policy read on indicator_version;
create policy read on indicator_version for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));

drop policy read on baseline;
create policy read on baseline for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));

drop policy read on target;
create policy read on target for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));

drop policy read on observation;
create policy read on observation for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));

drop policy read on contribution;
create policy read on contribution for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));

drop policy read on external_factor;
create policy read on external_factor for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));

drop policy read on comparison_group;
create policy read on comparison_group for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));

drop policy read on comparison_member;
create policy read on comparison_member for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));

drop policy read on plan_action;
create policy read on plan_action for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));

drop function readable_programmes();
drop function reads_every_programme();
