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
