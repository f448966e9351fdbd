import type pg from 'pg';
import { identifier } from '../postgres/owner-client.ts';

/** A table and those of its columns that hold what was written; what is computed from them is left out. */
export interface KeptTable {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/** A sequence and where it stands; null when nothing was drawn from it. */
export interface KeptSequence {
  readonly schema: string;
  readonly sequence: string;
  readonly lastValue: string | null;
}

/** Name of a table for SQL. */
export const tableName = ({ schema, table }: Pick<KeptTable, 'schema' | 'table'>): string =>
  `${identifier(schema)}.${identifier(table)}`;

/** Every table of these schemas, without the list of migrations, which whoever restores makes anew. */
export async function readTables(owner: pg.ClientBase, schemas: readonly string[]): Promise<KeptTable[]> {
  const { rows } = await owner.query<KeptTable>(
    `select n.nspname as schema, c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
       from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_attribute a on a.attrelid = c.oid
      where n.nspname = any ($1) and c.relkind = 'r' and c.relname <> '_prisma_migrations'
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      group by 1, 2 order by 1, 2`,
    [schemas],
  );
  return rows;
}

/** Every sequence of these schemas. Sequences know no snapshots: read them after the rows, and they are never behind. */
export async function readSequences(
  owner: pg.ClientBase,
  schemas: readonly string[],
): Promise<KeptSequence[]> {
  const { rows } = await owner.query<KeptSequence>(
    `select schemaname as schema, sequencename as sequence, last_value::text as "lastValue"
       from pg_catalog.pg_sequences where schemaname = any ($1) order by 1, 2`,
    [schemas],
  );
  return rows;
}
