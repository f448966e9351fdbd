import { type BulkSession, sqlText } from '../bulk/bulk-session.ts';
import { HubError } from '../errors.ts';
import { isId } from '../loaders.ts';
import type { Selection } from './dataset.ts';

/**
 * The condition to go on after a row, in an order that is given by columns of it: those rows come after. `from` is
 * the table with its alias `row`. Whoever asks must be able to read the row.
 */
export async function afterRow(
  session: BulkSession,
  { after }: Selection,
  from: string,
  columns: readonly { readonly name: string; readonly type: string }[],
): Promise<string> {
  if (after === null) return 'true';
  const names = columns.map(({ name }) => `row.${name}`);
  const found = isId(after)
    ? await session.query<{ key: string[] }>(
        `select array[${names.map((name) => `${name}::text`).join(', ')}] as key from ${from} row where row.id = $1`,
        [after],
      )
    : { rows: [] };
  const [row] = found.rows;
  if (row === undefined)
    throw new HubError(
      'BAD_USER_INPUT',
      'There is no row after which to go on: give `after` the id of the last row that you have.',
    );
  const values = row.key.map((value, i) => `${sqlText(value)}::${columns[i]?.type ?? 'text'}`);
  return `(${names.join(', ')}) > (${values.join(', ')})`;
}
