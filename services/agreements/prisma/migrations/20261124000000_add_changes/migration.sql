-- An event is about a whole programme or about one action of it. Whoever publishes waits for whoever publishes in the
-- same service, so the order of numbers is the order of commits, and the transaction need not be kept.
drop index if exists "outbox_programme_id_idx";
alter table outbox drop constraint outbox_pkey;
alter table outbox drop column xid;
alter table outbox add column action_id uuid;
alter table outbox add constraint outbox_pkey primary key (id);
create index outbox_programme_id_action_id_idx on outbox (programme_id, action_id);
alter table inbox drop column xid;
comment on column outbox.action_id is 'The action that it is about; null: the whole programme.';

-- Changes that people ask for.
create table request_key (
  subject text not null,
  mutation text not null,
  key text not null,
  input_hash text not null,
  object_id text,
  created_at timestamptz(3) not null default current_timestamp,
  constraint request_key_pkey primary key (subject, mutation, key)
);
alter table request_key add constraint request_key_length check (length(key) between 1 and 200);
comment on table request_key is 'Changes that were given a key, so that each has its effect once.';

create function may_change() returns boolean language sql stable as $$
  select coalesce(current_setting('kapstok.change', true) = 'on', false)
$$;
comment on function may_change() is 'Whether the session carries out a change that somebody asked for.';

create function holds(roles text[], programme uuid) returns boolean language sql stable as $$
  select (select array_agg(role || '@' || programme) || array_agg(role || '@*') from unnest(roles) role)
    && coalesce(nullif(current_setting('kapstok.holds', true), ''), '{}')::text[]
$$;
comment on function holds(text[], uuid) is 'Whether the session holds one of these roles in a programme.';

create function next_version() returns trigger language plpgsql as $$
begin
  if new is distinct from old then
    new.version := old.version + 1;
  end if;
  return new;
end
$$;
comment on function next_version() is 'Counts the changes of a row, whoever makes them: what expectedVersion is compared with.';

alter table request_key enable row level security;
alter table request_key force row level security;
create policy own on request_key for all
  using ((select may_change()) and subject = (select current_setting('kapstok.viewer', true)))
  with check ((select may_change()) and subject = (select current_setting('kapstok.viewer', true)));

alter table organisation add column version integer not null default 1;
create trigger version before update on organisation for each row execute function next_version();
alter table agreement add column version integer not null default 1;
create trigger version before update on agreement for each row execute function next_version();
alter table budget_line add column version integer not null default 1;
create trigger version before update on budget_line for each row execute function next_version();
alter table transaction add column version integer not null default 1;
create trigger version before update on transaction for each row execute function next_version();
alter table scheduled_payment add column version integer not null default 1;
create trigger version before update on scheduled_payment for each row execute function next_version();
