-- The audit trail of one service: who did what to what, each entry tied to the one before it. The same text is the
-- migration add_audit of every service, byte for byte; a test compares them.

-- CreateTable
CREATE TABLE "audit_entry" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "subject" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "object_type" TEXT NOT NULL,
    "object_id" TEXT,
    "programme_id" UUID,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "correlation_id" TEXT NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "audit_entry_object_type_object_id_seq_idx" ON "audit_entry"("object_type", "object_id", "seq");

alter table audit_entry add constraint audit_entry_seq_counts check (seq >= 1);
alter table audit_entry add constraint audit_entry_subject_said check (subject <> '');
alter table audit_entry add constraint audit_entry_what_code check (what ~ '^[A-Z][A-Z0-9_]{1,59}$');
alter table audit_entry add constraint audit_entry_object_type_said check (object_type <> '');
alter table audit_entry add constraint audit_entry_correlation_said check (correlation_id <> '');
alter table audit_entry add constraint audit_entry_hash_shape
  check (hash ~ '^[0-9a-f]{64}$' and previous_hash ~ '^[0-9a-f]{64}$');

-- The hash of an entry. Each column as text with its length in bytes before it, `-` for null: no two rows give the
-- same text, and nothing that a jsonb does not keep (spaces, order of keys) takes part. `audit verify` does not call
-- this: whoever can alter a row could alter this function too. It computes the same in services/kit/src/audit/entry-hash.ts.
create function audit_field(value text) returns text language sql immutable as $$
  select coalesce(octet_length(convert_to(value, 'UTF8')) || ':' || value, '-')
$$;

create function audit_hash(entry audit_entry) returns text language sql stable as $$
  select encode(sha256(convert_to(
    audit_field(entry.seq::text)
    || audit_field(to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    || audit_field(entry.subject) || audit_field(entry.what)
    || audit_field(entry.object_type) || audit_field(entry.object_id) || audit_field(entry.programme_id::text)
    || audit_field(entry.before::text) || audit_field(entry.after::text)
    || audit_field(entry.reason) || audit_field(entry.correlation_id) || audit_field(entry.previous_hash),
    'UTF8')), 'hex')
$$ set search_path from current;

-- Whatever the writer says of number, time and hashes, the chain says itself. With the rights of the owner: the writer
-- need not be able to read the entry before its own. The lock is held until the transaction ends, so the number after
-- it is free when that is undone: no gaps.
create function audit_chain() returns trigger language plpgsql security definer set search_path from current as $$
declare
  last record;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'an audit entry is written in a read committed transaction, which sees the entry before it';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('kapstok audit ' || tg_table_schema, 0));
  select seq, hash into last from audit_entry order by seq desc limit 1;
  new.seq := coalesce(last.seq, 0) + 1;
  new.at := clock_timestamp();
  new.previous_hash := coalesce(last.hash, repeat('0', 64));
  new.hash := audit_hash(new);
  perform pg_notify('kapstok_audit', tg_table_schema);
  return new;
end
$$;
create trigger chain before insert on audit_entry for each row execute function audit_chain();

create function audit_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is added to, never changed' using errcode = 'insufficient_privilege';
end
$$;
create trigger stays before update or delete or truncate on audit_entry execute function audit_stays();
alter table audit_entry enable always trigger chain;
alter table audit_entry enable always trigger stays;

-- Rights. Written by the hub and by whoever changes something; read by those who steer the programme. What belongs to
-- no programme is for administrators of the whole hub.
create function may_append_audit() returns boolean language sql stable as $$
  select coalesce('on' in (current_setting('kapstok.import', true), current_setting('kapstok.change', true)), false)
$$;
comment on function may_append_audit() is 'Whether the session changes something, and so leaves entries.';

create function audit_programmes() returns uuid[] language sql stable as $$
  select case when current_setting('kapstok.reads_internal', true) like '{%'
    then current_setting('kapstok.reads_internal', true)::uuid[] else '{}'::uuid[] end
$$;
comment on function audit_programmes() is 'Programmes whose trail the session may read.';

create function reads_every_trail() returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.reads_internal', true) = '*', false)
$$;
comment on function reads_every_trail() is 'Whether the session may read the trail of every programme.';

create function administers_hub() returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.administers', true) = '*', false)
$$;
comment on function administers_hub() is 'Whether the session is an administrator of every programme.';

create function owns_trail() returns boolean language sql stable set search_path from current as $$
  select pg_get_userbyid(relowner) = current_user from pg_class where oid = 'audit_entry'::regclass
$$;
comment on function owns_trail() is 'Whether the session is of the owner of the table, who verifies it.';

alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy append on audit_entry for insert with check ((select may_append_audit()));
create policy verify on audit_entry for select using ((select owns_trail()));
create policy read on audit_entry for select using (
  case when programme_id is null then (select administers_hub())
    else (select reads_every_trail()) or programme_id = any ((select audit_programmes())::uuid[]) end);

comment on table audit_entry is 'Who did what to what. Only ever added to; each entry holds the hash of the one before.';
comment on column audit_entry.seq is 'Counts from 1 without gaps, in the order in which the changes were made.';
comment on column audit_entry.subject is 'Id of the account, or hub, or public.';
comment on column audit_entry.what is 'Short code of what was done, such as ROLE_ASSIGNED.';
comment on column audit_entry.programme_id is 'Null for what belongs to no programme; then only administrators read it.';
comment on column audit_entry.before is 'What changed, as it was; null for what is new.';
comment on column audit_entry.after is 'What changed, as it became; null for what was removed, and for what was only read.';
comment on column audit_entry.correlation_id is 'That of the request, which the log lines of all services carry too.';
comment on column audit_entry.previous_hash is 'The hash of the entry before; 64 zeros for the first.';
