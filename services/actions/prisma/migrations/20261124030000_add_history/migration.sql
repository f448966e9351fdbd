-- The plan as it was: what `Programme.onDate` answers from. Written by triggers on the tables themselves, so that no
-- way to change the plan, an import included, can forget it.

-- CreateTable
CREATE TABLE "plan_history" (
    "id" BIGSERIAL NOT NULL,
    "programme_id" UUID NOT NULL,
    "table_name" TEXT NOT NULL,
    "row_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL,
    "valid_to" TIMESTAMPTZ(6),
    "content" JSONB NOT NULL,

    CONSTRAINT "plan_history_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "plan_history_programme_id_table_name_valid_from_idx" ON "plan_history"("programme_id", "table_name", "valid_from");

-- One state of a row holds now.
create unique index plan_history_now on plan_history (row_id, table_name) where valid_to is null;
create index plan_history_of_action on plan_history ((content ->> 'action_id')) where table_name = 'participation';

alter table plan_history add constraint plan_history_in_order check (valid_to >= valid_from);

create function change_time() returns timestamptz language sql stable as $$
  select coalesce(nullif(current_setting('kapstok.now', true), '')::timestamptz, transaction_timestamp())
$$;
comment on function change_time() is 'The moment of the change: by the clock of the hub, else by that of the database.';

create function plan_content(line jsonb) returns jsonb language sql immutable as $$
  select line - '{note,version}'::text[]
$$;
comment on function plan_content(jsonb) is 'What of a row is kept in its history; remarks are for fewer readers than the rest.';

-- For a statement at once, however many rows it wrote. What changes twice in one moment is kept as it was at its end.
create function keep_plan_history() returns trigger language plpgsql as $$
declare
  at timestamptz := change_time();
begin
  if tg_op = 'DELETE' then
    update plan_history h set valid_to = greatest(at, h.valid_from) from old_rows o
      where h.row_id = o.id and h.table_name = tg_table_name and h.valid_to is null;
    return null;
  end if;
  if tg_op = 'UPDATE' then
    update plan_history h set content = plan_content(to_jsonb(n)) from new_rows n
      where h.row_id = n.id and h.table_name = tg_table_name and h.valid_to is null and h.valid_from >= at;
    update plan_history h set valid_to = at from new_rows n
      where h.row_id = n.id and h.table_name = tg_table_name and h.valid_to is null
        and h.content is distinct from plan_content(to_jsonb(n));
    insert into plan_history (programme_id, table_name, row_id, valid_from, content)
      select coalesce((to_jsonb(n) ->> 'programme_id')::uuid, n.id), tg_table_name, n.id, at, plan_content(to_jsonb(n))
      from new_rows n where not exists (
        select from plan_history h where h.row_id = n.id and h.table_name = tg_table_name and h.valid_to is null);
    return null;
  end if;
  insert into plan_history (programme_id, table_name, row_id, valid_from, content)
    select coalesce((to_jsonb(n) ->> 'programme_id')::uuid, n.id), tg_table_name, n.id, at, plan_content(to_jsonb(n))
    from new_rows n;
  return null;
end
$$ set search_path from current;

-- What is there today is known since today: nobody kept what was before.
select set_config('kapstok.import', 'on', true);
insert into plan_history (programme_id, table_name, row_id, valid_from, content)
  select id, 'programme', id, change_time(), plan_content(to_jsonb(t)) from programme t
  union all select programme_id, 'policy_domain', id, change_time(), plan_content(to_jsonb(t)) from policy_domain t
  union all select programme_id, 'block', id, change_time(), plan_content(to_jsonb(t)) from block t
  union all select programme_id, 'action', id, change_time(), plan_content(to_jsonb(t)) from action t
  union all select programme_id, 'participation', id, change_time(), plan_content(to_jsonb(t)) from participation t;
select set_config('kapstok.import', '', true);

create trigger history_insert after insert on programme referencing new table as new_rows
  for each statement execute function keep_plan_history();
create trigger history_update after update on programme referencing old table as old_rows new table as new_rows
  for each statement execute function keep_plan_history();
create trigger history_delete after delete on programme referencing old table as old_rows
  for each statement execute function keep_plan_history();
create trigger history_insert after insert on policy_domain referencing new table as new_rows
  for each statement execute function keep_plan_history();
create trigger history_update after update on policy_domain referencing old table as old_rows new table as new_rows
  for each statement execute function keep_plan_history();
create trigger history_delete after delete on policy_domain referencing old table as old_rows
  for each statement execute function keep_plan_history();
create trigger history_insert after insert on block referencing new table as new_rows
  for each statement execute function keep_plan_history();
create trigger history_update after update on block referencing old table as old_rows new table as new_rows
  for each statement execute function keep_plan_history();
create trigger history_delete after delete on block referencing old table as old_rows
  for each statement execute function keep_plan_history();
create trigger history_insert after insert on action referencing new table as new_rows
  for each statement execute function keep_plan_history();
create trigger history_update after update on action referencing old table as old_rows new table as new_rows
  for each statement execute function keep_plan_history();
create trigger history_delete after delete on action referencing old table as old_rows
  for each statement execute function keep_plan_history();
create trigger history_insert after insert on participation referencing new table as new_rows
  for each statement execute function keep_plan_history();
create trigger history_update after update on participation referencing old table as old_rows new table as new_rows
  for each statement execute function keep_plan_history();
create trigger history_delete after delete on participation referencing old table as old_rows
  for each statement execute function keep_plan_history();

-- Rights. Read like the plan; written by imports, and otherwise by the triggers alone.
alter table plan_history enable row level security;
alter table plan_history force row level security;
create policy read on plan_history for select using (
  (select reads_every('PLAN')) or programme_id = any ((select readable('PLAN'))::uuid[]));
create policy write on plan_history for all using ((select may_import())) with check ((select may_import()));
create policy make on plan_history for insert with check ((select may_change()) and pg_trigger_depth() > 0);
create policy change on plan_history for update
  using ((select may_change()) and pg_trigger_depth() > 0) with check ((select may_change()) and pg_trigger_depth() > 0);

comment on table plan_history is 'Each state that a programme, domain, block, action or participation was in, and from when to when.';
comment on column plan_history.valid_to is 'The moment from which it was otherwise or gone; null while it holds.';
comment on column plan_history.content is 'The row by column name, without remark and version.';
