import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from } from 'pg-copy-streams';
import { identifier, inTransaction, type Owner, withOwner } from '../postgres/owner-client.ts';
import { type KeptSequence, type KeptTable, readTables, tableName } from './kept-tables.ts';

/** Puts rows back, within one transaction. */
export interface Filling {
  readonly tables: readonly KeptTable[];
  /** Takes CSV with a header as `Snapshot.copy` gives it; returns how many rows it held. */
  fill(table: KeptTable, csv: Readable): Promise<number>;
  setSequence(sequence: KeptSequence): Promise<void>;
}

/**
 * Empties every table of these schemas and lends the means to fill them, with triggers, foreign keys and policies
 * put aside and back after; the keys are checked then. What throws undoes all. Needs the owner, no superuser.
 */
export async function refillTables<T>(
  owner: Owner,
  schemas: readonly string[],
  work: (filling: Filling) => Promise<T>,
): Promise<T> {
  return withOwner(owner, (client) =>
    inTransaction(client, async () => {
      const tables = await readTables(client, schemas);
      const { before, after } = await readBarriers(client, schemas);
      await run(client, before);
      await run(client, [`truncate ${tables.map(tableName).join(', ')}`]);
      const result = await work({
        tables,
        fill: (table, csv) => fill(client, table, csv),
        setSequence: (sequence) => setSequence(client, sequence),
      });
      await run(client, after);
      return result;
    }),
  );
}

async function fill(client: pg.ClientBase, table: KeptTable, csv: Readable): Promise<number> {
  const columns = table.columns.map(identifier).join(', ');
  const into = client.query(
    from(`copy ${tableName(table)} (${columns}) from stdin with (format csv, header match)`),
  );
  await pipeline(csv, into);
  return into.rowCount;
}

async function setSequence(
  client: pg.ClientBase,
  { schema, sequence, lastValue }: KeptSequence,
): Promise<void> {
  const name = `${identifier(schema)}.${identifier(sequence)}`;
  if (lastValue === null) await client.query('select setval($1, 1, false)', [name]);
  else await client.query('select setval($1, $2::bigint)', [name, lastValue]);
}

/** What stands in the way of rows that come in any order, and how to put it back as it was. */
async function readBarriers(client: pg.ClientBase, schemas: readonly string[]) {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
       from pg_catalog.pg_constraint
      where contype = 'f' and connamespace = any ($1::regnamespace[]) order by 1, 2`,
    [schemas.map(identifier)],
  );
  const { rows: forced } = await client.query<{ table: string }>(
    `select oid::regclass::text as table from pg_catalog.pg_class
      where relnamespace = any ($1::regnamespace[]) and relforcerowsecurity order by 1`,
    [schemas.map(identifier)],
  );
  const { rows: triggers } = await client.query<{ table: string; name: string; how: string }>(
    `select tgrelid::regclass::text as table, tgname as name, tgenabled as how
       from pg_catalog.pg_trigger join pg_catalog.pg_class on pg_class.oid = tgrelid
      where relnamespace = any ($1::regnamespace[]) and not tgisinternal and tgenabled <> 'D' order by 1, 2`,
    [schemas.map(identifier)],
  );
  const named = ({ table, name }: { table: string; name: string }, verb: string): string =>
    `alter table ${table} ${verb} ${identifier(name)}`;
  return {
    before: [
      ...keys.map((key) => named(key, 'drop constraint')),
      ...forced.map(({ table }) => `alter table ${table} no force row level security`),
      ...triggers.map((trigger) => named(trigger, 'disable trigger')),
    ],
    after: [
      ...triggers.map((trigger) => named(trigger, ENABLE[trigger.how] ?? 'enable trigger')),
      ...forced.map(({ table }) => `alter table ${table} force row level security`),
      ...keys.map((key) => `${named(key, 'add constraint')} ${key.definition}`),
    ],
  };
}
const ENABLE: Readonly<Record<string, string>> = { A: 'enable always trigger', R: 'enable replica trigger' };

async function run(client: pg.ClientBase, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await client.query(statement);
}
