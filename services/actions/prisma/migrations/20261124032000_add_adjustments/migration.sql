-- What was judged, what was heard and what came of it: evaluations with findings, the fields that an adjustment
-- changed, where a session was held and what it was about.

-- AlterTable
ALTER TABLE "dialogue_session" ADD COLUMN "place" TEXT,
ADD COLUMN "head_count_reason" TEXT;

-- CreateTable
CREATE TABLE "session_domain" (
    "programme_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "domain_id" UUID NOT NULL,

    CONSTRAINT "session_domain_pkey" PRIMARY KEY ("session_id", "domain_id")
);

-- CreateTable
CREATE TABLE "session_action" (
    "programme_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,

    CONSTRAINT "session_action_pkey" PRIMARY KEY ("session_id", "action_id")
);

-- CreateTable
CREATE TABLE "evaluation" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "summary" JSONB,
    "evaluated_on" DATE NOT NULL,
    "organisation_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "evaluation_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "text" JSONB NOT NULL,
    "follow_up" TEXT NOT NULL,
    "follow_up_note" JSONB,
    "followed_up_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "adjusted_field" (
    "adjustment_id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "adjusted_field_pkey" PRIMARY KEY ("adjustment_id", "field")
);

-- AlterTable
ALTER TABLE "adjustment" ADD COLUMN "poverty_test_id" UUID,
ADD COLUMN "finding_id" UUID;

-- CreateIndex
CREATE INDEX "session_domain_domain_id_idx" ON "session_domain"("domain_id");

-- CreateIndex
CREATE INDEX "session_action_action_id_idx" ON "session_action"("action_id");

-- CreateIndex
CREATE INDEX "evaluation_action_id_idx" ON "evaluation"("action_id");

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_programme_id_code_key" ON "evaluation"("programme_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "finding_evaluation_id_position_key" ON "finding"("evaluation_id", "position");

-- CreateIndex
CREATE INDEX "adjustment_session_id_idx" ON "adjustment"("session_id");

-- CreateIndex
CREATE INDEX "adjustment_finding_id_idx" ON "adjustment"("finding_id");

-- CreateIndex
CREATE INDEX "action_origin_id_idx" ON "action"("origin_id");

-- AddForeignKey
ALTER TABLE "session_domain" ADD CONSTRAINT "session_domain_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "dialogue_session"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "session_domain" ADD CONSTRAINT "session_domain_domain_id_fkey" FOREIGN KEY ("domain_id") REFERENCES "policy_domain"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "session_action" ADD CONSTRAINT "session_action_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "dialogue_session"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "session_action" ADD CONSTRAINT "session_action_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_evaluation_id_fkey" FOREIGN KEY ("evaluation_id") REFERENCES "evaluation"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "adjusted_field" ADD CONSTRAINT "adjusted_field_adjustment_id_fkey" FOREIGN KEY ("adjustment_id") REFERENCES "adjustment"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "adjustment" ADD CONSTRAINT "adjustment_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

alter table dialogue_session add constraint dialogue_session_head_count_reason_word check (head_count_reason in ('NOT_PUBLISHED', 'NOT_MEASURED', 'NOT_APPLICABLE', 'LOST_IN_SOURCE'));
alter table dialogue_session add constraint dialogue_session_head_count_or_reason check (head_count is null or head_count_reason is null);
alter table evaluation add constraint evaluation_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table evaluation add constraint evaluation_summary_text check (summary ?| array['nl', 'fr', 'en', 'de']);
alter table finding add constraint finding_text_text check (text ?| array['nl', 'fr', 'en', 'de']);
alter table finding add constraint finding_follow_up_note_text check (follow_up_note ?| array['nl', 'fr', 'en', 'de']);
alter table finding add constraint finding_follow_up_word check (follow_up in ('OPEN', 'IN_PROGRESS', 'DONE', 'NOT_TAKEN_UP'));
alter table adjustment add constraint adjustment_one_origin check (num_nonnulls(session_id, poverty_test_id, finding_id) <= 1);
create trigger version before update on evaluation for each row execute function next_version();
create trigger version before update on finding for each row execute function next_version();

-- Rights.
create policy make on dialogue_session for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy make on adjustment for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));

-- What a session was about is for who reads the session.
alter table session_domain enable row level security;
alter table session_domain force row level security;
create policy read on session_domain for select using (
  exists (select from dialogue_session where dialogue_session.id = session_domain.session_id));
create policy write on session_domain for all using ((select may_import())) with check ((select may_import()));
create policy make on session_domain for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));

alter table session_action enable row level security;
alter table session_action force row level security;
create policy read on session_action for select using (
  exists (select from dialogue_session where dialogue_session.id = session_action.session_id));
create policy write on session_action for all using ((select may_import())) with check ((select may_import()));
create policy make on session_action for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));

-- Evaluations are for who reads the figures of the programme.
alter table evaluation enable row level security;
alter table evaluation force row level security;
create policy read on evaluation for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));
create policy write on evaluation for all using ((select may_import())) with check ((select may_import()));
create policy make on evaluation for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR,EVALUATOR}', programme_id));

alter table finding enable row level security;
alter table finding force row level security;
create policy read on finding for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));
create policy write on finding for all using ((select may_import())) with check ((select may_import()));
create policy make on finding for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR,EVALUATOR}', programme_id));
create policy change on finding for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));

alter table adjusted_field enable row level security;
alter table adjusted_field force row level security;
create policy read on adjusted_field for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));
create policy write on adjusted_field for all using ((select may_import())) with check ((select may_import()));
create policy make on adjusted_field for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));

comment on table session_domain is 'Which domains a session was about.';
comment on table session_action is 'Which actions a session was about.';
comment on table evaluation is 'When an action was judged, by whom, with findings.';
comment on table finding is 'What an evaluation found, and what was done about it.';
comment on table adjusted_field is 'A field that an adjustment changed, as it was and as it became.';
