import type { Queryable } from '@kapstok/kit';

const COLUMNS = `programme_id, agreement_id, action_id, domain_id, block_id, measure, year, category, funder_id, certainty,
  is_in_kind, is_synthetic, cents, reason, currency, is_first_in_domain, is_first_in_block`;
const of = (alias: string) => COLUMNS.replace(/\w+/g, (column) => `${alias}.${column}`);

/** Makes `money_entry` what `money_split` says, of some rows; parts that are right already are left alone. */
const divideWhere = (rows: string) => `
  with fresh as materialized (select row_id, part, ${COLUMNS} from money_split where programme_id = $1 and ${rows}),
  gone as (
    delete from money_entry old where programme_id = $1 and ${rows}
      and not exists (select from fresh where fresh.row_id = old.row_id and fresh.part = old.part))
  insert into money_entry as t (row_id, part, ${COLUMNS})
  select row_id, part, ${COLUMNS} from fresh
  on conflict (row_id, part) do update set (${COLUMNS}) = row(${of('excluded')})
  where (${of('t')}) is distinct from (${of('excluded')})`;

/**
 * Waits until nobody else changes or divides money, and lets nobody do so until the transaction ends. Imports need not
 * wait: what they bring is divided when it is heard. Taken before any row is locked, so that no two wait for each other.
 */
export async function takeLedger(db: Queryable): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('kapstok ledger ' || current_schema(), 0))`);
}

/** Divides all money of a programme over its actions. */
export async function divideAll(db: Queryable, programmeId: string): Promise<void> {
  await db.query(divideWhere('true'), [programmeId]);
}

/** Divides some budget lines and transactions; of those that are gone nothing is left. */
export async function divideRows(
  db: Queryable,
  programmeId: string,
  rowIds: readonly string[],
): Promise<void> {
  await db.query(divideWhere('row_id = any ($2::uuid[])'), [programmeId, rowIds]);
}

/** Divides the money that is for an action, when it has moved in the plan. */
export async function divideOfAction(db: Queryable, programmeId: string, actionId: string): Promise<void> {
  const { rows } = await db.query<{ id: string }>(
    'select distinct row_id as id from money_entry where action_id = $1',
    [actionId],
  );
  await divideRows(
    db,
    programmeId,
    rows.map(({ id }) => id),
  );
}

/** The budget lines and transactions under an agreement, its own and those of its lines. */
export async function rowsOfAgreement(db: Queryable, agreementId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from budget_line where agreement_id = $1
     union select id from transaction where agreement_id = $1
     union select moved.id from transaction moved join budget_line line on line.id = moved.budget_line_id
       where line.agreement_id = $1 and moved.agreement_id is null`,
    [agreementId],
  );
  return rows.map(({ id }) => id);
}

/** A budget line and the transactions on it. */
export async function rowsOfLine(db: Queryable, lineId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>('select id from transaction where budget_line_id = $1', [
    lineId,
  ]);
  return [lineId, ...rows.map(({ id }) => id)];
}

/** The actions to which some money falls. */
export async function actionsOfRows(db: Queryable, rowIds: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select distinct action_id as id from money_entry where row_id = any ($1::uuid[]) and action_id is not null',
    [rowIds],
  );
  return rows.map(({ id }) => id);
}

/** The actions that an agreement is for: by its allocations, or because one of its lines names them. */
export async function actionsOfAgreement(db: Queryable, agreementId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select distinct action_id as id from agreement_place where agreement_id = $1 and action_id is not null',
    [agreementId],
  );
  return rows.map(({ id }) => id);
}
