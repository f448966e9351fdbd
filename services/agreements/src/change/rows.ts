import { newId, type Queryable } from '@kapstok/kit';

type Values = Readonly<Record<string, unknown>>;

/** Objects are JSON here; arrays are PostgreSQL's. */
const asSql = (value: unknown): unknown =>
  typeof value === 'bigint'
    ? String(value)
    : typeof value === 'object' && value !== null && !Array.isArray(value)
      ? JSON.stringify(value)
      : value;

/** Adds a row and returns its id. Names of table and columns are literals of ours. */
export async function insertRow(db: Queryable, table: string, values: Values): Promise<string> {
  const id = newId();
  const names = Object.keys(values);
  await db.query(
    `insert into ${table} (id, ${names.join(', ')}) values ($1, ${names.map((_, i) => `$${i + 2}`).join(', ')})`,
    [id, ...Object.values(values).map(asSql)],
  );
  return id;
}

/** Changes a row; fields that are undefined stay as they are. */
export async function updateRow(db: Queryable, table: string, id: string, values: Values): Promise<void> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  if (given.length === 0) return;
  const sets = given.map(([name], i) => `${name} = $${i + 2}`);
  await db.query(`update ${table} set ${sets.join(', ')} where id = $1`, [
    id,
    ...given.map(([, value]) => asSql(value)),
  ]);
}

/** Replaces what belongs to an agreement, and counts it as a change of the agreement. */
export async function replaceDetails(
  db: Queryable,
  table: string,
  { id, programmeId }: { readonly id: string; readonly programmeId: string },
  rows: readonly Values[],
): Promise<void> {
  await db.query(`delete from ${table} where agreement_id = $1`, [id]);
  for (const row of rows) await insertRow(db, table, { programme_id: programmeId, agreement_id: id, ...row });
  await db.query('update agreement set version = version + 1 where id = $1', [id]);
}
