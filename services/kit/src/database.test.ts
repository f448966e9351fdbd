import type { Viewer } from '@kapstok/schema';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Database } from './database.ts';
import { withOwner } from './postgres/owner-client.ts';
import { runSql } from './run-sql.ts';
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

test('the hub has more time for its own work than a question has, but not for a lock', async () => {
  const limits = sql<{ statement: string; lock: string }>`
    select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`;
  const { rows } = await database.read(VIEWER, () => limits.execute(database.kysely<unknown>()));
  expect(rows).toEqual([{ statement: '10s', lock: '0' }]);
  const own = await database.change((db) => runSql(db, limits));
  expect(own).toEqual([{ statement: '10min', lock: '10s' }]);
});

test('a statement that comes again is prepared, and is right again after its table changed', async () => {
  const alter = (statement: string) => withOwner(place.url, (owner) => owner.query(statement));
  await alter('create table sample as select 1 as a');
  const all = () =>
    database.read(VIEWER, () => sql`select * from sample`.execute(database.kysely<unknown>()));
  const names = () =>
    database.read(VIEWER, () =>
      sql`select name from pg_prepared_statements where statement = 'select * from sample'`.execute(
        database.kysely<unknown>(),
      ),
    );
  for (let time = 1; time <= 4; time += 1) expect((await all()).rows).toEqual([{ a: 1 }]);
  expect((await names()).rows).toHaveLength(1);
  await alter('alter table sample add b int default 2');
  // Whoever asks first is told that it failed, and the connection that was wrong is gone.
  await expect(all()).rejects.toThrow('cached plan');
  for (let time = 1; time <= 4; time += 1) expect((await all()).rows).toEqual([{ a: 1, b: 2 }]);
});
