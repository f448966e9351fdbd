import type { CsvFile } from './csv-file.ts';
import type { Statement } from './export-reader.ts';

/**
 * Ids of the shared rows that the programme lists, and of those above them: another programme may have put one under
 * another.
 */
export function listedRows(file: CsvFile, programmeId: string): Statement {
  const parents = Object.entries(file.columns)
    .filter(([, { refersTo }]) => refersTo === file.name)
    .flatMap(([name, column]) => column.fields(name).map((field) => `(t.${field.name})`));
  const above = `union select above.id from listed join ${file.table} t on t.id = listed.id
    cross join lateral (values ${parents.join(', ')}) as above (id) where above.id is not null`;
  const text = `with recursive listed (id) as (
      select row_id from shared_listing where programme_id = $1 and table_name = $2
      ${parents.length === 0 ? '' : above}
    ) select id::text as id from listed`;
  return { text, values: [programmeId, file.table] };
}
