import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { migrate, migrationStatus } from './migrate.ts';
import { createTestDatabase, startTestServer, type TestDatabase, type TestServer } from './test-database.ts';

let server: TestServer;
let database: TestDatabase;
let client: pg.Client;
let directory: string;

beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'kapstok-migrations-'));
  database = await createTestDatabase(server.url);
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
  rmSync(directory, { recursive: true });
});
afterAll(() => server.stop());

const FIRST = '20260101000000_make_action';
const SECOND = '20260102000000_add_title';

function write(name: string, sql: string): void {
  mkdirSync(path.join(directory, name), { recursive: true });
  writeFileSync(path.join(directory, name, 'migration.sql'), sql);
}

function writeBoth(): void {
  write(FIRST, 'create table action (id uuid primary key);');
  write(SECOND, `alter table action add title text;\ncomment on column action.title is 'What is done.';`);
}

const place = (schema = 'actions') => ({ schema, directory });

async function tables(): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  return rows.map(({ name }) => name);
}

test('applies what is pending, in order, into its own schema, once', async () => {
  writeBoth();
  expect(await migrationStatus(client, place())).toMatchObject({
    applied: [],
    pending: [{ name: FIRST }, { name: SECOND }],
  });
  expect(await migrate(client, place())).toEqual([FIRST, SECOND]);
  expect(await migrate(client, place())).toEqual([]);
  expect(await migrationStatus(client, place())).toEqual({
    schema: 'actions',
    applied: [FIRST, SECOND],
    pending: [],
    problem: null,
  });
  expect(await tables()).toEqual(['actions._prisma_migrations', 'actions.action']);
});

test('services do not meet: each has its own tables and history', async () => {
  writeBoth();
  await migrate(client, place('actions'));
  await migrate(client, place('reviews'));
  expect(await tables()).toContain('reviews.action');
});

test('two that start together apply each migration once', async () => {
  writeBoth();
  const applied = await Promise.all([1, 2, 3].map(() => migrate(database.url, place())));
  expect(applied.flat().sort()).toEqual([FIRST, SECOND]);
});

test('refuses a migration that was edited after it was applied', async () => {
  writeBoth();
  await migrate(client, place());
  write(FIRST, 'create table action (id text primary key);');
  write('20260103000000_later', 'create table later ();');
  await expect(migrate(client, place())).rejects.toThrow(
    `actions: migration ${FIRST} was edited after it was applied`,
  );
  expect((await migrationStatus(client, place())).problem).toContain('was edited');
  expect(await tables()).not.toContain('actions.later');
});

test('refuses a database that is ahead of this release', async () => {
  writeBoth();
  await migrate(client, place());
  rmSync(path.join(directory, SECOND), { recursive: true });
  await expect(migrate(client, place())).rejects.toThrow(
    `migration ${SECOND}, which this release does not know`,
  );
});

test('refuses to go on after a migration that Prisma left half done', async () => {
  writeBoth();
  await migrate(client, place());
  await client.query('update actions._prisma_migrations set finished_at = null where migration_name = $1', [
    SECOND,
  ]);
  await expect(migrate(client, place())).rejects.toThrow(`migration ${SECOND} began and did not finish`);
});

test('a migration that fails leaves nothing behind, names its line, and those before it stay', async () => {
  write(FIRST, 'create table action (id uuid primary key);');
  write(SECOND, 'create table half (id int);\n\nalter table missing add title text;\n');
  await expect(migrate(client, place())).rejects.toThrow(
    /actions: migration 20260102000000_add_title.*"missing"/,
  );
  expect(await tables()).toEqual(['actions._prisma_migrations', 'actions.action']);
  write(SECOND, 'create table whole (id int);\n\nselekt 1;\n');
  await expect(migrate(client, place())).rejects.toThrow('add_title, line 3: syntax error');
  write(SECOND, 'create table whole (id int);');
  expect(await migrate(client, place())).toEqual([SECOND]);
});

test('says so when a migration ends its own transaction', async () => {
  write(FIRST, 'create table action (id int); commit; create table other (id int);');
  await expect(migrate(client, place())).rejects.toThrow('ends its own transaction');
});
