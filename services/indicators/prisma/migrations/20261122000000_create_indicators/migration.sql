-- CreateTable
CREATE TABLE "place" (
    "id" UUID NOT NULL,
    "nis_code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "parent_id" UUID,
    "valid_from" DATE,
    "valid_to" DATE,

    CONSTRAINT "place_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shared_listing" (
    "programme_id" UUID NOT NULL,
    "table_name" TEXT NOT NULL,
    "row_id" UUID NOT NULL,

    CONSTRAINT "shared_listing_pkey" PRIMARY KEY ("programme_id","table_name","row_id")
);

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
CREATE TABLE "indicator" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "level" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "is_cumulative" BOOLEAN NOT NULL,
    "count_basis" TEXT NOT NULL,
    "domain_id" UUID,
    "block_id" UUID,
    "frequency" TEXT NOT NULL,
    "note" TEXT,
    "source_id" UUID,

    CONSTRAINT "indicator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "indicator_version" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "indicator_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "formula" TEXT,
    "valid_from" DATE,
    "valid_to" DATE,
    "source_id" UUID,

    CONSTRAINT "indicator_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "baseline" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "indicator_id" UUID NOT NULL,
    "place_id" UUID NOT NULL,
    "period_start" DATE NOT NULL,
    "period_end" DATE NOT NULL,
    "value" DECIMAL,
    "value_reason" TEXT,
    "source_id" UUID,

    CONSTRAINT "baseline_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "target" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "indicator_id" UUID NOT NULL,
    "place_id" UUID NOT NULL,
    "period_start" DATE NOT NULL,
    "period_end" DATE NOT NULL,
    "value" DECIMAL,
    "value_reason" TEXT,
    "source_id" UUID,
    "note" TEXT,

    CONSTRAINT "target_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "observation" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "indicator_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "place_id" UUID NOT NULL,
    "period_start" DATE NOT NULL,
    "period_end" DATE NOT NULL,
    "dimensions" TEXT COLLATE "C" NOT NULL,
    "series" TEXT COLLATE "C" NOT NULL,
    "value" DECIMAL,
    "value_reason" TEXT,
    "numerator" DECIMAL,
    "denominator" DECIMAL,
    "qualitative" JSONB,
    "vintage" DATE NOT NULL,
    "vintage_precision" TEXT NOT NULL,
    "is_break" BOOLEAN NOT NULL,
    "is_estimate" BOOLEAN NOT NULL,
    "is_provisional" BOOLEAN NOT NULL,
    "is_confidential" BOOLEAN NOT NULL,
    "is_derived" BOOLEAN NOT NULL,
    "note" TEXT,
    "source_id" UUID NOT NULL,

    CONSTRAINT "observation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contribution" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "indicator_id" UUID NOT NULL,
    "strength" TEXT NOT NULL,
    "lag_months" INTEGER,
    "assumption" JSONB,
    "basis" TEXT NOT NULL,
    "source_id" UUID,

    CONSTRAINT "contribution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "external_factor" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "description" JSONB,
    "from_on" DATE NOT NULL,
    "from_on_precision" TEXT NOT NULL,
    "until_on" DATE,
    "until_on_precision" TEXT,
    "indicator_id" UUID,
    "source_id" UUID,

    CONSTRAINT "external_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comparison_group" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "indicator_id" UUID NOT NULL,
    "title" JSONB NOT NULL,
    "note" TEXT,
    "source_id" UUID,

    CONSTRAINT "comparison_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comparison_member" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "place_id" UUID NOT NULL,

    CONSTRAINT "comparison_member_pkey" PRIMARY KEY ("id")
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

-- CreateIndex
CREATE UNIQUE INDEX "place_nis_code_key" ON "place"("nis_code");

-- CreateIndex
CREATE INDEX "place_parent_id_idx" ON "place"("parent_id");

-- CreateIndex
CREATE INDEX "shared_listing_row_id_idx" ON "shared_listing"("row_id");

-- CreateIndex
CREATE UNIQUE INDEX "source_programme_id_key_key" ON "source"("programme_id", "key");

-- CreateIndex
CREATE INDEX "indicator_domain_id_idx" ON "indicator"("domain_id");

-- CreateIndex
CREATE INDEX "indicator_block_id_idx" ON "indicator"("block_id");

-- CreateIndex
CREATE UNIQUE INDEX "indicator_programme_id_code_key" ON "indicator"("programme_id", "code");

-- CreateIndex
CREATE INDEX "indicator_version_programme_id_idx" ON "indicator_version"("programme_id");

-- CreateIndex
CREATE UNIQUE INDEX "indicator_version_indicator_id_version_key" ON "indicator_version"("indicator_id", "version");

-- CreateIndex
CREATE INDEX "baseline_programme_id_idx" ON "baseline"("programme_id");

-- CreateIndex
CREATE INDEX "baseline_place_id_idx" ON "baseline"("place_id");

-- CreateIndex
CREATE UNIQUE INDEX "baseline_indicator_id_place_id_key" ON "baseline"("indicator_id", "place_id");

-- CreateIndex
CREATE INDEX "target_indicator_id_place_id_period_end_idx" ON "target"("indicator_id", "place_id", "period_end");

-- CreateIndex
CREATE INDEX "target_place_id_idx" ON "target"("place_id");

-- CreateIndex
CREATE UNIQUE INDEX "target_programme_id_code_key" ON "target"("programme_id", "code");

-- CreateIndex
CREATE INDEX "observation_place_id_idx" ON "observation"("place_id");

-- CreateIndex
CREATE INDEX "observation_version_id_idx" ON "observation"("version_id");

-- CreateIndex
CREATE INDEX "contribution_indicator_id_idx" ON "contribution"("indicator_id");

-- CreateIndex
CREATE INDEX "contribution_programme_id_idx" ON "contribution"("programme_id");

-- CreateIndex
CREATE UNIQUE INDEX "contribution_action_id_indicator_id_key" ON "contribution"("action_id", "indicator_id");

-- CreateIndex
CREATE INDEX "external_factor_indicator_id_idx" ON "external_factor"("indicator_id");

-- CreateIndex
CREATE UNIQUE INDEX "external_factor_programme_id_code_key" ON "external_factor"("programme_id", "code");

-- CreateIndex
CREATE INDEX "comparison_group_indicator_id_idx" ON "comparison_group"("indicator_id");

-- CreateIndex
CREATE UNIQUE INDEX "comparison_group_programme_id_code_key" ON "comparison_group"("programme_id", "code");

-- CreateIndex
CREATE INDEX "comparison_member_programme_id_idx" ON "comparison_member"("programme_id");

-- CreateIndex
CREATE UNIQUE INDEX "comparison_member_group_id_place_id_key" ON "comparison_member"("group_id", "place_id");

-- CreateIndex
CREATE INDEX "plan_action_programme_id_idx" ON "plan_action"("programme_id");

-- CreateIndex
CREATE INDEX "plan_action_domain_id_idx" ON "plan_action"("domain_id");

-- CreateIndex
CREATE INDEX "plan_action_block_id_idx" ON "plan_action"("block_id");

-- A folder may give a cell another code, or a code another cell: what counts is how it stands at the end. Columns in
-- an order in which one series of one cell, all its vintages, lies together.
ALTER TABLE "observation" ADD CONSTRAINT "observation_cell_key" UNIQUE ("indicator_id", "place_id", "dimensions", "series", "version_id", "period_start", "period_end", "vintage") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "observation" ADD CONSTRAINT "observation_programme_id_code_key" UNIQUE ("programme_id", "code") DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "place" ADD CONSTRAINT "place_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "place"("id") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "indicator_version" ADD CONSTRAINT "indicator_version_indicator_id_fkey" FOREIGN KEY ("indicator_id") REFERENCES "indicator"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "baseline" ADD CONSTRAINT "baseline_indicator_id_fkey" FOREIGN KEY ("indicator_id") REFERENCES "indicator"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "baseline" ADD CONSTRAINT "baseline_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "target" ADD CONSTRAINT "target_indicator_id_fkey" FOREIGN KEY ("indicator_id") REFERENCES "indicator"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "target" ADD CONSTRAINT "target_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "observation" ADD CONSTRAINT "observation_indicator_id_fkey" FOREIGN KEY ("indicator_id") REFERENCES "indicator"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "observation" ADD CONSTRAINT "observation_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "indicator_version"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "observation" ADD CONSTRAINT "observation_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contribution" ADD CONSTRAINT "contribution_indicator_id_fkey" FOREIGN KEY ("indicator_id") REFERENCES "indicator"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "external_factor" ADD CONSTRAINT "external_factor_indicator_id_fkey" FOREIGN KEY ("indicator_id") REFERENCES "indicator"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "comparison_group" ADD CONSTRAINT "comparison_group_indicator_id_fkey" FOREIGN KEY ("indicator_id") REFERENCES "indicator"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "comparison_member" ADD CONSTRAINT "comparison_member_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "comparison_group"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "comparison_member" ADD CONSTRAINT "comparison_member_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

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

alter table place enable row level security;
alter table place force row level security;
create policy read on place for select using ((select is_signed()));
create policy write on place for all using ((select may_import())) with check ((select may_import()));

alter table shared_listing enable row level security;
alter table shared_listing force row level security;
create policy read on shared_listing for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on shared_listing for all using ((select may_import())) with check ((select may_import()));

alter table source enable row level security;
alter table source force row level security;
create policy read on source for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on source for all using ((select may_import())) with check ((select may_import()));

alter table indicator enable row level security;
alter table indicator force row level security;
create policy read on indicator for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on indicator for all using ((select may_import())) with check ((select may_import()));

alter table indicator_version enable row level security;
alter table indicator_version force row level security;
create policy read on indicator_version for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on indicator_version for all using ((select may_import())) with check ((select may_import()));

alter table baseline enable row level security;
alter table baseline force row level security;
create policy read on baseline for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on baseline for all using ((select may_import())) with check ((select may_import()));

alter table target enable row level security;
alter table target force row level security;
create policy read on target for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on target for all using ((select may_import())) with check ((select may_import()));

alter table observation enable row level security;
alter table observation force row level security;
create policy read on observation for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on observation for all using ((select may_import())) with check ((select may_import()));

alter table contribution enable row level security;
alter table contribution force row level security;
create policy read on contribution for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on contribution for all using ((select may_import())) with check ((select may_import()));

alter table external_factor enable row level security;
alter table external_factor force row level security;
create policy read on external_factor for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on external_factor for all using ((select may_import())) with check ((select may_import()));

alter table comparison_group enable row level security;
alter table comparison_group force row level security;
create policy read on comparison_group for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on comparison_group for all using ((select may_import())) with check ((select may_import()));

alter table comparison_member enable row level security;
alter table comparison_member force row level security;
create policy read on comparison_member for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on comparison_member for all using ((select may_import())) with check ((select may_import()));

alter table plan_action enable row level security;
alter table plan_action force row level security;
create policy read on plan_action for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on plan_action for all using ((select may_import())) with check ((select may_import()));

-- What must hold, whoever writes.

alter table source add constraint source_published_on_precision_word check (published_on_precision in ('DAY', 'MONTH', 'YEAR') and (published_on is null) = (published_on_precision is null));
alter table source add constraint source_retrieved_on_precision_word check (retrieved_on_precision in ('DAY', 'MONTH', 'YEAR') and (retrieved_on is null) = (retrieved_on_precision is null));
alter table place add constraint place_level_word check (level in ('COUNTRY', 'REGION', 'PROVINCE', 'DISTRICT', 'MUNICIPALITY', 'SECTOR'));
alter table indicator add constraint indicator_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table indicator add constraint indicator_level_word check (level in ('OUTPUT', 'OUTCOME', 'IMPACT'));
alter table indicator add constraint indicator_unit_word check (unit in ('PERCENT', 'PERSONS', 'HOUSEHOLDS', 'PLACES', 'EURO', 'FTE', 'MEALS', 'COUNT', 'RATIO', 'THOUSAND_PERSONS'));
alter table indicator add constraint indicator_direction_word check (direction in ('HIGHER_IS_BETTER', 'LOWER_IS_BETTER', 'NEITHER'));
alter table indicator add constraint indicator_count_basis_word check (count_basis in ('UNIQUE', 'COUNTED', 'NOT_APPLICABLE'));
alter table indicator add constraint indicator_frequency_word check (frequency in ('YEARLY', 'QUARTERLY', 'MONTHLY', 'THREE_YEARLY', 'IRREGULAR'));
alter table indicator_version add constraint indicator_version_definition_text check (definition ?| array['nl', 'fr', 'en', 'de']);
alter table baseline add constraint baseline_value_reason_word check (value_reason in ('NOT_PUBLISHED', 'NOT_MEASURED', 'NOT_APPLICABLE', 'LOST_IN_SOURCE'));
alter table baseline add constraint baseline_value_or_reason check ((value is null) <> (value_reason is null));
alter table target add constraint target_value_reason_word check (value_reason in ('NOT_PUBLISHED', 'NOT_MEASURED', 'NOT_APPLICABLE', 'LOST_IN_SOURCE'));
alter table target add constraint target_value_or_reason check ((value is null) <> (value_reason is null));
alter table observation add constraint observation_value_reason_word check (value_reason in ('NOT_PUBLISHED', 'NOT_MEASURED', 'NOT_APPLICABLE', 'LOST_IN_SOURCE'));
alter table observation add constraint observation_value_or_reason check ((value is null) <> (value_reason is null));
alter table observation add constraint observation_qualitative_text check (qualitative ?| array['nl', 'fr', 'en', 'de']);
alter table observation add constraint observation_vintage_precision_word check (vintage_precision in ('DAY', 'MONTH', 'YEAR') and (vintage is null) = (vintage_precision is null));
alter table contribution add constraint contribution_strength_word check (strength in ('STRONG', 'MODERATE', 'WEAK', 'UNKNOWN'));
alter table contribution add constraint contribution_assumption_text check (assumption ?| array['nl', 'fr', 'en', 'de']);
alter table contribution add constraint contribution_basis_word check (basis in ('STATED', 'DERIVED'));
alter table external_factor add constraint external_factor_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table external_factor add constraint external_factor_description_text check (description ?| array['nl', 'fr', 'en', 'de']);
alter table external_factor add constraint external_factor_from_on_precision_word check (from_on_precision in ('DAY', 'MONTH', 'YEAR') and (from_on is null) = (from_on_precision is null));
alter table external_factor add constraint external_factor_until_on_precision_word check (until_on_precision in ('DAY', 'MONTH', 'YEAR') and (until_on is null) = (until_on_precision is null));
alter table comparison_group add constraint comparison_group_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table place add constraint place_nis_code_form check (nis_code ~ '^[0-9]{5}$');
alter table place add constraint place_dates_in_order check (valid_from <= valid_to);
alter table place add constraint place_not_in_itself check (parent_id <> id);
alter table indicator_version add constraint indicator_version_number check (version >= 1);
alter table indicator_version add constraint indicator_version_dates_in_order check (valid_from <= valid_to);
alter table baseline add constraint baseline_period_in_order check (period_start <= period_end);
alter table target add constraint target_period_in_order check (period_start <= period_end);
alter table observation add constraint observation_period_in_order check (period_start <= period_end);
alter table observation add constraint observation_ratio_whole check ((numerator is null) = (denominator is null));
alter table observation add constraint observation_dimensions_form check (dimensions ~ '^([a-z][a-z0-9-]*=[a-z0-9][a-z0-9.+-]*(;[a-z][a-z0-9-]*=[a-z0-9][a-z0-9.+-]*)*)?$');
alter table contribution add constraint contribution_lag_not_negative check (lag_months >= 0);
alter table external_factor add constraint external_factor_dates_in_order check (from_on <= until_on);

comment on column observation.dimensions is 'By what the figure is broken down: name=value;name=value, names in order. Empty is the total.';
comment on column observation.series is 'main, or the name of another publication that says something else of the same cell. Conflicting figures are never averaged.';
comment on column observation.vintage is 'When it was published; the last possible day when only month or year is known. Never overwritten by a revision.';
comment on column observation.is_break is 'The way of measuring changed with this period: no trend is drawn across it.';
comment on column target.value is 'In the unit of the indicator.';
comment on column contribution.lag_months is 'Months after which an effect can be expected.';
comment on table plan_action is 'Projection of what the actions service told; rebuilt at every import.';
