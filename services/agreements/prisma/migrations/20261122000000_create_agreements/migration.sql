-- CreateTable
CREATE TABLE "source" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "citation" TEXT NOT NULL,
    "url" TEXT,
    "published_on" DATE,
    "published_on_precision" TEXT,
    "retrieved_on" DATE,
    "retrieved_on_precision" TEXT,
    "note" TEXT,

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shared_listing" (
    "programme_id" UUID NOT NULL,
    "table_name" TEXT NOT NULL,
    "row_id" UUID NOT NULL,

    CONSTRAINT "shared_listing_pkey" PRIMARY KEY ("programme_id","table_name","row_id")
);

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "enterprise_number" TEXT,
    "kind" TEXT NOT NULL,
    "is_internal" BOOLEAN NOT NULL,
    "parent_id" UUID,
    "url" TEXT,
    "is_synthetic" BOOLEAN NOT NULL,
    "note" TEXT,
    "source_key" TEXT,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organisation_lineage" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "predecessor_id" UUID NOT NULL,
    "successor_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "happened_on" DATE,
    "happened_on_precision" TEXT,
    "source_id" UUID,

    CONSTRAINT "organisation_lineage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "signed_on" DATE,
    "starts_on" DATE,
    "ends_on" DATE,
    "parent_id" UUID,
    "document_url" TEXT,
    "is_synthetic" BOOLEAN NOT NULL,
    "note" TEXT,
    "source_id" UUID,

    CONSTRAINT "agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_party" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "agreement_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "agreement_party_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_task" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "agreement_id" UUID NOT NULL,
    "title" JSONB NOT NULL,
    "is_optional" BOOLEAN NOT NULL,

    CONSTRAINT "agreement_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "obligation" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "agreement_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "due_value" DECIMAL,
    "due_value_reason" TEXT,
    "realised_value" DECIMAL,
    "realised_value_reason" TEXT,
    "unit" TEXT NOT NULL,
    "source_id" UUID,

    CONSTRAINT "obligation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allocation" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "agreement_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "share_basis_points" INTEGER NOT NULL,

    CONSTRAINT "allocation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_line" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "agreement_id" UUID,
    "action_id" UUID,
    "domain_id" UUID,
    "year" INTEGER,
    "kind" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "funder_id" UUID,
    "source_budget" TEXT,
    "is_in_kind" BOOLEAN NOT NULL,
    "certainty" TEXT NOT NULL,
    "original_amount_cents" BIGINT,
    "revised_amount_cents" BIGINT,
    "amount_reason" TEXT,
    "currency" TEXT NOT NULL,
    "is_derived" BOOLEAN NOT NULL,
    "is_synthetic" BOOLEAN NOT NULL,
    "note" TEXT,
    "source_id" UUID,

    CONSTRAINT "budget_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transaction" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "agreement_id" UUID,
    "budget_line_id" UUID,
    "action_id" UUID,
    "type" TEXT NOT NULL,
    "transacted_on" DATE NOT NULL,
    "transacted_on_precision" TEXT NOT NULL,
    "amount_cents" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "provider_id" UUID,
    "receiver_id" UUID,
    "is_synthetic" BOOLEAN NOT NULL,
    "note" TEXT,
    "source_id" UUID,

    CONSTRAINT "transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scheduled_payment" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "agreement_id" UUID NOT NULL,
    "due_on" DATE NOT NULL,
    "amount_cents" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "receiver_id" UUID NOT NULL,
    "paid_on" DATE,
    "is_synthetic" BOOLEAN NOT NULL,
    "source_id" UUID,

    CONSTRAINT "scheduled_payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_share" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "agreement_id" UUID NOT NULL,
    "parent_id" UUID,
    "bearer" JSONB NOT NULL,
    "organisation_id" UUID,
    "share_numerator" INTEGER NOT NULL,
    "share_denominator" INTEGER NOT NULL,
    "source_id" UUID,

    CONSTRAINT "cost_share_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_action" (
    "action_id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "domain_id" UUID NOT NULL,
    "block_id" UUID,
    "status" TEXT NOT NULL,
    "goal" TEXT,
    "level" TEXT,
    "crosswalk_ids" UUID[],

    CONSTRAINT "plan_action_pkey" PRIMARY KEY ("action_id")
);

-- CreateTable
CREATE TABLE "money_entry" (
    "row_id" UUID NOT NULL,
    "part" INTEGER NOT NULL,
    "programme_id" UUID NOT NULL,
    "agreement_id" UUID,
    "action_id" UUID,
    "domain_id" UUID,
    "block_id" UUID,
    "measure" TEXT NOT NULL,
    "year" INTEGER,
    "category" TEXT,
    "funder_id" UUID,
    "certainty" TEXT,
    "is_in_kind" BOOLEAN NOT NULL,
    "is_synthetic" BOOLEAN NOT NULL,
    "cents" BIGINT,
    "reason" TEXT,
    "currency" TEXT NOT NULL,
    "is_first_in_domain" BOOLEAN NOT NULL,
    "is_first_in_block" BOOLEAN NOT NULL,

    CONSTRAINT "money_entry_pkey" PRIMARY KEY ("row_id","part")
);

-- CreateIndex
CREATE UNIQUE INDEX "source_programme_id_key_key" ON "source"("programme_id", "key");

-- CreateIndex
CREATE INDEX "shared_listing_row_id_idx" ON "shared_listing"("row_id");

-- CreateIndex
CREATE UNIQUE INDEX "organisation_code_key" ON "organisation"("code");

-- CreateIndex
CREATE INDEX "organisation_parent_id_idx" ON "organisation"("parent_id");

-- CreateIndex
CREATE INDEX "organisation_enterprise_number_idx" ON "organisation"("enterprise_number");

-- CreateIndex
CREATE INDEX "organisation_lineage_predecessor_id_idx" ON "organisation_lineage"("predecessor_id");

-- CreateIndex
CREATE INDEX "organisation_lineage_successor_id_idx" ON "organisation_lineage"("successor_id");

-- CreateIndex
CREATE UNIQUE INDEX "organisation_lineage_programme_id_predecessor_id_successor__key" ON "organisation_lineage"("programme_id", "predecessor_id", "successor_id");

-- CreateIndex
CREATE INDEX "agreement_parent_id_idx" ON "agreement"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_programme_id_code_key" ON "agreement"("programme_id", "code");

-- CreateIndex
CREATE INDEX "agreement_party_organisation_id_idx" ON "agreement_party"("organisation_id");

-- CreateIndex
CREATE INDEX "agreement_party_programme_id_idx" ON "agreement_party"("programme_id");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_party_agreement_id_organisation_id_role_key" ON "agreement_party"("agreement_id", "organisation_id", "role");

-- CreateIndex
CREATE INDEX "agreement_task_agreement_id_idx" ON "agreement_task"("agreement_id");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_task_programme_id_code_key" ON "agreement_task"("programme_id", "code");

-- CreateIndex
CREATE INDEX "obligation_agreement_id_idx" ON "obligation"("agreement_id");

-- CreateIndex
CREATE UNIQUE INDEX "obligation_programme_id_code_key" ON "obligation"("programme_id", "code");

-- CreateIndex
CREATE INDEX "allocation_action_id_idx" ON "allocation"("action_id");

-- CreateIndex
CREATE INDEX "allocation_programme_id_idx" ON "allocation"("programme_id");

-- CreateIndex
CREATE UNIQUE INDEX "allocation_agreement_id_action_id_key" ON "allocation"("agreement_id", "action_id");

-- CreateIndex
CREATE INDEX "budget_line_agreement_id_idx" ON "budget_line"("agreement_id");

-- CreateIndex
CREATE INDEX "budget_line_action_id_idx" ON "budget_line"("action_id");

-- CreateIndex
CREATE INDEX "budget_line_domain_id_idx" ON "budget_line"("domain_id");

-- CreateIndex
CREATE INDEX "budget_line_funder_id_idx" ON "budget_line"("funder_id");

-- CreateIndex
CREATE INDEX "budget_line_programme_id_source_budget_idx" ON "budget_line"("programme_id", "source_budget");

-- CreateIndex
CREATE UNIQUE INDEX "budget_line_programme_id_code_key" ON "budget_line"("programme_id", "code");

-- CreateIndex
CREATE INDEX "transaction_agreement_id_idx" ON "transaction"("agreement_id");

-- CreateIndex
CREATE INDEX "transaction_budget_line_id_idx" ON "transaction"("budget_line_id");

-- CreateIndex
CREATE INDEX "transaction_action_id_idx" ON "transaction"("action_id");

-- CreateIndex
CREATE INDEX "transaction_provider_id_idx" ON "transaction"("provider_id");

-- CreateIndex
CREATE INDEX "transaction_receiver_id_idx" ON "transaction"("receiver_id");

-- CreateIndex
CREATE UNIQUE INDEX "transaction_programme_id_code_key" ON "transaction"("programme_id", "code");

-- CreateIndex
CREATE INDEX "scheduled_payment_agreement_id_due_on_idx" ON "scheduled_payment"("agreement_id", "due_on");

-- CreateIndex
CREATE INDEX "scheduled_payment_receiver_id_due_on_idx" ON "scheduled_payment"("receiver_id", "due_on");

-- CreateIndex
CREATE UNIQUE INDEX "scheduled_payment_programme_id_code_key" ON "scheduled_payment"("programme_id", "code");

-- CreateIndex
CREATE INDEX "cost_share_agreement_id_idx" ON "cost_share"("agreement_id");

-- CreateIndex
CREATE INDEX "cost_share_parent_id_idx" ON "cost_share"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "cost_share_programme_id_code_key" ON "cost_share"("programme_id", "code");

-- CreateIndex
CREATE INDEX "plan_action_programme_id_idx" ON "plan_action"("programme_id");

-- CreateIndex
CREATE INDEX "money_entry_programme_id_idx" ON "money_entry"("programme_id");

-- CreateIndex
CREATE INDEX "money_entry_domain_id_idx" ON "money_entry"("domain_id");

-- CreateIndex
CREATE INDEX "money_entry_block_id_idx" ON "money_entry"("block_id");

-- CreateIndex
CREATE INDEX "money_entry_action_id_idx" ON "money_entry"("action_id");

-- CreateIndex
CREATE INDEX "money_entry_agreement_id_idx" ON "money_entry"("agreement_id");

-- AddForeignKey
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "organisation_lineage" ADD CONSTRAINT "organisation_lineage_predecessor_id_fkey" FOREIGN KEY ("predecessor_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "organisation_lineage" ADD CONSTRAINT "organisation_lineage_successor_id_fkey" FOREIGN KEY ("successor_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "agreement"("id") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "agreement_party" ADD CONSTRAINT "agreement_party_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "agreement_party" ADD CONSTRAINT "agreement_party_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "agreement_task" ADD CONSTRAINT "agreement_task_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "obligation" ADD CONSTRAINT "obligation_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "budget_line" ADD CONSTRAINT "budget_line_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "budget_line" ADD CONSTRAINT "budget_line_funder_id_fkey" FOREIGN KEY ("funder_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transaction" ADD CONSTRAINT "transaction_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transaction" ADD CONSTRAINT "transaction_budget_line_id_fkey" FOREIGN KEY ("budget_line_id") REFERENCES "budget_line"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transaction" ADD CONSTRAINT "transaction_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transaction" ADD CONSTRAINT "transaction_receiver_id_fkey" FOREIGN KEY ("receiver_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "scheduled_payment" ADD CONSTRAINT "scheduled_payment_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "scheduled_payment" ADD CONSTRAINT "scheduled_payment_receiver_id_fkey" FOREIGN KEY ("receiver_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "cost_share" ADD CONSTRAINT "cost_share_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "cost_share" ADD CONSTRAINT "cost_share_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "cost_share"("id") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "cost_share" ADD CONSTRAINT "cost_share_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Rights. Row-level security is forced on every table, so that not even a forgotten filter shows a row.
-- The functions read what the session was opened with; the service's role owns nothing and bypasses nothing.

create function readable_programmes() returns uuid[] language sql stable as $$
  select case when current_setting('kapstok.programmes', true) like '{%'
    then current_setting('kapstok.programmes', true)::uuid[] else '{}'::uuid[] end
$$;
comment on function readable_programmes() is 'Programmes whose rows the session may read.';

create function reads_every_programme() returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.programmes', true) = '*', false)
$$;
comment on function reads_every_programme() is 'Whether the session may read the rows of every programme.';

create function is_signed() returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.viewer', true), '') <> ''
$$;
comment on function is_signed() is 'Whether the session was opened for somebody.';

create function may_import() returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.import', true) = 'on', false)
$$;
comment on function may_import() is 'Whether the session is an import, which alone writes these tables.';

alter table source enable row level security;
alter table source force row level security;
create policy read on source for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on source for all using ((select may_import())) with check ((select may_import()));

alter table shared_listing enable row level security;
alter table shared_listing force row level security;
create policy read on shared_listing for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on shared_listing for all using ((select may_import())) with check ((select may_import()));

alter table organisation enable row level security;
alter table organisation force row level security;
create policy read on organisation for select using ((select is_signed()));
create policy write on organisation for all using ((select may_import())) with check ((select may_import()));

alter table organisation_lineage enable row level security;
alter table organisation_lineage force row level security;
create policy read on organisation_lineage for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on organisation_lineage for all using ((select may_import())) with check ((select may_import()));

alter table agreement enable row level security;
alter table agreement force row level security;
create policy read on agreement for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on agreement for all using ((select may_import())) with check ((select may_import()));

alter table agreement_party enable row level security;
alter table agreement_party force row level security;
create policy read on agreement_party for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on agreement_party for all using ((select may_import())) with check ((select may_import()));

alter table agreement_task enable row level security;
alter table agreement_task force row level security;
create policy read on agreement_task for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on agreement_task for all using ((select may_import())) with check ((select may_import()));

alter table obligation enable row level security;
alter table obligation force row level security;
create policy read on obligation for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on obligation for all using ((select may_import())) with check ((select may_import()));

alter table allocation enable row level security;
alter table allocation force row level security;
create policy read on allocation for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on allocation for all using ((select may_import())) with check ((select may_import()));

alter table budget_line enable row level security;
alter table budget_line force row level security;
create policy read on budget_line for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on budget_line for all using ((select may_import())) with check ((select may_import()));

alter table transaction enable row level security;
alter table transaction force row level security;
create policy read on transaction for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on transaction for all using ((select may_import())) with check ((select may_import()));

alter table scheduled_payment enable row level security;
alter table scheduled_payment force row level security;
create policy read on scheduled_payment for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on scheduled_payment for all using ((select may_import())) with check ((select may_import()));

alter table cost_share enable row level security;
alter table cost_share force row level security;
create policy read on cost_share for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on cost_share for all using ((select may_import())) with check ((select may_import()));

alter table plan_action enable row level security;
alter table plan_action force row level security;
create policy read on plan_action for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on plan_action for all using ((select may_import())) with check ((select may_import()));

alter table money_entry enable row level security;
alter table money_entry force row level security;
create policy read on money_entry for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on money_entry for all using ((select may_import())) with check ((select may_import()));

-- What must hold, whoever writes.

alter table source add constraint source_published_on_precision_word check (published_on_precision in ('DAY', 'MONTH', 'YEAR') and (published_on is null) = (published_on_precision is null));
alter table source add constraint source_retrieved_on_precision_word check (retrieved_on_precision in ('DAY', 'MONTH', 'YEAR') and (retrieved_on is null) = (retrieved_on_precision is null));
alter table organisation add constraint organisation_kind_word check (kind in ('LOCAL_GOVERNMENT', 'GOVERNMENT', 'OTHER_PUBLIC', 'NATIONAL_NGO', 'REGIONAL_NGO', 'FOUNDATION', 'PRIVATE', 'ACADEMIC', 'OTHER'));
alter table organisation_lineage add constraint organisation_lineage_kind_word check (kind in ('MERGED', 'SPLIT', 'RENAMED'));
alter table organisation_lineage add constraint organisation_lineage_happened_on_precision_word check (happened_on_precision in ('DAY', 'MONTH', 'YEAR') and (happened_on is null) = (happened_on_precision is null));
alter table agreement add constraint agreement_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table agreement add constraint agreement_kind_word check (kind in ('CONTRACT', 'MEMORANDUM', 'SUBSIDY', 'COST_SHARING'));
alter table agreement add constraint agreement_status_word check (status in ('DRAFT', 'SIGNED', 'IN_FORCE', 'ENDED', 'TERMINATED'));
alter table agreement_party add constraint agreement_party_role_word check (role in ('COMMISSIONER', 'FUNDER', 'CONTRACTOR', 'IMPLEMENTER', 'BENEFICIARY'));
alter table agreement_task add constraint agreement_task_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table obligation add constraint obligation_kind_word check (kind in ('PLACES', 'SOCIAL_RETURN', 'PERSONS', 'FTE', 'MEALS', 'OTHER'));
alter table obligation add constraint obligation_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table obligation add constraint obligation_due_value_reason_word check (due_value_reason in ('NOT_PUBLISHED', 'NOT_MEASURED', 'NOT_APPLICABLE', 'LOST_IN_SOURCE'));
alter table obligation add constraint obligation_due_value_or_reason check ((due_value is null) <> (due_value_reason is null));
alter table obligation add constraint obligation_realised_value_reason_word check (realised_value_reason in ('NOT_PUBLISHED', 'NOT_MEASURED', 'NOT_APPLICABLE', 'LOST_IN_SOURCE'));
alter table obligation add constraint obligation_realised_value_or_reason check ((realised_value is null) <> (realised_value_reason is null));
alter table cost_share add constraint cost_share_bearer_text check (bearer ?| array['nl', 'fr', 'en', 'de']);
alter table budget_line add constraint budget_line_kind_word check (kind in ('COST', 'REVENUE'));
alter table budget_line add constraint budget_line_category_word check (category in ('STAFF', 'INFRASTRUCTURE', 'EQUIPMENT', 'TRANSPORT', 'FOOD', 'ALLOWANCES', 'OPERATIONS', 'OVERHEAD', 'SUBSIDY', 'OWN_MEANS', 'CUSTOMER_INCOME', 'OTHER'));
alter table budget_line add constraint budget_line_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table budget_line add constraint budget_line_certainty_word check (certainty in ('INDICATIVE', 'COMMITTED'));
alter table budget_line add constraint budget_line_amount_reason_word check (amount_reason in ('NOT_PUBLISHED', 'NOT_MEASURED', 'NOT_APPLICABLE', 'LOST_IN_SOURCE'));
alter table transaction add constraint transaction_type_word check (type in ('INCOMING', 'COMMITMENT', 'PAYMENT', 'SPENDING'));
alter table transaction add constraint transaction_transacted_on_precision_word check (transacted_on_precision in ('DAY', 'MONTH', 'YEAR') and (transacted_on is null) = (transacted_on_precision is null));

alter table organisation add constraint organisation_enterprise_number check (
  case when enterprise_number ~ '^[01][0-9]{9}$'
    then 97 - left(enterprise_number, 8)::int % 97 = right(enterprise_number, 2)::int
    else enterprise_number is null end);
alter table organisation add constraint organisation_not_its_own_part check (parent_id <> id);
alter table organisation_lineage add constraint organisation_lineage_links_two check (predecessor_id <> successor_id);
alter table agreement add constraint agreement_term check (starts_on <= ends_on);
alter table agreement add constraint agreement_not_its_own_part check (parent_id <> id);
alter table allocation add constraint allocation_share check (share_basis_points between 1 and 10000);
alter table budget_line add constraint budget_line_amount_or_reason
  check ((original_amount_cents is null and revised_amount_cents is null) = (amount_reason is not null));
alter table budget_line add constraint budget_line_not_negative
  check (original_amount_cents >= 0 and revised_amount_cents >= 0);
alter table budget_line add constraint budget_line_year check (year between 1900 and 2200);
alter table budget_line add constraint budget_line_currency check (currency ~ '^[A-Z]{3}$');
alter table transaction add constraint transaction_currency check (currency ~ '^[A-Z]{3}$');
alter table scheduled_payment add constraint scheduled_payment_not_negative check (amount_cents >= 0);
alter table scheduled_payment add constraint scheduled_payment_currency check (currency ~ '^[A-Z]{3}$');
alter table cost_share add constraint cost_share_fraction
  check (share_numerator >= 1 and share_numerator <= share_denominator);
alter table cost_share add constraint cost_share_not_its_own_part check (parent_id <> id);

-- Views. All run with the rights of whoever reads them.

create view money_row with (security_invoker = true) as
select line.id as row_id, line.programme_id, line.agreement_id, line.action_id,
  case when line.action_id is null then line.domain_id end as domain_id,
  line.kind as measure, line.year, line.category, line.funder_id, line.certainty, line.is_in_kind, line.is_synthetic,
  coalesce(line.revised_amount_cents, line.original_amount_cents) as cents, line.amount_reason as reason, line.currency
from budget_line line
union all
select moved.id, moved.programme_id, coalesce(moved.agreement_id, line.agreement_id),
  coalesce(moved.action_id, line.action_id),
  case when moved.action_id is null and line.action_id is null then line.domain_id end,
  moved.type, extract(year from moved.transacted_on)::int, line.category,
  coalesce(line.funder_id, case when moved.type = 'INCOMING' then moved.provider_id end),
  null, false, moved.is_synthetic, moved.amount_cents, null, moved.currency
from transaction moved left join budget_line line on line.id = moved.budget_line_id;
comment on view money_row is
  'Budget lines (revised amount, else original) and transactions in one shape. What a transaction does not say itself (agreement, action, domain, category, funder) it takes from its budget line.';

create view money_split with (security_invoker = true) as
with placed as (
  select entry.*, coalesce(entry.action_id, allocation.action_id) as for_action_id,
    coalesce(allocation.share_basis_points, 1)::numeric as share,
    sum(coalesce(allocation.share_basis_points, 1)) over of_row as whole
  from money_row entry
  left join allocation on allocation.agreement_id = entry.agreement_id
    and entry.action_id is null and entry.domain_id is null
  window of_row as (partition by entry.programme_id, entry.row_id)),
floored as (
  select placed.*, div(abs(cents) * share, whole) as floor_cents, mod(abs(cents) * share, whole) as rest
  from placed),
ranked as (
  select floored.*, abs(cents) - sum(floor_cents) over of_row as left_over,
    row_number() over (partition by programme_id, row_id order by rest desc, for_action_id) as rank
  from floored
  window of_row as (partition by programme_id, row_id))
select ranked.row_id, ranked.rank::int as part, ranked.programme_id, ranked.agreement_id,
  ranked.for_action_id as action_id, coalesce(plan.domain_id, ranked.domain_id) as domain_id, plan.block_id,
  ranked.measure, ranked.year, ranked.category, ranked.funder_id, ranked.certainty, ranked.is_in_kind,
  ranked.is_synthetic,
  (sign(ranked.cents) * (ranked.floor_cents + (ranked.rank <= ranked.left_over)::int))::bigint as cents,
  ranked.reason, ranked.currency,
  row_number() over (partition by ranked.programme_id, ranked.row_id, coalesce(plan.domain_id, ranked.domain_id)
    order by ranked.rank) = 1 as is_first_in_domain,
  row_number() over (partition by ranked.programme_id, ranked.row_id, plan.block_id
    order by ranked.rank) = 1 as is_first_in_block
from ranked left join plan_action plan on plan.action_id = ranked.for_action_id;
comment on view money_split is
  'Every row of money_row, cut over the actions it is for. A row that names an action is whole for it; one that names a domain only is whole for the domain; any other is cut by the allocations of its agreement: each action gets its share rounded down, and the cents left over go one by one to the largest remainders (equal ones by action id). A row without allocations stays with the programme.';

create view agreement_place with (security_invoker = true) as
select named.programme_id, named.agreement_id, named.action_id, plan.domain_id, plan.block_id
from (
  select programme_id, agreement_id, action_id from allocation
  union all
  select programme_id, agreement_id, action_id from budget_line
  where agreement_id is not null and action_id is not null) named
left join plan_action plan on plan.action_id = named.action_id
union all
select programme_id, agreement_id, null, domain_id, null from budget_line
where agreement_id is not null and action_id is null and domain_id is not null;
comment on view agreement_place is
  'Where an agreement touches the plan: the actions it is allocated to, and the actions and domains that its budget lines name. The same place can occur several times.';

comment on table money_entry is
  'Copy of money_split, brought up to date after each import: sums read one index instead of cutting again.';
comment on column money_entry.cents is 'Null when the amount is not known; reason then says why.';
comment on column money_entry.year is 'Null for the whole term.';
comment on column money_entry.is_first_in_domain is
  'Whether it is the first part of its row in its domain: counting these counts each row once.';
comment on column money_entry.is_first_in_block is
  'Whether it is the first part of its row in its block: counting these counts each row once.';
comment on table plan_action is 'What the service actions said of each action; no row of another service is read.';
comment on column organisation.source_key is
  'Key of the source in each programme that lists the organisation: an id would belong to one programme only.';
comment on column allocation.share_basis_points is 'Hundredths of a percent; those of one agreement add to 10000.';
comment on column budget_line.source_budget is
  'The budget of the funder it is taken from; two lines of one kind that name the same one are reported.';
comment on column transaction.transacted_on is 'The last possible day when only month or year is known.';
comment on table shared_listing is 'Which programmes list which organisations.';
