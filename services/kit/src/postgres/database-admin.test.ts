import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabaseFrom, databaseUrl, dropDatabase, ensureDatabase } from './database-admin.ts';
import { withOwner } from './owner-client.ts';
import { createTestDatabase, startTestServer, type TestServer } from './test-database.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const ask = (url: string, sql: string) => withOwner(url, async (client) => (await client.query(sql)).rows);

test('makes a missing database once, however many ask for it', async () => {
  const url = databaseUrl(server.url, 'kapstok_test_"ensured"');
  const made = await Promise.all([1, 2, 3].map(() => ensureDatabase(url)));
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(await ask(url, `select 'b' < 'a' as later, 'Z' < 'a' as by_code_point`)).toEqual([
    { later: false, by_code_point: true },
  ]);
  await dropDatabase(server.url, 'kapstok_test_"ensured"');
  await dropDatabase(server.url, 'kapstok_test_"ensured"');
});

test('copies a template, and drops a copy that is still in use', async () => {
  const template = await createTestDatabase(server.url);
  await ask(template.url, 'create table kept as select 7 as n');
  const copy = await createTestDatabase(server.url, template.name);
  expect(await createDatabaseFrom(server.url, template.name, copy.name)).toBe(false);
  await withOwner(copy.url, async (session) => {
    expect((await session.query('select n from kept')).rows).toEqual([{ n: 7 }]);
    await copy.drop();
    await expect(session.query('select 1')).rejects.toThrow();
  }).catch(() => {});
  await expect(ask(copy.url, 'select 1')).rejects.toThrow('does not exist');
  await template.drop();
});
