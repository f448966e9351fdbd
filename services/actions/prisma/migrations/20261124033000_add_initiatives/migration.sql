-- The open part of the plan: what residents and associations propose, and what became of it.

-- CreateTable
CREATE TABLE "initiative" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "description" JSONB,
    "domain_id" UUID,
    "organisation_id" UUID,
    "session_id" UUID,
    "proposed_on" DATE NOT NULL,
    "status" TEXT NOT NULL,
    "decided_on" DATE,
    "decision_reason" JSONB,
    "action_id" UUID,
    "merged_into_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "initiative_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "initiative_action_id_idx" ON "initiative"("action_id");

-- CreateIndex
CREATE INDEX "initiative_session_id_idx" ON "initiative"("session_id");

-- CreateIndex
CREATE INDEX "initiative_merged_into_id_idx" ON "initiative"("merged_into_id");

-- CreateIndex
CREATE UNIQUE INDEX "initiative_programme_id_code_key" ON "initiative"("programme_id", "code");

-- AddForeignKey
ALTER TABLE "initiative" ADD CONSTRAINT "initiative_domain_id_fkey" FOREIGN KEY ("domain_id") REFERENCES "policy_domain"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "initiative" ADD CONSTRAINT "initiative_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "dialogue_session"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "initiative" ADD CONSTRAINT "initiative_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "initiative" ADD CONSTRAINT "initiative_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "initiative"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

alter table initiative add constraint initiative_title_text check (title ?| array['nl', 'fr', 'en', 'de']);
alter table initiative add constraint initiative_description_text check (description ?| array['nl', 'fr', 'en', 'de']);
alter table initiative add constraint initiative_decision_reason_text check (decision_reason ?| array['nl', 'fr', 'en', 'de']);
alter table initiative add constraint initiative_status_word check (status in ('PROPOSED', 'TAKEN_UP', 'MERGED', 'DECLINED'));
alter table initiative add constraint initiative_decided check ((status = 'PROPOSED') = (decided_on is null));
create trigger version before update on initiative for each row execute function next_version();

alter table initiative enable row level security;
alter table initiative force row level security;
create policy read on initiative for select using (
  (select reads_every('INTERNAL')) or programme_id = any ((select readable('INTERNAL'))::uuid[])
  or (organisation_id = any ((select own_organisations())::uuid[]) and speaks_for(organisation_id, programme_id))
  or (status <> 'PROPOSED' and holds('{ASSOCIATION}', programme_id)));
create policy write on initiative for all using ((select may_import())) with check ((select may_import()));
create policy make on initiative for insert
  with check ((select may_change()) and (holds('{DIRECTOR,COORDINATOR}', programme_id)
    or (holds('{ASSOCIATION}', programme_id) and speaks_for(organisation_id, programme_id))));
create policy change on initiative for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));

comment on table initiative is 'What residents and associations propose for the plan, and what became of it.';
