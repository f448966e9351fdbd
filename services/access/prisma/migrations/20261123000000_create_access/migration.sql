-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_identity" (
    "account_id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "email" TEXT,
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_identity_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "role_assignment" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "programme_id" UUID,
    "organisation_id" UUID,
    "domain_id" UUID,
    "granted_by" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "withdrawn_by" TEXT,
    "withdrawn_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "role_assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "start" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "browser_session" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "claims" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "browser_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publication" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "published_on" DATE NOT NULL,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "known_programme" (
    "programme_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "domain_ids" UUID[],

    CONSTRAINT "known_programme_pkey" PRIMARY KEY ("programme_id")
);

-- CreateTable
CREATE TABLE "known_organisation" (
    "programme_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "enterprise_number" TEXT,

    CONSTRAINT "known_organisation_pkey" PRIMARY KEY ("programme_id","organisation_id")
);

-- CreateTable
CREATE TABLE "request_key" (
    "subject" TEXT NOT NULL,
    "mutation" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "object_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "request_key_pkey" PRIMARY KEY ("subject","mutation","key")
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
CREATE UNIQUE INDEX "account_identity_issuer_subject_key" ON "account_identity"("issuer", "subject");

-- CreateIndex
CREATE INDEX "role_assignment_account_id_idx" ON "role_assignment"("account_id");

-- CreateIndex
CREATE INDEX "role_assignment_programme_id_idx" ON "role_assignment"("programme_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "api_token_account_id_idx" ON "api_token"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "browser_session_hash_key" ON "browser_session"("hash");

-- CreateIndex
CREATE INDEX "browser_session_account_id_idx" ON "browser_session"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "publication_programme_id_kind_key" ON "publication"("programme_id", "kind");

-- CreateIndex
CREATE INDEX "known_programme_slug_idx" ON "known_programme"("slug");

-- CreateIndex
CREATE INDEX "known_organisation_code_idx" ON "known_organisation"("code");

-- CreateIndex
CREATE INDEX "known_organisation_enterprise_number_idx" ON "known_organisation"("enterprise_number");

-- CreateIndex
CREATE INDEX "outbox_programme_id_idx" ON "outbox"("programme_id");

-- AddForeignKey
ALTER TABLE "account_identity" ADD CONSTRAINT "account_identity_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "browser_session" ADD CONSTRAINT "browser_session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- A role is held once: not twice for the same programme, organisation and domain.
create unique index role_assignment_held_once on role_assignment (
  account_id, role, coalesce(programme_id, '00000000-0000-0000-0000-000000000000'),
  coalesce(organisation_id, '00000000-0000-0000-0000-000000000000'),
  coalesce(domain_id, '00000000-0000-0000-0000-000000000000')) where withdrawn_at is null;

-- What must hold, whoever writes.
alter table account add constraint account_name_length check (length(name) between 1 and 200);
alter table account_identity add constraint account_identity_said check (issuer <> '' and subject <> '' and email <> '');
alter table role_assignment add constraint role_assignment_role_word check (role in ('PARTNER', 'ASSOCIATION', 'COORDINATOR', 'DIRECTOR', 'REVIEWER', 'SECRETARY', 'EVALUATOR', 'ADMINISTRATOR'));
alter table role_assignment add constraint role_assignment_organisation check ((role in ('PARTNER', 'ASSOCIATION')) = (organisation_id is not null));
alter table role_assignment add constraint role_assignment_domain check (domain_id is null or role = 'COORDINATOR' and programme_id is not null);
alter table role_assignment add constraint role_assignment_administrator check (role <> 'ADMINISTRATOR' or programme_id is null);
alter table role_assignment add constraint role_assignment_withdrawn check ((withdrawn_at is null) = (withdrawn_by is null));
alter table role_assignment add constraint role_assignment_granted_by_said check (granted_by <> '' and withdrawn_by <> '');
alter table api_token add constraint api_token_scope_word check (scope in ('READ', 'WRITE'));
alter table api_token add constraint api_token_name_length check (length(name) between 1 and 100);
alter table api_token add constraint api_token_hash_shape check (hash ~ '^[0-9a-f]{64}$');
alter table api_token add constraint api_token_expires check (expires_at > created_at and expires_at <= created_at + interval '366 days');
alter table browser_session add constraint browser_session_hash_shape check (hash ~ '^[0-9a-f]{64}$');
alter table browser_session add constraint browser_session_expires check (expires_at > created_at and expires_at <= created_at + interval '12 hours');
alter table publication add constraint publication_kind_word check (kind in ('PLAN', 'MONEY', 'TESTS'));
alter table request_key add constraint request_key_length check (length(key) between 1 and 200);

-- Who asks. A session says of which programmes it reads each kind of data, which programmes it directs, and whether it
-- administers the hub; what it does not say it may not.
create function readable(kind text) returns uuid[] language sql stable as $$
  select case when current_setting('kapstok.reads_' || lower(kind), true) like '{%'
    then current_setting('kapstok.reads_' || lower(kind), true)::uuid[] else '{}'::uuid[] end
$$;
comment on function readable(text) is 'Programmes of which the session reads a kind of data, unless it reads it of every one.';

create function reads_every(kind text) returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.reads_' || lower(kind), true) = '*', false)
$$;
comment on function reads_every(text) is 'Whether the session reads a kind of data of every programme.';

create function directed() returns uuid[] language sql stable as $$
  select case when current_setting('kapstok.directs', true) like '{%'
    then current_setting('kapstok.directs', true)::uuid[] else '{}'::uuid[] end
$$;
comment on function directed() is 'Programmes that the session directs, unless it directs every one.';

create function directs_every() returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.directs', true) = '*', false)
$$;
comment on function directs_every() is 'Whether the session directs every programme.';

create function administers() returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.administers', true) = '*', false)
$$;
comment on function administers() is 'Whether the session is an administrator.';

create function viewer_account() returns uuid language sql stable as $$
  select case when current_setting('kapstok.viewer', true) ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    then current_setting('kapstok.viewer', true)::uuid end
$$;
comment on function viewer_account() is 'The account of whoever asks; null for the public and the hub itself.';

create function may_change() returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.change', true) = 'on', false)
$$;
comment on function may_change() is 'Whether the session carries out a change that somebody asked for.';

create function may_import() returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.import', true) = 'on', false)
$$;
comment on function may_import() is 'Whether the session is of the hub itself: an import, an event, somebody at the door.';

-- Rights.
alter table account enable row level security;
alter table account force row level security;
create policy hub on account for all using ((select may_import())) with check ((select may_import()));
create policy read on account for select using (
  id = (select viewer_account()) or (select administers())
  or exists (select from role_assignment held where held.account_id = account.id
    and ((select directs_every()) and held.programme_id is not null
      or held.programme_id = any ((select directed())::uuid[]))));
create policy change on account for update
  using ((select may_change()) and (select administers())) with check ((select may_change()) and (select administers()));

alter table account_identity enable row level security;
alter table account_identity force row level security;
create policy hub on account_identity for all using ((select may_import())) with check ((select may_import()));
create policy read on account_identity for select using (
  account_id = (select viewer_account()) or (select administers()));

alter table role_assignment enable row level security;
alter table role_assignment force row level security;
create policy hub on role_assignment for all using ((select may_import())) with check ((select may_import()));
create policy read on role_assignment for select using (
  account_id = (select viewer_account()) or (select administers())
  or (select directs_every()) and programme_id is not null
  or programme_id = any ((select directed())::uuid[]));
create policy give on role_assignment for insert with check (
  (select may_change()) and ((select administers())
    or role in ('PARTNER', 'ASSOCIATION', 'COORDINATOR', 'REVIEWER', 'SECRETARY', 'EVALUATOR')
      and ((select directs_every()) and programme_id is not null
        or programme_id = any ((select directed())::uuid[]))));
create policy change on role_assignment for update using (
  (select may_change()) and ((select administers())
    or role in ('PARTNER', 'ASSOCIATION', 'COORDINATOR', 'REVIEWER', 'SECRETARY', 'EVALUATOR')
      and ((select directs_every()) and programme_id is not null
        or programme_id = any ((select directed())::uuid[]))));

alter table api_token enable row level security;
alter table api_token force row level security;
create policy hub on api_token for all using ((select may_import())) with check ((select may_import()));
create policy read on api_token for select using (
  account_id = (select viewer_account()) or (select administers()));
create policy make on api_token for insert with check (
  (select may_change()) and account_id = (select viewer_account()));
create policy change on api_token for update using (
  (select may_change()) and (account_id = (select viewer_account()) or (select administers())));

alter table browser_session enable row level security;
alter table browser_session force row level security;
create policy hub on browser_session for all using ((select may_import())) with check ((select may_import()));
create policy read on browser_session for select using (
  account_id = (select viewer_account()) or (select administers()));
create policy change on browser_session for update using (
  (select may_change()) and (account_id = (select viewer_account()) or (select administers())));

alter table publication enable row level security;
alter table publication force row level security;
create policy hub on publication for all using ((select may_import())) with check ((select may_import()));
create policy read on publication for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));
create policy make on publication for insert with check (
  (select may_change()) and ((select administers()) or (select directs_every())
    or programme_id = any ((select directed())::uuid[])));
create policy change on publication for update using (
  (select may_change()) and ((select administers()) or (select directs_every())
    or programme_id = any ((select directed())::uuid[])));
create policy remove on publication for delete using (
  (select may_change()) and ((select administers()) or (select directs_every())
    or programme_id = any ((select directed())::uuid[])));

alter table known_programme enable row level security;
alter table known_programme force row level security;
create policy hub on known_programme for all using ((select may_import())) with check ((select may_import()));
create policy read on known_programme for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

alter table known_organisation enable row level security;
alter table known_organisation force row level security;
create policy hub on known_organisation for all using ((select may_import())) with check ((select may_import()));
create policy read on known_organisation for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));

alter table request_key enable row level security;
alter table request_key force row level security;
create policy own on request_key for all
  using ((select may_change()) and subject = (select current_setting('kapstok.viewer', true)))
  with check ((select may_change()) and subject = (select current_setting('kapstok.viewer', true)));

-- What services say to each other is for the hub itself, not for viewers.
alter table outbox enable row level security;
alter table outbox force row level security;
create policy hub on outbox for all using ((select may_import())) with check ((select may_import()));
alter table inbox enable row level security;
alter table inbox force row level security;
create policy hub on inbox for all using ((select may_import())) with check ((select may_import()));

comment on table account is 'Somebody who can do something in the hub. What only the person and administrators may see is in account_identity.';
comment on column account.closed_at is 'A closed account is nobody; it stays, for the audit trail names it.';
comment on table account_identity is 'How the identity provider knows the person.';
comment on column account_identity.last_seen_at is 'Written at most once a minute; null until the person signs in.';
comment on table role_assignment is 'A role that somebody was given in the hub. Roles that an identity provider vouches for are not kept.';
comment on column role_assignment.programme_id is 'Null: every programme.';
comment on column role_assignment.domain_id is 'For a coordinator: the one domain; null: every domain of the programme.';
comment on column role_assignment.granted_by is 'Id of an account, or hub.';
comment on table api_token is 'A secret by which a script asks in the name of a person. Only its hash is kept.';
comment on column api_token.start is 'The first characters, by which its owner knows it again.';
comment on column api_token.last_used_at is 'Written at most once a minute.';
comment on table browser_session is 'A browser in which somebody signed in. Only the hash of what its cookie holds is kept.';
comment on column browser_session.claims is 'The roles for which the identity provider vouched at sign-in; they last as long as the session.';
comment on table publication is 'A kind of data of a programme that everybody may read from a day on.';
comment on table known_programme is 'The programmes that there are: a projection of what the actions service says.';
comment on table known_organisation is 'The organisations that each programme lists: a projection of what the agreements service says.';
comment on table request_key is 'The changes that were asked for with a key, so that each has its effect once.';
comment on table outbox is 'What this service said of each programme, to be heard by the others; nobody listens yet.';
comment on table inbox is 'How far this service has heard each of the others; written in the transaction that applied the event.';
