import type pg from 'pg';
import { type CopyToStreamQuery, to } from 'pg-copy-streams';
import { identifier, type Owner, withOwner } from '../postgres/owner-client.ts';
import { HUB_SETTINGS, setLocal } from '../session.ts';
import { type KeptSequence, type KeptTable, readSequences, readTables, tableName } from './kept-tables.ts';

/** All that some schemas hold at one moment. */
export interface Snapshot {
  readonly tables: readonly KeptTable[];
  /** Names of the migrations of each schema, in order. */
  readonly migrations: ReadonlyMap<string, readonly string[]>;
  /** The rows of one table as CSV with a header; empty and null differ. Read one to its end before the next. */
  copy(table: KeptTable): CopyToStreamQuery;
  sequences(): Promise<KeptSequence[]>;
}

/** Lends a snapshot of all rows; whoever writes meanwhile is not held up, and is not in it. */
export async function withSnapshot<T>(
  owner: Owner,
  schemas: readonly string[],
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  return withOwner(owner, async (client) => {
    // An owner that is no superuser is under the policies too: it reads as the hub, which reads every row.
    await client.query(`begin isolation level repeatable read read only; ${setLocal(HUB_SETTINGS)}`);
    try {
      const tables = await readTables(client, schemas);
      const migrations = await readMigrationNames(client, schemas);
      return await work({
        tables,
        migrations,
        copy: (table) => client.query(to(`copy (${select(table)}) to stdout with (format csv, header)`)),
        sequences: () => readSequences(client, schemas),
      });
    } finally {
      await client.query('rollback').catch(() => {});
    }
  });
}

const select = ({ columns, ...table }: KeptTable): string =>
  `select ${columns.map(identifier).join(', ')} from ${tableName(table)}`;

async function readMigrationNames(
  client: pg.ClientBase,
  schemas: readonly string[],
): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>();
  for (const schema of schemas) {
    const { rows } = await client.query<{ name: string }>(
      `select migration_name as name from ${identifier(schema)}."_prisma_migrations"
        where rolled_back_at is null order by migration_name`,
    );
    names.set(
      schema,
      rows.map(({ name }) => name),
    );
  }
  return names;
}
