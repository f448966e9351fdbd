-- What the money of a programme, a domain and a block adds up to, kept as its entries change: an overview reads some hundred
-- rows, however many entries there are. Everything that a sum tells apart is in the key; '' and 0 stand for null there.
create table money_sum (
  parent_id uuid not null,
  programme_id uuid not null,
  year integer not null,
  measure text not null,
  currency text not null,
  certainty text not null,
  is_in_kind boolean not null,
  is_synthetic boolean not null,
  reason text not null,
  entry_count integer not null,
  row_count integer not null,
  unknown_count integer not null,
  known_count integer not null,
  cents bigint not null,
  constraint money_sum_pkey
    primary key (parent_id, year, measure, currency, certainty, is_in_kind, is_synthetic, reason)
);
comment on table money_sum is
  'Sums of money_entry for each programme, domain and block; a row without entries is taken away. Kept by the triggers of money_entry.';
comment on column money_sum.parent_id is 'The programme, domain or block.';
comment on column money_sum.year is '0 for the whole term.';
comment on column money_sum.row_count is 'How many budget lines and transactions: one that is divided counts once in each parent.';
comment on column money_sum.unknown_count is 'Those of them without an amount.';
comment on column money_sum.known_count is 'Entries with an amount; where there are none, the sum is not known.';

alter table money_sum enable row level security;
alter table money_sum force row level security;
-- Who reads the money of a programme reads all of it; who reads some agreements alone adds up their entries.
create policy read on money_sum for select using (
  (select reads_every('MONEY')) or programme_id = any ((select readable('MONEY'))::uuid[]));
create policy write on money_sum for all using ((select may_import())) with check ((select may_import()));
create policy make on money_sum for insert
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy change on money_sum for update
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id))
  with check ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));
create policy remove on money_sum for delete
  using ((select may_change()) and holds('{DIRECTOR,COORDINATOR}', programme_id));

-- Whoever changes entries holds the ledger, so that no two change the sums of a programme at once. `changed` are the
-- entries that came (1) or went (-1); one that is changed does both.
create function sum_money() returns trigger language plpgsql set search_path from current as $$
declare
  times constant integer := tg_argv[0];
begin
  insert into money_sum as kept
  select place.parent_id, entry.programme_id, coalesce(entry.year, 0), entry.measure, entry.currency,
    coalesce(entry.certainty, ''), entry.is_in_kind, entry.is_synthetic, coalesce(entry.reason, ''),
    times * count(*), times * count(*) filter (where place.counts),
    times * count(*) filter (where place.counts and entry.cents is null), times * count(entry.cents),
    times * coalesce(sum(entry.cents), 0)
  from changed entry
  cross join lateral (values (entry.programme_id, entry.part = 1), (entry.domain_id, entry.is_first_in_domain),
    (entry.block_id, entry.is_first_in_block)) place (parent_id, counts)
  where place.parent_id is not null
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9
  on conflict (parent_id, year, measure, currency, certainty, is_in_kind, is_synthetic, reason) do update set
    entry_count = kept.entry_count + excluded.entry_count, row_count = kept.row_count + excluded.row_count,
    unknown_count = kept.unknown_count + excluded.unknown_count,
    known_count = kept.known_count + excluded.known_count, cents = kept.cents + excluded.cents;
  if times < 0 then
    delete from money_sum where entry_count = 0 and parent_id in (
      select programme_id from changed union select domain_id from changed union select block_id from changed);
  end if;
  return null;
end;
$$;

-- What is there already comes as if it were changed, before anything tells what it was.
create trigger sum_changed_to after update on money_entry referencing new table as changed
  for each statement execute function sum_money('1');
select set_config('kapstok.import', 'on', true);
update money_entry set part = part;
select set_config('kapstok.import', '', true);
create trigger sum_changed_from after update on money_entry referencing old table as changed
  for each statement execute function sum_money('-1');
create trigger sum_came after insert on money_entry referencing new table as changed
  for each statement execute function sum_money('1');
create trigger sum_went after delete on money_entry referencing old table as changed
  for each statement execute function sum_money('-1');
