-- Files that scripts live on: what a programme is called in them, and how far the data have come.

create table programme_name (
  programme_id uuid not null,
  slug text not null,
  constraint programme_name_pkey primary key (programme_id)
);
alter table programme_name enable row level security;
alter table programme_name force row level security;
create policy read on programme_name for select using (
  (select reads_every('FIGURES')) or programme_id = any ((select readable('FIGURES'))::uuid[]));
create policy write on programme_name for all using ((select may_import())) with check ((select may_import()));
comment on table programme_name is 'What people call each programme: a projection of what the service actions said.';

-- A hub that has heard of its programmes already hears of them once more.
select set_config('kapstok.import', 'on', true);
delete from inbox where producer = 'actions';
select set_config('kapstok.import', '', true);

-- With the rights of the owner: a reader of figures reads neither the trail nor what the services told each other, and
-- these two numbers say nothing of what stands there. Exports and refusals change no data.
create function data_position(out audit bigint, out outbox bigint, out at timestamptz)
language sql stable security definer set search_path from current set "kapstok.import" = 'on' as $$
  select coalesce(entry.seq, 0), coalesce(event.id, 0),
    date_trunc('milliseconds', greatest(entry.at, event.said_at))
  from (select 1) one
  left join lateral (select seq, audit_entry.at from audit_entry
    where what <> 'DATASET_EXPORTED' and what not like '%\_REFUSED' order by seq desc limit 1) entry on true
  left join lateral (select id, said_at from outbox order by id desc limit 1) event on true
$$;
comment on function data_position() is 'How far the data have come: the last change in the trail, and the last import.';

-- The programmes in which somebody holds a role, found once for a statement: a policy that asks `holds` of each row
-- would take most of the time of an import.
create function held_in(roles text[]) returns uuid[] language sql stable as $$
  select coalesce(array_agg(nullif(split_part(held, '@', 2), '*')::uuid), '{}')
  from unnest(coalesce(nullif(current_setting('kapstok.holds', true), ''), '{}')::text[]) held
  where split_part(held, '@', 1) = any (roles)
$$;
comment on function held_in(text[]) is 'Programmes in which the session holds one of these roles, unless it holds it in every one.';

create function holds_everywhere(roles text[]) returns boolean language sql stable as $$
  select (select array_agg(role || '@*') from unnest(roles) role)
    && coalesce(nullif(current_setting('kapstok.holds', true), ''), '{}')::text[]
$$;
comment on function holds_everywhere(text[]) is 'Whether the session holds one of these roles in every programme.';

drop policy if exists make on observation;
create policy make on observation for insert with check (
  (select may_change()) and ((select holds_everywhere('{DIRECTOR,COORDINATOR}'))
    or programme_id = any ((select held_in('{DIRECTOR,COORDINATOR}'))::uuid[])));

create function new_id() returns uuid language sql volatile as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
    52, 1), 53, 1), 'hex')::uuid
$$;
comment on function new_id() is 'A UUID of version 7, for rows that are made by the thousand inside the database.';

-- An import works in temporary tables, which PostgreSQL finds before all others unless it is told otherwise: what runs
-- with the rights of the owner must never take one of them for the trail.
do $$
declare
  name text;
begin
  foreach name in array array['audit_chain()', 'data_position()'] loop
    execute format('alter function %s set search_path = %I, pg_temp', name, current_schema());
  end loop;
end
$$;
