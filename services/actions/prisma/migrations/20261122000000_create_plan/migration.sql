-- CreateTable
CREATE TABLE "programme" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "description" JSONB,
    "city_id" UUID,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "status" TEXT NOT NULL,
    "is_fictional" BOOLEAN NOT NULL,
    "default_language" TEXT NOT NULL,
    "predecessor" TEXT,
    "source_id" UUID,

    CONSTRAINT "programme_pkey" PRIMARY KEY ("id")
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
CREATE TABLE "phase" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" JSONB NOT NULL,
    "description" JSONB,
    "starts_on" DATE,
    "starts_on_precision" TEXT,
    "ends_on" DATE,
    "ends_on_precision" TEXT,
    "source_id" UUID,

    CONSTRAINT "phase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_domain" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" JSONB NOT NULL,
    "description" JSONB,
    "source_id" UUID,

    CONSTRAINT "policy_domain_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "block" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "domain_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" JSONB NOT NULL,
    "description" JSONB,
    "source_id" UUID,

    CONSTRAINT "block_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people_group" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "title" JSONB NOT NULL,

    CONSTRAINT "people_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crosswalk" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "vocabulary" TEXT NOT NULL,
    "notation" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "uri" TEXT,
    "source_id" UUID,

    CONSTRAINT "crosswalk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "domain_crosswalk" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "domain_id" UUID NOT NULL,
    "crosswalk_id" UUID NOT NULL,
    "basis" TEXT NOT NULL,

    CONSTRAINT "domain_crosswalk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dialogue_session" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "held_on" DATE,
    "held_on_precision" TEXT,
    "through" TEXT NOT NULL,
    "organisation_id" UUID,
    "head_count" INTEGER,
    "note" TEXT,
    "source_id" UUID,

    CONSTRAINT "dialogue_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "action" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "domain_id" UUID NOT NULL,
    "block_id" UUID,
    "parent_id" UUID,
    "title" JSONB NOT NULL,
    "description" JSONB,
    "goal" TEXT,
    "level" TEXT,
    "status" TEXT NOT NULL,
    "realisation" TEXT,
    "planned_start" DATE,
    "planned_start_precision" TEXT,
    "planned_end" DATE,
    "planned_end_precision" TEXT,
    "actual_start" DATE,
    "actual_start_precision" TEXT,
    "actual_end" DATE,
    "actual_end_precision" TEXT,
    "benefits_directly" TEXT,
    "origin_id" UUID,
    "is_synthetic" BOOLEAN NOT NULL,
    "note" TEXT,
    "source_id" UUID,

    CONSTRAINT "action_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "action_crosswalk" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "crosswalk_id" UUID NOT NULL,
    "basis" TEXT NOT NULL,

    CONSTRAINT "action_crosswalk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "participation" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "since" DATE,
    "since_precision" TEXT,
    "until" DATE,
    "until_precision" TEXT,
    "is_synthetic" BOOLEAN NOT NULL,
    "source_id" UUID,

    CONSTRAINT "participation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_participation" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "action_id" UUID,
    "moment" TEXT NOT NULL,
    "through" TEXT NOT NULL,
    "organisation_id" UUID,
    "head_count" INTEGER,
    "head_count_reason" TEXT,
    "note" JSONB,
    "source_id" UUID,

    CONSTRAINT "user_participation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "target_group" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "people_group_id" UUID NOT NULL,
    "person_count" INTEGER,
    "person_count_reason" TEXT,
    "source_id" UUID,

    CONSTRAINT "target_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "action_place" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "place_id" UUID NOT NULL,

    CONSTRAINT "action_place_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "milestone" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "planned_on" DATE,
    "planned_on_precision" TEXT,
    "actual_on" DATE,
    "actual_on_precision" TEXT,
    "source_id" UUID,

    CONSTRAINT "milestone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "place" TEXT,
    "recurrence" TEXT,
    "starts_on" DATE,
    "ends_on" DATE,
    "planned_count" INTEGER,
    "held_count" INTEGER,
    "held_count_reason" TEXT,
    "note" TEXT,
    "source_id" UUID,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "status_change" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "changed_on" DATE NOT NULL,
    "changed_on_precision" TEXT NOT NULL,
    "from_status" TEXT,
    "to_status" TEXT NOT NULL,
    "note" TEXT,
    "source_id" UUID,

    CONSTRAINT "status_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "adjustment" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "adjusted_on" DATE NOT NULL,
    "adjusted_on_precision" TEXT NOT NULL,
    "change" JSONB NOT NULL,
    "reason" JSONB NOT NULL,
    "session_id" UUID,
    "source_id" UUID,

    CONSTRAINT "adjustment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lineage_link" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from_programme" TEXT NOT NULL,
    "from_action" TEXT NOT NULL,
    "to_action_id" UUID,
    "basis" TEXT NOT NULL,
    "reason" JSONB,
    "source_id" UUID,

    CONSTRAINT "lineage_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "value" DECIMAL,
    "value_reason" TEXT,
    "qualifier" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "action_id" UUID,
    "domain_id" UUID,
    "claimed_by" TEXT,
    "claimed_on" DATE,
    "claimed_on_precision" TEXT,
    "is_derived" BOOLEAN NOT NULL,
    "note" TEXT,
    "source_id" UUID,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "programme_slug_key" ON "programme"("slug");

-- CreateIndex
CREATE INDEX "programme_predecessor_idx" ON "programme"("predecessor");

-- CreateIndex
CREATE UNIQUE INDEX "source_programme_id_key_key" ON "source"("programme_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "phase_programme_id_code_key" ON "phase"("programme_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "policy_domain_programme_id_code_key" ON "policy_domain"("programme_id", "code");

-- CreateIndex
CREATE INDEX "block_domain_id_idx" ON "block"("domain_id");

-- CreateIndex
CREATE UNIQUE INDEX "block_programme_id_code_key" ON "block"("programme_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "people_group_programme_id_code_key" ON "people_group"("programme_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "crosswalk_programme_id_code_key" ON "crosswalk"("programme_id", "code");

-- CreateIndex
CREATE INDEX "domain_crosswalk_programme_id_idx" ON "domain_crosswalk"("programme_id");

-- CreateIndex
CREATE UNIQUE INDEX "domain_crosswalk_domain_id_crosswalk_id_key" ON "domain_crosswalk"("domain_id", "crosswalk_id");

-- CreateIndex
CREATE UNIQUE INDEX "dialogue_session_programme_id_code_key" ON "dialogue_session"("programme_id", "code");

-- CreateIndex
CREATE INDEX "action_domain_id_idx" ON "action"("domain_id");

-- CreateIndex
CREATE INDEX "action_block_id_idx" ON "action"("block_id");

-- CreateIndex
CREATE INDEX "action_parent_id_idx" ON "action"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "action_programme_id_code_key" ON "action"("programme_id", "code");

-- CreateIndex
CREATE INDEX "action_crosswalk_programme_id_idx" ON "action_crosswalk"("programme_id");

-- CreateIndex
CREATE UNIQUE INDEX "action_crosswalk_action_id_crosswalk_id_key" ON "action_crosswalk"("action_id", "crosswalk_id");

-- CreateIndex
CREATE INDEX "participation_organisation_id_idx" ON "participation"("organisation_id");

-- CreateIndex
CREATE INDEX "participation_programme_id_idx" ON "participation"("programme_id");

-- CreateIndex
CREATE UNIQUE INDEX "participation_action_id_organisation_id_role_key" ON "participation"("action_id", "organisation_id", "role");

-- CreateIndex
CREATE INDEX "user_participation_action_id_idx" ON "user_participation"("action_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_participation_programme_id_code_key" ON "user_participation"("programme_id", "code");

-- CreateIndex
CREATE INDEX "target_group_programme_id_idx" ON "target_group"("programme_id");

-- CreateIndex
CREATE UNIQUE INDEX "target_group_action_id_people_group_id_key" ON "target_group"("action_id", "people_group_id");

-- CreateIndex
CREATE INDEX "action_place_programme_id_idx" ON "action_place"("programme_id");

-- CreateIndex
CREATE UNIQUE INDEX "action_place_action_id_place_id_key" ON "action_place"("action_id", "place_id");

-- CreateIndex
CREATE INDEX "milestone_action_id_idx" ON "milestone"("action_id");

-- CreateIndex
CREATE UNIQUE INDEX "milestone_programme_id_code_key" ON "milestone"("programme_id", "code");

-- CreateIndex
CREATE INDEX "delivery_action_id_idx" ON "delivery"("action_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_programme_id_code_key" ON "delivery"("programme_id", "code");

-- CreateIndex
CREATE INDEX "status_change_action_id_idx" ON "status_change"("action_id");

-- CreateIndex
CREATE UNIQUE INDEX "status_change_programme_id_code_key" ON "status_change"("programme_id", "code");

-- CreateIndex
CREATE INDEX "adjustment_action_id_idx" ON "adjustment"("action_id");

-- CreateIndex
CREATE UNIQUE INDEX "adjustment_programme_id_code_key" ON "adjustment"("programme_id", "code");

-- CreateIndex
CREATE INDEX "lineage_link_to_action_id_idx" ON "lineage_link"("to_action_id");

-- CreateIndex
CREATE INDEX "lineage_link_from_programme_from_action_idx" ON "lineage_link"("from_programme", "from_action");

-- CreateIndex
CREATE UNIQUE INDEX "lineage_link_programme_id_code_key" ON "lineage_link"("programme_id", "code");

-- CreateIndex
CREATE INDEX "claim_action_id_idx" ON "claim"("action_id");

-- CreateIndex
CREATE UNIQUE INDEX "claim_programme_id_code_key" ON "claim"("programme_id", "code");

-- Keys to the programme are checked at the end of the transaction: the programme names a source, and a source its
-- programme, so neither can be first.

-- AddForeignKey
ALTER TABLE "source" ADD CONSTRAINT "source_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "phase" ADD CONSTRAINT "phase_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "policy_domain" ADD CONSTRAINT "policy_domain_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "block" ADD CONSTRAINT "block_domain_id_fkey" FOREIGN KEY ("domain_id") REFERENCES "policy_domain"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "people_group" ADD CONSTRAINT "people_group_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "crosswalk" ADD CONSTRAINT "crosswalk_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "domain_crosswalk" ADD CONSTRAINT "domain_crosswalk_domain_id_fkey" FOREIGN KEY ("domain_id") REFERENCES "policy_domain"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "domain_crosswalk" ADD CONSTRAINT "domain_crosswalk_crosswalk_id_fkey" FOREIGN KEY ("crosswalk_id") REFERENCES "crosswalk"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "dialogue_session" ADD CONSTRAINT "dialogue_session_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_domain_id_fkey" FOREIGN KEY ("domain_id") REFERENCES "policy_domain"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_block_id_fkey" FOREIGN KEY ("block_id") REFERENCES "block"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
-- deferred: a part may be written before its whole
ALTER TABLE "action" ADD CONSTRAINT "action_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "action"("id") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_origin_id_fkey" FOREIGN KEY ("origin_id") REFERENCES "dialogue_session"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "action_crosswalk" ADD CONSTRAINT "action_crosswalk_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "action_crosswalk" ADD CONSTRAINT "action_crosswalk_crosswalk_id_fkey" FOREIGN KEY ("crosswalk_id") REFERENCES "crosswalk"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "participation" ADD CONSTRAINT "participation_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "user_participation" ADD CONSTRAINT "user_participation_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "target_group" ADD CONSTRAINT "target_group_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "target_group" ADD CONSTRAINT "target_group_people_group_id_fkey" FOREIGN KEY ("people_group_id") REFERENCES "people_group"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "action_place" ADD CONSTRAINT "action_place_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "status_change" ADD CONSTRAINT "status_change_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "adjustment" ADD CONSTRAINT "adjustment_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "adjustment" ADD CONSTRAINT "adjustment_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "dialogue_session"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "lineage_link" ADD CONSTRAINT "lineage_link_to_action_id_fkey" FOREIGN KEY ("to_action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "lineage_link" ADD CONSTRAINT "lineage_link_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_domain_id_fkey" FOREIGN KEY ("domain_id") REFERENCES "policy_domain"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

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

alter table programme enable row level security;
alter table programme force row level security;
create policy read on programme for select using (id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on programme for all using ((select may_import())) with check ((select may_import()));

alter table source enable row level security;
alter table source force row level security;
create policy read on source for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on source for all using ((select may_import())) with check ((select may_import()));

alter table phase enable row level security;
alter table phase force row level security;
create policy read on phase for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on phase for all using ((select may_import())) with check ((select may_import()));

alter table policy_domain enable row level security;
alter table policy_domain force row level security;
create policy read on policy_domain for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on policy_domain for all using ((select may_import())) with check ((select may_import()));

alter table block enable row level security;
alter table block force row level security;
create policy read on block for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on block for all using ((select may_import())) with check ((select may_import()));

alter table people_group enable row level security;
alter table people_group force row level security;
create policy read on people_group for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on people_group for all using ((select may_import())) with check ((select may_import()));

alter table crosswalk enable row level security;
alter table crosswalk force row level security;
create policy read on crosswalk for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on crosswalk for all using ((select may_import())) with check ((select may_import()));

alter table domain_crosswalk enable row level security;
alter table domain_crosswalk force row level security;
create policy read on domain_crosswalk for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on domain_crosswalk for all using ((select may_import())) with check ((select may_import()));

alter table dialogue_session enable row level security;
alter table dialogue_session force row level security;
create policy read on dialogue_session for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on dialogue_session for all using ((select may_import())) with check ((select may_import()));

alter table action enable row level security;
alter table action force row level security;
create policy read on action for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on action for all using ((select may_import())) with check ((select may_import()));

alter table action_crosswalk enable row level security;
alter table action_crosswalk force row level security;
create policy read on action_crosswalk for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on action_crosswalk for all using ((select may_import())) with check ((select may_import()));

alter table participation enable row level security;
alter table participation force row level security;
create policy read on participation for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on participation for all using ((select may_import())) with check ((select may_import()));

alter table user_participation enable row level security;
alter table user_participation force row level security;
create policy read on user_participation for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on user_participation for all using ((select may_import())) with check ((select may_import()));

alter table target_group enable row level security;
alter table target_group force row level security;
create policy read on target_group for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on target_group for all using ((select may_import())) with check ((select may_import()));

alter table action_place enable row level security;
alter table action_place force row level security;
create policy read on action_place for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on action_place for all using ((select may_import())) with check ((select may_import()));

alter table milestone enable row level security;
alter table milestone force row level security;
create policy read on milestone for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on milestone for all using ((select may_import())) with check ((select may_import()));

alter table delivery enable row level security;
alter table delivery force row level security;
create policy read on delivery for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on delivery for all using ((select may_import())) with check ((select may_import()));

alter table status_change enable row level security;
alter table status_change force row level security;
create policy read on status_change for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on status_change for all using ((select may_import())) with check ((select may_import()));

alter table adjustment enable row level security;
alter table adjustment force row level security;
create policy read on adjustment for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on adjustment for all using ((select may_import())) with check ((select may_import()));

alter table lineage_link enable row level security;
alter table lineage_link force row level security;
create policy read on lineage_link for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on lineage_link for all using ((select may_import())) with check ((select may_import()));

alter table claim enable row level security;
alter table claim force row level security;
create policy read on claim for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on claim for all using ((select may_import())) with check ((select may_import()));

-- What must hold, whoever writes.

alter table programme add constraint programme_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table programme add constraint programme_description_text check (description ?| array['nl', 'fr', 'en', 'de']);
alter table programme add constraint programme_status_word check (status in ('DRAFT', 'ADOPTED', 'RUNNING', 'CLOSED'));
alter table programme add constraint programme_default_language_word check (default_language in ('nl', 'fr', 'en', 'de'));
alter table source add constraint source_published_on_precision_word check (published_on_precision in ('DAY', 'MONTH', 'YEAR') and (published_on is null) = (published_on_precision is null));
alter table source add constraint source_retrieved_on_precision_word check (retrieved_on_precision in ('DAY', 'MONTH', 'YEAR') and (retrieved_on is null) = (retrieved_on_precision is null));
alter table phase add constraint phase_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table phase add constraint phase_description_text check (description ?| array['nl', 'fr', 'en', 'de']);
alter table phase add constraint phase_starts_on_precision_word check (starts_on_precision in ('DAY', 'MONTH', 'YEAR') and (starts_on is null) = (starts_on_precision is null));
alter table phase add constraint phase_ends_on_precision_word check (ends_on_precision in ('DAY', 'MONTH', 'YEAR') and (ends_on is null) = (ends_on_precision is null));
alter table policy_domain add constraint policy_domain_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table policy_domain add constraint policy_domain_description_text check (description ?| array['nl', 'fr', 'en', 'de']);
alter table block add constraint block_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table block add constraint block_description_text check (description ?| array['nl', 'fr', 'en', 'de']);
alter table people_group add constraint people_group_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table crosswalk add constraint crosswalk_vocabulary_word check (vocabulary in ('EU_STRAND', 'QUICKSCAN_AREA', 'BBC_POLICY_DOMAIN', 'DAC_SECTOR', 'SDG', 'SUPRALOCAL_PLAN', 'OWN'));
alter table crosswalk add constraint crosswalk_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table domain_crosswalk add constraint domain_crosswalk_basis_word check (basis in ('STATED', 'DERIVED'));
alter table dialogue_session add constraint dialogue_session_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table dialogue_session add constraint dialogue_session_held_on_precision_word check (held_on_precision in ('DAY', 'MONTH', 'YEAR') and (held_on is null) = (held_on_precision is null));
alter table dialogue_session add constraint dialogue_session_through_word check (through in ('DIRECT', 'INTERMEDIARY'));
alter table action add constraint action_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table action add constraint action_description_text check (description ?| array['nl', 'fr', 'en', 'de']);
alter table action add constraint action_goal_word check (goal in ('CAUSES', 'CONSEQUENCES'));
alter table action add constraint action_level_word check (level in ('ORGANISATION', 'INDIVIDUAL'));
alter table action add constraint action_status_word check (status in ('PROPOSED', 'PLANNED', 'RUNNING', 'SUSPENDED', 'COMPLETED', 'STOPPED', 'UNKNOWN'));
alter table action add constraint action_realisation_word check (realisation in ('REALISED', 'PARTLY_REALISED', 'NOT_REALISED'));
alter table action add constraint action_planned_start_precision_word check (planned_start_precision in ('DAY', 'MONTH', 'YEAR') and (planned_start is null) = (planned_start_precision is null));
alter table action add constraint action_planned_end_precision_word check (planned_end_precision in ('DAY', 'MONTH', 'YEAR') and (planned_end is null) = (planned_end_precision is null));
alter table action add constraint action_actual_start_precision_word check (actual_start_precision in ('DAY', 'MONTH', 'YEAR') and (actual_start is null) = (actual_start_precision is null));
alter table action add constraint action_actual_end_precision_word check (actual_end_precision in ('DAY', 'MONTH', 'YEAR') and (actual_end is null) = (actual_end_precision is null));
alter table action add constraint action_benefits_directly_word check (benefits_directly in ('YES', 'NO', 'POSSIBLY'));
alter table action_crosswalk add constraint action_crosswalk_basis_word check (basis in ('STATED', 'DERIVED'));
alter table participation add constraint participation_role_word check (role in ('ACCOUNTABLE', 'IMPLEMENTING', 'FUNDING', 'EXTENDING', 'ADVISING', 'EXPERIENCE'));
alter table participation add constraint participation_since_precision_word check (since_precision in ('DAY', 'MONTH', 'YEAR') and (since is null) = (since_precision is null));
alter table participation add constraint participation_until_precision_word check (until_precision in ('DAY', 'MONTH', 'YEAR') and (until is null) = (until_precision is null));
alter table user_participation add constraint user_participation_moment_word check (moment in ('DESIGN', 'ROLL_OUT', 'EVALUATION'));
alter table user_participation add constraint user_participation_through_word check (through in ('DIRECT', 'INTERMEDIARY'));
alter table user_participation add constraint user_participation_head_count_reason_word check (head_count_reason in ('NOT_PUBLISHED', 'NOT_MEASURED', 'NOT_APPLICABLE', 'LOST_IN_SOURCE'));
alter table user_participation add constraint user_participation_head_count_or_reason check ((head_count is null) <> (head_count_reason is null));
alter table user_participation add constraint user_participation_note_text check (note ?| array['nl', 'fr', 'en', 'de']);
alter table target_group add constraint target_group_person_count_reason_word check (person_count_reason in ('NOT_PUBLISHED', 'NOT_MEASURED', 'NOT_APPLICABLE', 'LOST_IN_SOURCE'));
alter table target_group add constraint target_group_person_count_or_reason check ((person_count is null) <> (person_count_reason is null));
alter table milestone add constraint milestone_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table milestone add constraint milestone_planned_on_precision_word check (planned_on_precision in ('DAY', 'MONTH', 'YEAR') and (planned_on is null) = (planned_on_precision is null));
alter table milestone add constraint milestone_actual_on_precision_word check (actual_on_precision in ('DAY', 'MONTH', 'YEAR') and (actual_on is null) = (actual_on_precision is null));
alter table delivery add constraint delivery_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table delivery add constraint delivery_held_count_reason_word check (held_count_reason in ('NOT_PUBLISHED', 'NOT_MEASURED', 'NOT_APPLICABLE', 'LOST_IN_SOURCE'));
alter table delivery add constraint delivery_held_count_or_reason check ((held_count is null) <> (held_count_reason is null));
alter table status_change add constraint status_change_changed_on_precision_word check (changed_on_precision in ('DAY', 'MONTH', 'YEAR') and (changed_on is null) = (changed_on_precision is null));
alter table status_change add constraint status_change_from_status_word check (from_status in ('PROPOSED', 'PLANNED', 'RUNNING', 'SUSPENDED', 'COMPLETED', 'STOPPED', 'UNKNOWN'));
alter table status_change add constraint status_change_to_status_word check (to_status in ('PROPOSED', 'PLANNED', 'RUNNING', 'SUSPENDED', 'COMPLETED', 'STOPPED', 'UNKNOWN'));
alter table adjustment add constraint adjustment_adjusted_on_precision_word check (adjusted_on_precision in ('DAY', 'MONTH', 'YEAR') and (adjusted_on is null) = (adjusted_on_precision is null));
alter table adjustment add constraint adjustment_change_text check (change ?| array['nl', 'fr', 'en', 'de']);
alter table adjustment add constraint adjustment_reason_text check (reason ?| array['nl', 'fr', 'en', 'de']);
alter table lineage_link add constraint lineage_link_kind_word check (kind in ('CONTINUES', 'MERGES', 'SPLITS', 'DROPS'));
alter table lineage_link add constraint lineage_link_basis_word check (basis in ('STATED', 'DERIVED'));
alter table lineage_link add constraint lineage_link_reason_text check (reason ?| array['nl', 'fr', 'en', 'de']);
alter table claim add constraint claim_subject_word check (subject in ('ACTIONS_LISTED', 'ACTIONS_REALISED', 'ACTIONS_NOT_REALISED', 'PARTNERS', 'DOMAINS', 'YEARLY_MONEY', 'TOTAL_MONEY', 'PEOPLE_IN_POVERTY', 'FAMILIES_REACHED', 'OTHER'));
alter table claim add constraint claim_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table claim add constraint claim_value_reason_word check (value_reason in ('NOT_PUBLISHED', 'NOT_MEASURED', 'NOT_APPLICABLE', 'LOST_IN_SOURCE'));
alter table claim add constraint claim_value_or_reason check ((value is null) <> (value_reason is null));
alter table claim add constraint claim_qualifier_word check (qualifier in ('EXACT', 'CIRCA', 'AT_LEAST', 'AT_MOST', 'QUALITATIVE'));
alter table claim add constraint claim_claimed_on_precision_word check (claimed_on_precision in ('DAY', 'MONTH', 'YEAR') and (claimed_on is null) = (claimed_on_precision is null));
