import type { CsvRow } from './csv-file.ts';
import { fieldsOf } from './csv-file.ts';
import type { LoadTarget, TableRow, WrittenRows } from './load-file.ts';

/** Finds shared rows that this programme would rename although another programme lists them too. */
export async function checkIdentity(
  target: LoadTarget,
  rows: readonly TableRow[],
  source: readonly CsvRow[],
) {
  const { db, file, programmeId, problems } = target;
  const identity = file.identity ?? [];
  if (identity.length === 0) return;
  const types = fieldsOf(file).filter(({ name }) => identity.includes(name));
  const { rows: clashes } = await db.query<{ id: string; other: string[] }>(
    `select t.id, array[${types.map(({ name }) => `coalesce(t.${name}::text, '')`).join(', ')}] as other
     from ${file.table} t
     join jsonb_to_recordset($1::jsonb) as r(id uuid, ${types.map(({ name, type }) => `${name} ${type}`).join(', ')})
       on r.id = t.id
     where (${types.map(({ name }) => `t.${name}`).join(', ')}) is distinct from (${types.map(({ name }) => `r.${name}`).join(', ')})
       and exists (select from shared_listing l where l.row_id = t.id and l.programme_id <> $2)`,
    [JSON.stringify(rows), programmeId],
  );
  for (const { id, other } of clashes) {
    const index = rows.findIndex((row) => row.id === id);
    problems.add({
      file: file.name,
      line: source[index]?.line ?? 0,
      column: file.key.join(' + '),
      message: `is already used by another programme for ${other.join(', ')}; give yours another code`,
    });
  }
}

/** Reports rows of a frozen file that the load changed, or added to something that was complete. */
export function checkFrozen(target: LoadTarget, written: WrittenRows, source: readonly CsvRow[]): void {
  const { file, ids, problems } = target;
  const parents = Object.entries(file.columns).filter(
    ([, { refersTo }]) => refersTo && refersTo !== 'sources.csv',
  );
  written.rows.forEach((row, index) => {
    const isChanged = written.updated.has(row.id);
    const isLate =
      written.inserted.has(row.id) &&
      parents.some(([name, column]) => {
        const id = row[column.fields(name)[0]?.name ?? ''];
        return typeof id === 'string' && !ids.isNew(id);
      });
    if (!isChanged && !isLate) return;
    problems.add({
      file: file.name,
      line: source[index]?.line ?? 0,
      message:
        'differs from the version that is loaded; a loaded version never changes: give it a new number',
    });
  });
}

/** Notes which shared rows the programme lists; rows themselves stay, others may use them. */
export async function recordListing(target: LoadTarget, rows: readonly TableRow[]): Promise<void> {
  const { db, file, programmeId } = target;
  const ids = rows.map((row) => row.id);
  await db.query(
    `delete from shared_listing where programme_id = $1 and table_name = $2 and not (row_id = any ($3::uuid[]))`,
    [programmeId, file.table, ids],
  );
  await db.query(
    `insert into shared_listing (programme_id, table_name, row_id)
     select $1, $2, unnest($3::uuid[]) on conflict do nothing`,
    [programmeId, file.table, ids],
  );
}
