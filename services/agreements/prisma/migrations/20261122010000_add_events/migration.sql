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
CREATE INDEX "outbox_programme_id_idx" ON "outbox"("programme_id");

-- Rights. What services say to each other is for the hub itself, not for viewers.
alter table outbox enable row level security;
alter table outbox force row level security;
create policy hub on outbox for all using ((select may_import())) with check ((select may_import()));
alter table inbox enable row level security;
alter table inbox force row level security;
create policy hub on inbox for all using ((select may_import())) with check ((select may_import()));

comment on table outbox is 'What this service said of the actions of each programme, to be heard by the others.';
comment on column outbox.xid is 'The transaction that wrote it. Read only below the oldest transaction that still runs: with id it is then an order in which nothing can appear before what was read.';
comment on table inbox is 'How far this service has heard each of the others; written in the transaction that applied the event.';
