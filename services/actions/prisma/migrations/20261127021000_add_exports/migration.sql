-- Files that scripts live on: how far the data have come, with the rights of the owner, since whoever reads them reads
-- neither the trail nor what the services told each other.
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
