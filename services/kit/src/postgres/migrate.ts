import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Migration, readMigrations } from './migration-files.ts';
import { identifier, inTransaction, type Owner, withOwner } from './owner-client.ts';

export interface MigrationPlace {
  /** The service's schema; made when missing. */
  schema: string;
  /** The service's `prisma/migrations`. */
  directory: URL | string;
  /** Names of those that may be applied; left out: all. */
  only?: readonly string[] | undefined;
}

/** Where one service's schema stands. */
export interface MigrationStatus {
  schema: string;
  applied: string[];
  pending: { name: string; sql: string }[];
  /** Why nothing may be applied (edited, unknown or half-done migrations); null when all is well. */
  problem: string | null;
}

/** A migration that was refused or failed. The database is as it was before that migration. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** The number `prisma migrate` locks with, so that neither works while the other does. */
const LOCK = 72_707_369;

interface HistoryRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/**
 * Brings one service's schema up to date and returns the names of what was applied. Keeps Prisma's own
 * bookkeeping in that schema, so that `prisma migrate status` agrees. Each migration is one transaction with
 * its bookkeeping: it must not contain `commit`, nor what PostgreSQL refuses inside one
 * (`create index concurrently`). The schema is the only one on the search path: names need no prefix.
 */
export async function migrate(owner: Owner, { schema, directory, only }: MigrationPlace): Promise<string[]> {
  const all = await readMigrations(directory);
  const migrations = all.filter(({ name }) => only?.includes(name) ?? true);
  return withOwner(owner, async (client) => {
    const applied: string[] = [];
    // The lock lasts as long as its transaction, so what is left is looked up anew each time: a second
    // process may have done some of it in between.
    for (;;) {
      const name = await inTransaction(client, () => applyNext(client, schema, migrations));
      if (name === null) return applied;
      applied.push(name);
    }
  });
}

/** What `migrate` would do; changes nothing. */
export async function migrationStatus(owner: Owner, place: MigrationPlace): Promise<MigrationStatus> {
  const migrations = await readMigrations(place.directory);
  const history = await withOwner(owner, (client) => readHistory(client, place.schema));
  return compare(place.schema, migrations, history);
}

async function applyNext(
  client: pg.ClientBase,
  schema: string,
  migrations: Migration[],
): Promise<string | null> {
  await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
  await prepareSchema(client, schema);
  const { pending, problem } = compare(schema, migrations, await readHistory(client, schema));
  if (problem) throw new MigrationError(`${schema}: ${problem}`);
  const next = migrations.find(({ name }) => name === pending[0]?.name);
  if (!next) return null;
  await runScript(client, schema, next);
  await client.query(
    `insert into ${historyTable(schema)} (id, checksum, migration_name, finished_at, applied_steps_count)
     values ($1, $2, $3, clock_timestamp(), 1)`,
    [randomUUID(), next.checksum, next.name],
  );
  return next.name;
}

async function runScript(client: pg.ClientBase, schema: string, { name, sql }: Migration): Promise<void> {
  await client.query(`set local search_path to ${identifier(schema)}`);
  const before = await transactionId(client);
  await client.query(sql).catch((error: unknown) => {
    throw new MigrationError(`${schema}: migration ${name}${lineOf(error, sql)}: ${messageOf(error)}`, {
      cause: error,
    });
  });
  if ((await transactionId(client)) !== before) {
    throw new MigrationError(
      `${schema}: migration ${name} ends its own transaction; what it did stays, unrecorded.`,
    );
  }
}

async function transactionId(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>('select pg_catalog.pg_current_xact_id()::text as id');
  return rows[0]?.id;
}

function compare(schema: string, migrations: Migration[], history: HistoryRow[]): MigrationStatus {
  const done = new Map(history.map((row) => [row.migration_name, row]));
  return {
    schema,
    applied: migrations.filter(({ name }) => done.has(name)).map(({ name }) => name),
    pending: migrations.filter(({ name }) => !done.has(name)).map(({ name, sql }) => ({ name, sql })),
    problem: findProblem(migrations, history),
  };
}

function findProblem(migrations: Migration[], history: HistoryRow[]): string | null {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { migration_name: name, checksum, finished_at } of history) {
    if (!finished_at) return `migration ${name} began and did not finish; see "prisma migrate resolve".`;
    const file = known.get(name);
    if (!file)
      return `the database has migration ${name}, which this release does not know: it is older than the data.`;
    if (file.checksum !== checksum)
      return `migration ${name} was edited after it was applied; put it back and add a new one.`;
  }
  return null;
}

async function readHistory(client: pg.ClientBase, schema: string): Promise<HistoryRow[]> {
  const { rows: found } = await client.query('select to_regclass($1) is not null as "exists"', [
    historyTable(schema),
  ]);
  if (!found[0]?.exists) return [];
  const { rows } = await client.query<HistoryRow>(
    `select migration_name, checksum, finished_at from ${historyTable(schema)}
     where rolled_back_at is null order by started_at, migration_name`,
  );
  return rows;
}

/** Looks before it makes: an owner who may not create schemas can still use one that was made for it. */
async function prepareSchema(client: pg.ClientBase, schema: string): Promise<void> {
  const { rows } = await client.query(
    'select to_regnamespace($1) is not null as schema, to_regclass($2) is not null as history',
    [identifier(schema), historyTable(schema)],
  );
  if (!rows[0]?.schema) await client.query(`create schema ${identifier(schema)}`);
  if (rows[0]?.history) return;
  // word for word Prisma's
  await client.query(`create table ${historyTable(schema)} (
    id                  varchar(36) primary key not null,
    checksum            varchar(64) not null,
    finished_at         timestamptz,
    migration_name      varchar(255) not null,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`);
}

function historyTable(schema: string): string {
  return `${identifier(schema)}."_prisma_migrations"`;
}

function lineOf(error: unknown, sql: string): string {
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN;
  return Number.isNaN(position) ? '' : `, line ${sql.slice(0, position - 1).split('\n').length}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
