-- CreateTable
CREATE TABLE "action_money" (
    "action_id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "has_agreement" BOOLEAN NOT NULL,
    "has_budget" BOOLEAN NOT NULL,
    "planned_cents" BIGINT,
    "planned_currency" TEXT,

    CONSTRAINT "action_money_pkey" PRIMARY KEY ("action_id")
);

-- CreateTable
CREATE TABLE "action_test" (
    "action_id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "valid_through" DATE,
    "overdue_after" DATE,

    CONSTRAINT "action_test_pkey" PRIMARY KEY ("action_id")
);

-- CreateTable
CREATE TABLE "action_effect" (
    "action_id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "has_indicator" BOOLEAN NOT NULL,

    CONSTRAINT "action_effect_pkey" PRIMARY KEY ("action_id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "xid" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "id" BIGSERIAL NOT NULL,
    "programme_id" UUID NOT NULL,
    "facts" JSONB NOT NULL,
    "said_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("xid","id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "producer" TEXT NOT NULL,
    "xid" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,
    "applied_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("producer")
);

-- CreateIndex
CREATE INDEX "action_money_programme_id_idx" ON "action_money"("programme_id");

-- CreateIndex
CREATE INDEX "action_test_programme_id_idx" ON "action_test"("programme_id");

-- CreateIndex
CREATE INDEX "action_effect_programme_id_idx" ON "action_effect"("programme_id");

-- CreateIndex
CREATE INDEX "outbox_programme_id_idx" ON "outbox"("programme_id");

-- Rights. What services say to each other is for the hub itself, not for viewers.
alter table outbox enable row level security;
alter table outbox force row level security;
create policy hub on outbox for all using ((select may_import())) with check ((select may_import()));
alter table inbox enable row level security;
alter table inbox force row level security;
create policy hub on inbox for all using ((select may_import())) with check ((select may_import()));
alter table action_money enable row level security;
alter table action_money force row level security;
create policy read on action_money for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on action_money for all using ((select may_import())) with check ((select may_import()));
alter table action_test enable row level security;
alter table action_test force row level security;
create policy read on action_test for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on action_test for all using ((select may_import())) with check ((select may_import()));
alter table action_effect enable row level security;
alter table action_effect force row level security;
create policy read on action_effect for select using (programme_id = any ((select readable_programmes())::uuid[]) or (select reads_every_programme()));
create policy write on action_effect for all using ((select may_import())) with check ((select may_import()));

comment on table action_money is 'What agreements said of each action; written from its events only.';
comment on table action_test is 'What reviews said of each action; written from its events only.';
comment on table action_effect is 'What indicators said of each action; written from its events only.';

comment on table outbox is 'What this service said of the actions of each programme, to be heard by the others.';
comment on column outbox.xid is 'The transaction that wrote it. Read only below the oldest transaction that still runs: with id it is then an order in which nothing can appear before what was read.';
comment on table inbox is 'How far this service has heard each of the others; written in the transaction that applied the event.';
