-- What changed in a programme in a period is looked up, not searched for in the whole trail.
create index audit_entry_programme_id_at_idx on audit_entry (programme_id, at);

-- Keys of changes are forgotten after a while, by the hub itself.
create index request_key_created_at_idx on request_key (created_at);
create policy hub on request_key for all using ((select may_import())) with check ((select may_import()));
