import { v7 as uuidv7 } from 'uuid';
import { CellError, type Column, type FindId } from './columns.ts';
import { type CsvFile, type CsvRow, fieldsOf, type RowsOf } from './csv-file.ts';
import type { Ids } from './ids.ts';
import type { Problems } from './problems.ts';
import type { Queryable } from './queryable.ts';

const CHUNK = 5000;

/** A row ready for its table. */
export interface TableRow {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** What a load wrote. */
export interface WrittenRows {
  readonly rows: readonly TableRow[];
  readonly inserted: ReadonlySet<string>;
  readonly updated: ReadonlySet<string>;
}

export interface LoadTarget {
  readonly db: Queryable;
  readonly file: CsvFile;
  readonly programmeId: string;
  readonly ids: Ids;
  readonly find: FindId;
  readonly rowsOf: RowsOf;
  readonly problems: Problems;
}

/** Turns cells into table rows: existing rows keep their id, new ones get one; problems are gathered by cell. */
export async function readTableRows(target: LoadTarget, rows: readonly CsvRow[]): Promise<TableRow[]> {
  const { file, ids, find, problems, programmeId } = target;
  const keyed = rows.flatMap((row) => {
    const before = problems.count;
    const values = readColumns(file, file.key, row, find, problems);
    return problems.count === before ? [{ row, values, key: keyOf(file, values) }] : [];
  });
  const seen = new Map<string, number>();
  const existing = await existingIds(
    target,
    keyed.map(({ values }) => values),
  );
  for (const { row, key } of keyed) {
    const first = seen.get(key);
    if (first !== undefined) {
      const column = file.key.join(' + ');
      problems.add({ file: file.name, line: row.line, column, message: `repeats the key of line ${first}` });
      continue;
    }
    seen.set(key, row.line);
    const old = existing.get(key);
    ids.add(file.name, keyCells(file, row), old ?? newId(target), old === undefined);
  }
  checkRules(target, rows);
  const others = Object.keys(file.columns).filter((name) => !file.key.includes(name));
  const scope = file.scope === 'programme' ? { programme_id: programmeId } : {};
  return keyed.flatMap(({ row, values }) => {
    const id = ids.find(file.name, keyCells(file, row));
    const rest = readColumns(file, others, row, find, problems);
    return id === undefined ? [] : [{ id, ...scope, ...values, ...rest }];
  });
}

/** The programme's own row bears the id that all its other rows name. */
const newId = ({ file, programmeId }: LoadTarget): string => (file.scope === 'root' ? programmeId : uuidv7());

function checkRules({ file, problems, rowsOf }: LoadTarget, rows: readonly CsvRow[]): void {
  for (const rule of file.rules ?? []) {
    for (const { row, column, message } of rule(rows, rowsOf))
      problems.add({ file: file.name, line: row.line, column, message });
  }
}

const keyCells = (file: CsvFile, { cells }: CsvRow): string[] =>
  file.key.flatMap((name) =>
    column(file, name)
      .headers(name)
      .map((header) => cells[header] ?? ''),
  );

const keyFields = (file: CsvFile): string[] =>
  file.key.flatMap((name) =>
    column(file, name)
      .fields(name)
      .map((field) => field.name),
  );

const keyOf = (file: CsvFile, values: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(keyFields(file).map((name) => String(values[name])));

function column(file: CsvFile, name: string): Column {
  const found = file.columns[name];
  if (found === undefined) throw new Error(`${file.name} has no column ${name}.`);
  return found;
}

/** The fields that these columns of a row fill; what its cells cannot be goes to `problems`. */
export function readColumns(
  file: CsvFile,
  names: readonly string[],
  row: CsvRow,
  find: FindId,
  problems: Problems,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of names) {
    const one = column(file, name);
    const headers = one.headers(name);
    const cells = headers.map((header) => row.cells[header] ?? '');
    const fields = one.fields(name);
    try {
      const read = readCells(one, cells, fields.length, find);
      fields.forEach((field, i) => {
        values[field.name] = read[i];
      });
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      const header = headers[error.header] ?? name;
      const shown = JSON.stringify((row.cells[header] ?? '').slice(0, 60));
      const message = row.cells[header] ? `${shown} ${error.message}` : error.message;
      problems.add({ file: file.name, line: row.line, column: header, message });
    }
  }
  return values;
}

function readCells(one: Column, cells: readonly string[], width: number, find: FindId): readonly unknown[] {
  const nul = cells.findIndex((cell) => cell.includes('\0') || !cell.isWellFormed());
  if (nul >= 0) throw new CellError('holds a character that is no text (NUL or half a surrogate pair)', nul);
  if (!one.judgesEmpty && cells.every((cell) => cell === '')) {
    if (one.required) throw new CellError('is empty and must be filled');
    return new Array<null>(width).fill(null);
  }
  return one.read(cells, find);
}

/** The ids of rows that are there already, by key. */
async function existingIds(
  { db, file, programmeId }: LoadTarget,
  wanted: readonly Record<string, unknown>[],
): Promise<Map<string, string>> {
  const fields = keyFields(file);
  const select = `select id, ${fields.join(', ')} from ${file.table}`;
  const { rows } =
    file.scope === 'programme'
      ? await db.query<TableRow>(`${select} where programme_id = $1`, [programmeId])
      : await db.query<TableRow>(
          `${select} where (${fields.join(', ')}) in (select ${recordFields(fields)} from ${recordset(file, fields)})`,
          [JSON.stringify(wanted)],
        );
  return new Map(rows.map((row) => [keyOf(file, row), row.id]));
}

const recordFields = (fields: readonly string[]) => fields.map((f) => `r.${f}`).join(', ');

function recordset(file: CsvFile, fields: readonly string[]): string {
  const types = new Map([...fieldsOf(file), ...OWN_FIELDS].map(({ name, type }) => [name, type]));
  return `jsonb_to_recordset($1::jsonb) as r(${fields.map((name) => `${name} ${types.get(name)}`).join(', ')})`;
}

const OWN_FIELDS = [
  { name: 'id', type: 'uuid' },
  { name: 'programme_id', type: 'uuid' },
];

/** Writes rows in bulk; rows that are the same already are left alone. */
export async function upsert({ db, file }: LoadTarget, rows: readonly TableRow[]): Promise<WrittenRows> {
  const data = fieldsOf(file).map(({ name }) => name);
  const all = ['id', ...(file.scope === 'programme' ? ['programme_id'] : []), ...data];
  const list = (prefix: string) => data.map((name) => `${prefix}.${name}`).join(', ');
  const sql = `
    insert into ${file.table} as t (${all.join(', ')})
    select ${recordFields(all)} from ${recordset(file, all)}
    on conflict (id) do update set ${data.map((name) => `${name} = excluded.${name}`).join(', ')}
    where (${list('t')}) is distinct from (${list('excluded')})
    returning id, (xmax = 0) as inserted`;
  const inserted = new Set<string>();
  const updated = new Set<string>();
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = JSON.stringify(rows.slice(from, from + CHUNK));
    const written = await db.query<{ id: string; inserted: boolean }>(sql, [chunk]);
    for (const row of written.rows) (row.inserted ? inserted : updated).add(row.id);
  }
  return { rows, inserted, updated };
}

/** Removes the programme's rows that the file no longer has. */
export async function removeOthers(target: LoadTarget, rows: readonly TableRow[]): Promise<number> {
  const { db, file, programmeId } = target;
  const { rowCount } = await db.query(
    `delete from ${file.table} where programme_id = $1 and not (id = any ($2::uuid[]))`,
    [programmeId, rows.map((row) => row.id)],
  );
  return rowCount ?? 0;
}
