import type { Viewer } from '@kapstok/schema';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Database } from './database.ts';
import { createTestDatabase } from './testing.ts';

const VIEWER: Viewer = {
  subject: 'somebody',
  roles: [],
  published: [],
  mayWrite: false,
  languages: ['en'],
  correlationId: 'test',
};

let place: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase(inject('serverUrl'));
  database = new Database({ url: place.url, service: 'public', connections: 1 });
});
afterAll(async () => {
  await database?.close();
  await place?.drop();
});

const one = () => sql<{ one: number }>`select 1 as one`.execute(database.kysely<unknown>());

test('a statement after the end of its request is refused, and keeps no connection', async () => {
  let late: Promise<unknown> = Promise.resolve();
  let answered = (): void => {};
  const end = new Promise<void>((resolve) => {
    answered = resolve;
  });
  await database.read(VIEWER, async () => {
    late = end.then(one);
    late.catch(() => {});
  });
  answered();
  await expect(late).rejects.toThrow('has ended');
  // The only connection is there for the next request.
  expect((await database.read(VIEWER, one)).rows).toEqual([{ one: 1 }]);
});

test('a statement outside any request is refused', async () => {
  await expect(one()).rejects.toThrow('outside a viewer');
});
