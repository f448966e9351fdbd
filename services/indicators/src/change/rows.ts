import { newId, type Queryable } from '@kapstok/kit';

type Values = Readonly<Record<string, unknown>>;

/** Objects are JSON here; arrays are PostgreSQL's. */
const asSql = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? JSON.stringify(value) : value;

const column = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Adds a row, by the names of its domain object, and returns its id. Names of table and fields are literals of ours. */
export async function insertRow(
  db: Queryable,
  table: string,
  { id = newId(), ...values }: Values & { readonly id?: string },
): Promise<string> {
  const names = Object.keys(values).map(column);
  await db.query(
    `insert into ${table} (id, ${names.join(', ')}) values ($1, ${names.map((_, i) => `$${i + 2}`).join(', ')})`,
    [id, ...Object.values(values).map(asSql)],
  );
  return id;
}

/** Adds many rows of one shape in one statement; `types` are the columns with their PostgreSQL types. */
export async function insertRows(
  db: Queryable,
  table: string,
  types: Readonly<Record<string, string>>,
  rows: readonly Values[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(types);
  const columns = names.map(column);
  const shape = names.map((name, i) => `${columns[i]} ${types[name]}`).join(', ');
  const json = rows.map((row) => Object.fromEntries(names.map((name, i) => [columns[i], row[name] ?? null])));
  await db.query(
    `insert into ${table} (${columns.join(', ')}) select ${columns.join(', ')} from jsonb_to_recordset($1::jsonb) as r(${shape})`,
    [JSON.stringify(json)],
  );
}

/** Changes a row; fields that are undefined stay as they are. */
export async function updateRow(db: Queryable, table: string, id: string, values: Values): Promise<void> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  if (given.length === 0) return;
  const sets = given.map(([name], i) => `${column(name)} = $${i + 2}`);
  await db.query(`update ${table} set ${sets.join(', ')} where id = $1`, [
    id,
    ...given.map(([, value]) => asSql(value)),
  ]);
}
