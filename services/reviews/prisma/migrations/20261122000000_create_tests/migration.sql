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
CREATE TABLE "test_template" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "title" JSONB NOT NULL,
    "description" JSONB,
    "source_key" TEXT,

    CONSTRAINT "test_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "template_section" (
    "id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" JSONB NOT NULL,

    CONSTRAINT "template_section_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "template_question" (
    "id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "section_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "text" JSONB NOT NULL,
    "answer_type" TEXT NOT NULL,
    "origins" TEXT,
    "routes_to_full_test" BOOLEAN NOT NULL,

    CONSTRAINT "template_question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "poverty_test" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "action_id" UUID,
    "agreement_id" UUID,
    "title" JSONB NOT NULL,
    "template_id" UUID NOT NULL,
    "moment" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "requested_on" DATE NOT NULL,
    "quickscan_on" DATE,
    "advised_on" DATE,
    "decided_on" DATE,
    "due_on" DATE,
    "deciding_body" TEXT,
    "advice" TEXT,
    "conclusion" TEXT,
    "screened_out_reason" JSONB,
    "decision" TEXT,
    "decision_reference" TEXT,
    "decision_reason" JSONB,
    "retest_on" DATE,
    "published_url" TEXT,
    "has_dissent" BOOLEAN,
    "is_synthetic" BOOLEAN NOT NULL,
    "note" TEXT,
    "source_id" UUID,

    CONSTRAINT "poverty_test_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quickscan_effect" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "test_id" UUID NOT NULL,
    "area" TEXT NOT NULL,
    "effect" INTEGER,
    "note" JSONB,

    CONSTRAINT "quickscan_effect_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "test_answer" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "test_id" UUID NOT NULL,
    "question_code" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "note" TEXT,

    CONSTRAINT "test_answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "knowledge_contribution" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "test_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "through" TEXT,
    "organisation_id" UUID,
    "role" JSONB,
    "head_count" INTEGER,
    "contributed_on" DATE,
    "contributed_on_precision" TEXT,
    "summary" JSONB,
    "absence_reason" JSONB,
    "source_id" UUID,

    CONSTRAINT "knowledge_contribution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recommendation" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "test_id" UUID NOT NULL,
    "text" JSONB NOT NULL,
    "owner_id" UUID,
    "due_on" DATE,
    "response" TEXT,
    "response_reason" JSONB,
    "status" TEXT NOT NULL,
    "done_on" DATE,
    "adjustment_code" TEXT,

    CONSTRAINT "recommendation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stage_quality" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "test_id" UUID NOT NULL,
    "stage" TEXT NOT NULL,
    "score" INTEGER NOT NULL,
    "note" TEXT,

    CONSTRAINT "stage_quality_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shared_listing" (
    "programme_id" UUID NOT NULL,
    "table_name" TEXT NOT NULL,
    "row_id" UUID NOT NULL,

    CONSTRAINT "shared_listing_pkey" PRIMARY KEY ("programme_id","table_name","row_id")
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
CREATE UNIQUE INDEX "source_programme_id_key_key" ON "source"("programme_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "test_template_code_version_key" ON "test_template"("code", "version");

-- CreateIndex
CREATE UNIQUE INDEX "template_section_template_id_code_key" ON "template_section"("template_id", "code");

-- CreateIndex
CREATE INDEX "template_question_section_id_idx" ON "template_question"("section_id");

-- CreateIndex
CREATE UNIQUE INDEX "template_question_template_id_code_key" ON "template_question"("template_id", "code");

-- CreateIndex
CREATE INDEX "poverty_test_action_id_requested_on_id_idx" ON "poverty_test"("action_id", "requested_on", "id");

-- CreateIndex
CREATE INDEX "poverty_test_agreement_id_requested_on_id_idx" ON "poverty_test"("agreement_id", "requested_on", "id");

-- CreateIndex
CREATE INDEX "poverty_test_template_id_idx" ON "poverty_test"("template_id");

-- CreateIndex
CREATE UNIQUE INDEX "poverty_test_programme_id_code_key" ON "poverty_test"("programme_id", "code");

-- CreateIndex
CREATE INDEX "quickscan_effect_programme_id_idx" ON "quickscan_effect"("programme_id");

-- CreateIndex
CREATE UNIQUE INDEX "quickscan_effect_test_id_area_key" ON "quickscan_effect"("test_id", "area");

-- CreateIndex
CREATE INDEX "test_answer_programme_id_idx" ON "test_answer"("programme_id");

-- CreateIndex
CREATE UNIQUE INDEX "test_answer_test_id_question_code_key" ON "test_answer"("test_id", "question_code");

-- CreateIndex
CREATE INDEX "knowledge_contribution_test_id_idx" ON "knowledge_contribution"("test_id");

-- CreateIndex
CREATE INDEX "knowledge_contribution_organisation_id_idx" ON "knowledge_contribution"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "knowledge_contribution_programme_id_code_key" ON "knowledge_contribution"("programme_id", "code");

-- CreateIndex
CREATE INDEX "recommendation_test_id_idx" ON "recommendation"("test_id");

-- CreateIndex
CREATE INDEX "recommendation_owner_id_idx" ON "recommendation"("owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "recommendation_programme_id_code_key" ON "recommendation"("programme_id", "code");

-- CreateIndex
CREATE INDEX "stage_quality_programme_id_idx" ON "stage_quality"("programme_id");

-- CreateIndex
CREATE UNIQUE INDEX "stage_quality_test_id_stage_key" ON "stage_quality"("test_id", "stage");

-- CreateIndex
CREATE INDEX "shared_listing_row_id_idx" ON "shared_listing"("row_id");

-- CreateIndex
CREATE INDEX "plan_action_programme_id_idx" ON "plan_action"("programme_id");

-- CreateIndex
CREATE INDEX "plan_action_domain_id_idx" ON "plan_action"("domain_id");

-- CreateIndex
CREATE INDEX "plan_action_block_id_idx" ON "plan_action"("block_id");

-- AddForeignKey
ALTER TABLE "template_section" ADD CONSTRAINT "template_section_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "test_template"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "template_question" ADD CONSTRAINT "template_question_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "test_template"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "template_question" ADD CONSTRAINT "template_question_section_id_fkey" FOREIGN KEY ("section_id") REFERENCES "template_section"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "poverty_test" ADD CONSTRAINT "poverty_test_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "test_template"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "quickscan_effect" ADD CONSTRAINT "quickscan_effect_test_id_fkey" FOREIGN KEY ("test_id") REFERENCES "poverty_test"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "test_answer" ADD CONSTRAINT "test_answer_test_id_fkey" FOREIGN KEY ("test_id") REFERENCES "poverty_test"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "knowledge_contribution" ADD CONSTRAINT "knowledge_contribution_test_id_fkey" FOREIGN KEY ("test_id") REFERENCES "poverty_test"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "recommendation" ADD CONSTRAINT "recommendation_test_id_fkey" FOREIGN KEY ("test_id") REFERENCES "poverty_test"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "stage_quality" ADD CONSTRAINT "stage_quality_test_id_fkey" FOREIGN KEY ("test_id") REFERENCES "poverty_test"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

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

alter table test_template enable row level security;
alter table test_template force row level security;
create policy read on test_template for select using ((select is_signed()));
create policy write on test_template for all using ((select may_import())) with check ((select may_import()));

alter table template_section enable row level security;
alter table template_section force row level security;
create policy read on template_section for select using ((select is_signed()));
create policy write on template_section for all using ((select may_import())) with check ((select may_import()));

alter table template_question enable row level security;
alter table template_question force row level security;
create policy read on template_question for select using ((select is_signed()));
create policy write on template_question for all using ((select may_import())) with check ((select may_import()));

alter table poverty_test enable row level security;
alter table poverty_test force row level security;
create policy read on poverty_test for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on poverty_test for all using ((select may_import())) with check ((select may_import()));

alter table quickscan_effect enable row level security;
alter table quickscan_effect force row level security;
create policy read on quickscan_effect for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on quickscan_effect for all using ((select may_import())) with check ((select may_import()));

alter table test_answer enable row level security;
alter table test_answer force row level security;
create policy read on test_answer for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on test_answer for all using ((select may_import())) with check ((select may_import()));

alter table knowledge_contribution enable row level security;
alter table knowledge_contribution force row level security;
create policy read on knowledge_contribution for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on knowledge_contribution for all using ((select may_import())) with check ((select may_import()));

alter table recommendation enable row level security;
alter table recommendation force row level security;
create policy read on recommendation for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on recommendation for all using ((select may_import())) with check ((select may_import()));

alter table stage_quality enable row level security;
alter table stage_quality force row level security;
create policy read on stage_quality for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on stage_quality for all using ((select may_import())) with check ((select may_import()));

alter table shared_listing enable row level security;
alter table shared_listing force row level security;
create policy read on shared_listing for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on shared_listing for all using ((select may_import())) with check ((select may_import()));

alter table plan_action enable row level security;
alter table plan_action force row level security;
create policy read on plan_action for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on plan_action for all using ((select may_import())) with check ((select may_import()));

-- What must hold, whoever writes.

alter table source add constraint source_published_on_precision_word check (published_on_precision in ('DAY', 'MONTH', 'YEAR') and (published_on is null) = (published_on_precision is null));
alter table source add constraint source_retrieved_on_precision_word check (retrieved_on_precision in ('DAY', 'MONTH', 'YEAR') and (retrieved_on is null) = (retrieved_on_precision is null));
alter table test_template add constraint test_template_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table test_template add constraint test_template_description_text check (description ?| array['nl', 'fr', 'en', 'de']);
alter table template_section add constraint template_section_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table template_question add constraint template_question_text_text check (text ?| array['nl', 'fr', 'en', 'de']);
alter table template_question add constraint template_question_answer_type_word check (answer_type in ('YES_NO_POSSIBLY', 'EFFECT', 'TEXT', 'REFERENCE', 'MULTIPLE', 'NUMBER', 'DATE'));
alter table poverty_test add constraint poverty_test_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table poverty_test add constraint poverty_test_moment_word check (moment in ('DESIGN', 'RUNNING', 'REVIEW'));
alter table poverty_test add constraint poverty_test_stage_word check (stage in ('DRAFT', 'QUICKSCAN', 'SCREENED_OUT', 'FULL_TEST', 'DIALOGUE', 'ADVICE', 'DECIDED', 'FOLLOW_UP', 'CLOSED', 'WITHDRAWN'));
alter table poverty_test add constraint poverty_test_advice_word check (advice in ('PROCEED', 'PROCEED_WITH_ADJUSTMENTS', 'RECONSIDER', 'STOP'));
alter table poverty_test add constraint poverty_test_conclusion_word check (conclusion in ('STRENGTHENS', 'NEUTRAL', 'WEAKENS', 'MIXED', 'UNDETERMINED'));
alter table poverty_test add constraint poverty_test_screened_out_reason_text check (screened_out_reason ?| array['nl', 'fr', 'en', 'de']);
alter table poverty_test add constraint poverty_test_decision_word check (decision in ('FOLLOWED', 'PARTLY_FOLLOWED', 'NOT_FOLLOWED'));
alter table poverty_test add constraint poverty_test_decision_reason_text check (decision_reason ?| array['nl', 'fr', 'en', 'de']);
alter table quickscan_effect add constraint quickscan_effect_area_word check (area in ('EMPLOYMENT', 'INCOME_INEQUALITY', 'EDUCATION', 'WELFARE_AND_HEALTH', 'HOUSING', 'CULTURE_AND_LEISURE', 'HUMAN_RIGHTS', 'MOBILITY'));
alter table quickscan_effect add constraint quickscan_effect_note_text check (note ?| array['nl', 'fr', 'en', 'de']);
alter table knowledge_contribution add constraint knowledge_contribution_kind_word check (kind in ('POLICY', 'EXPERIENCE', 'SCIENTIFIC'));
alter table knowledge_contribution add constraint knowledge_contribution_through_word check (through in ('DIRECT', 'INTERMEDIARY'));
alter table knowledge_contribution add constraint knowledge_contribution_role_text check (role ?| array['nl', 'fr', 'en', 'de']);
alter table knowledge_contribution add constraint knowledge_contribution_contributed_on_precision_word check (contributed_on_precision in ('DAY', 'MONTH', 'YEAR') and (contributed_on is null) = (contributed_on_precision is null));
alter table knowledge_contribution add constraint knowledge_contribution_summary_text check (summary ?| array['nl', 'fr', 'en', 'de']);
alter table knowledge_contribution add constraint knowledge_contribution_absence_reason_text check (absence_reason ?| array['nl', 'fr', 'en', 'de']);
alter table recommendation add constraint recommendation_text_text check (text ?| array['nl', 'fr', 'en', 'de']);
alter table recommendation add constraint recommendation_response_word check (response in ('ADOPTED', 'PARTLY', 'REJECTED'));
alter table recommendation add constraint recommendation_response_reason_text check (response_reason ?| array['nl', 'fr', 'en', 'de']);
alter table recommendation add constraint recommendation_status_word check (status in ('OPEN', 'DONE'));
alter table stage_quality add constraint stage_quality_stage_word check (stage in ('DRAFT', 'QUICKSCAN', 'SCREENED_OUT', 'FULL_TEST', 'DIALOGUE', 'ADVICE', 'DECIDED', 'FOLLOW_UP', 'CLOSED', 'WITHDRAWN'));
alter table template_section add constraint template_section_position_range check (position >= 1);
alter table template_question add constraint template_question_position_range check (position >= 1);
alter table test_template add constraint test_template_version_range check (version >= 1);
alter table poverty_test add constraint poverty_test_subject_named check (action_id is not null or agreement_id is not null);
alter table poverty_test add constraint poverty_test_dates_in_order check (
  quickscan_on >= requested_on and advised_on >= requested_on and advised_on >= quickscan_on
  and due_on >= requested_on and retest_on >= requested_on);
alter table poverty_test add constraint poverty_test_screened_out_with_reason check (
  (stage <> 'SCREENED_OUT' or screened_out_reason is not null)
  and (screened_out_reason is null or stage in ('SCREENED_OUT', 'WITHDRAWN')));
alter table poverty_test add constraint poverty_test_advised_with_advice check (
  (advice is null) = (advised_on is null)
  and (stage not in ('ADVICE', 'DECIDED', 'FOLLOW_UP', 'CLOSED') or advice is not null)
  and (advice is null or stage in ('ADVICE', 'DECIDED', 'FOLLOW_UP', 'CLOSED', 'WITHDRAWN')));
alter table poverty_test add constraint poverty_test_decided_with_decision check (
  (decision is null or decided_on is not null)
  and (stage not in ('DECIDED', 'FOLLOW_UP', 'CLOSED') or decision is not null)
  and (decision is distinct from 'NOT_FOLLOWED' or decision_reason is not null));
alter table quickscan_effect add constraint quickscan_effect_effect_range check (effect between -2 and 2);
alter table knowledge_contribution add constraint knowledge_contribution_head_count_range check (head_count >= 0);
alter table knowledge_contribution add constraint knowledge_contribution_through_fits_kind check (
  case when kind = 'EXPERIENCE' then through is not null or absence_reason is not null else through is null end);
alter table knowledge_contribution add constraint knowledge_contribution_there_or_absent check (
  case when absence_reason is null then role is not null
    else head_count is null and contributed_on is null and summary is null end);
alter table recommendation add constraint recommendation_done_with_day check ((status = 'DONE') = (done_on is not null));
alter table recommendation add constraint recommendation_rejected_with_reason check (
  response is distinct from 'REJECTED' or response_reason is not null);
alter table stage_quality add constraint stage_quality_score_range check (score between 1 and 4);

comment on column poverty_test.due_on is 'Day by which the advice, or the reason why none is needed, should be there.';
comment on column poverty_test.decided_on is 'May lie before advised_on: then the test came after the decision, which the hub shows.';
comment on column poverty_test.retest_on is 'Last day on which the test holds; after it the test should have been repeated.';
comment on column quickscan_effect.effect is 'From -2, much worse, to 2, much better. Null is unknown, never none.';
comment on column knowledge_contribution.absence_reason is 'Why this kind of knowledge is absent; such a row is no contribution.';
comment on column test_template.source_key is 'Key in sources.csv of the programmes that list the template; each has a source row of its own.';
comment on column recommendation.adjustment_code is 'Code of the adjustment, kept by the actions service, that it led to.';

-- The question of an answer is named by code; which template it stands in only the test knows.
create function answer_fits_template() returns trigger language plpgsql as $$
begin
  if not exists (
    select from poverty_test test
    join template_question question on question.template_id = test.template_id
    where test.id = new.test_id and question.code = new.question_code)
  then
    raise foreign_key_violation using table = 'test_answer', constraint = 'test_answer_question_in_template',
      message = format('question %s is not in the template of the test', new.question_code);
  end if;
  return new;
end $$;
comment on function answer_fits_template() is 'Refuses an answer to a question that the template of the test lacks.';
create trigger answer_fits_template before insert or update on test_answer
  for each row execute function answer_fits_template();

-- The rules of the poverty test, in one place: fields, lists, sums and what other services are told all read them here.
-- They are functions of the day, read with the rights of whoever asks, and PostgreSQL inlines them like views.

create function recommendation_state(today date)
returns table (id uuid, test_id uuid, owner_id uuid, is_open boolean, is_overdue boolean)
language sql stable
begin atomic
  select recommendation.id, recommendation.test_id, recommendation.owner_id, open.is_open,
    open.is_open and coalesce(recommendation.due_on < today, false)
  from recommendation
  join poverty_test test on test.id = recommendation.test_id
  cross join lateral (
    select recommendation.status = 'OPEN' and recommendation.response is distinct from 'REJECTED'
      and test.stage <> 'WITHDRAWN' as is_open) open;
end;
comment on function recommendation_state(date) is
  'Open: neither done nor rejected, of a test that was not withdrawn. Overdue: open, and its day has passed.';

create function test_state(today date)
returns table (
  id uuid, programme_id uuid, action_id uuid, agreement_id uuid, requested_on date, stage text, advice text,
  last_step_on date, is_synthetic boolean, is_past_quickscan boolean, is_valid boolean, is_negative boolean,
  is_overdue boolean, is_valid_for_action boolean)
language sql stable
begin atomic
  select test.id, test.programme_id, test.action_id, test.agreement_id, test.requested_on, test.stage, test.advice,
    case when fact.is_standing then greatest(test.quickscan_on, test.advised_on) end,
    test.is_synthetic,
    fact.is_standing and test.stage not in ('DRAFT', 'QUICKSCAN'),
    verdict.is_valid,
    fact.is_standing and coalesce(test.advice in ('RECONSIDER', 'STOP'), false),
    fact.is_standing and (
      not fact.is_concluded and coalesce(test.due_on < today, false)
      or fact.is_retest_past and not (
        exists (
          select from poverty_test later
          where later.action_id = test.action_id and later.stage <> 'WITHDRAWN'
            and (later.requested_on, later.id) > (test.requested_on, test.id))
        or test.action_id is null and exists (
          select from poverty_test later
          where later.agreement_id = test.agreement_id and later.action_id is null and later.stage <> 'WITHDRAWN'
            and (later.requested_on, later.id) > (test.requested_on, test.id)))),
    verdict.is_valid and not exists (
      select from poverty_test later
      where later.action_id = test.action_id
        and (later.stage = 'SCREENED_OUT' or later.stage <> 'WITHDRAWN' and later.advice is not null)
        and (later.requested_on, later.id) > (test.requested_on, test.id))
  from poverty_test test
  cross join lateral (
    select test.stage <> 'WITHDRAWN' as is_standing,
      test.stage = 'SCREENED_OUT' or test.advice is not null as is_concluded,
      coalesce(test.retest_on < today, false) as is_retest_past) fact
  cross join lateral (
    select fact.is_standing and not fact.is_retest_past and (
      test.stage = 'SCREENED_OUT'
      or coalesce(test.advice = 'PROCEED', false)
      or coalesce(test.advice = 'PROCEED_WITH_ADJUSTMENTS', false) and not exists (
        select from recommendation
        where recommendation.test_id = test.id and recommendation.owner_id is null
          and recommendation.response is distinct from 'REJECTED')) as is_valid) verdict;
end;
comment on function test_state(date) is
  'Valid: screened out, or advice to proceed, or to proceed with adjustments of which each that was not rejected has an owner; not withdrawn, retest day not past. Negative: advice to reconsider or stop. Overdue: due day past without advice or screening, or retest day past without a later test of the same action (or agreement). Valid for its action: valid, and no later test of the action was concluded, since the latest verdict is the one that counts.';
