-- CreateTable
CREATE TABLE "plan_part" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,

    CONSTRAINT "plan_part_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "plan_part_programme_id_idx" ON "plan_part"("programme_id");

-- Rights.
alter table plan_part enable row level security;
alter table plan_part force row level security;
create policy read on plan_part for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));
create policy write on plan_part for all using ((select may_import())) with check ((select may_import()));

comment on table plan_part is 'In which programme each domain, block and term is, as the service actions said: whose right to read a sum by it takes.';
