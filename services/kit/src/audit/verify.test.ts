import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../postgres/test-database.ts';
import { HUB_SETTINGS, setLocal } from '../session.ts';
import { readAnchors, readHeads, writeAnchors } from './anchors.ts';
import { type AuditEntry, appendAudit } from './append.ts';
import { keepAnchors } from './keep-anchors.ts';
import { verifyChain } from './verify.ts';

const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  subject: 'hub',
  what: 'ACTION_MOVED',
  objectType: 'Action',
  objectId: '01900000-0000-7000-8000-00000000000a',
  programmeId: '01900000-0000-7000-8000-000000000001',
  before: { status: 'PLANNED', title: { nl: 'één "huis"', fr: 'x' }, share: 1.5 },
  after: { zz: 1, a: [null, true, 1e21] },
  reason: 'because 👩‍👧 said so',
  correlationId: 'c-1',
  ...more,
});

let database: TestDatabase;
let owner: pg.Client;
let folder: string;
let anchorsFile: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kapstok-anchors-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  anchorsFile = path.join(folder, `${Math.random()}.jsonl`);
  database = await createTestDatabase(inject('serverUrl'), inject('emptyTemplate'));
  owner = new pg.Client({ connectionString: database.url, options: '-c search_path=actions' });
  await owner.connect();
  await add(6);
  return async () => {
    await owner.end();
    await database.drop();
  };
});

async function add(count: number, more: Partial<AuditEntry> = {}): Promise<void> {
  await owner.query('begin');
  await owner.query(setLocal(HUB_SETTINGS));
  for (let i = 0; i < count; i += 1) await appendAudit(owner, entry({ correlationId: `c-${i}`, ...more }));
  await owner.query('commit');
}

/** What a superuser can do who switches the guards off, and on again. */
async function tamper(statement: string): Promise<void> {
  await owner.query('alter table audit_entry disable trigger user');
  await owner.query(statement);
  for (const name of ['chain', 'stays'])
    await owner.query(`alter table audit_entry enable always trigger ${name}`);
}
const anchor = async () => writeAnchors(anchorsFile, await readHeads(owner, ['actions', 'reviews']));
const verify = async () =>
  verifyChain(owner, 'actions', (await readAnchors(anchorsFile))?.get('actions') ?? new Map());

/** Writes the hashes of all entries anew from here on, as whoever knows how they are made can. */
const rehash = (from: number) => `do $$
  declare e audit_entry; previous text := (select hash from audit_entry where seq = ${from} - 1);
  begin
    for e in select * from audit_entry where seq >= ${from} order by seq loop
      e.previous_hash := coalesce(previous, repeat('0', 64));
      previous := audit_hash(e);
      update audit_entry set previous_hash = e.previous_hash, hash = previous where seq = e.seq;
    end loop;
  end $$`;

describe('a trail that nobody touched', () => {
  test('holds, and so does an empty one', async () => {
    await anchor();
    expect(await verify()).toEqual({ service: 'actions', entries: 6, anchors: 1, wrong: null });
    expect(await verifyChain(owner, 'reviews')).toMatchObject({ entries: 0, wrong: null });
  });

  test('holds over many reads of a thousand', async () => {
    await owner.query(`begin; ${setLocal(HUB_SETTINGS)}`);
    await owner.query(`insert into audit_entry (subject, what, object_type, correlation_id)
      select 'hub', 'X1', 'Action', n::text from generate_series(1, 2500) n`);
    await owner.query('commit');
    expect(await verify()).toMatchObject({ entries: 2506, wrong: null });
  });

  test('holds after it was dumped and restored as text', async () => {
    const { rows } = await owner.query('select e::text as line from audit_entry e order by seq');
    await tamper('delete from audit_entry');
    await owner.query('alter table audit_entry disable trigger user');
    for (const { line } of rows)
      await owner.query('insert into audit_entry select ($1::audit_entry).*', [line]);
    for (const name of ['chain', 'stays'])
      await owner.query(`alter table audit_entry enable always trigger ${name}`);
    expect(await verify()).toMatchObject({ entries: 6, wrong: null });
  });
});

/** One change of one column of entry 3 each, the smallest that there is. */
const ALTERED: Record<string, string> = {
  at: `at + interval '1 microsecond'`,
  subject: `'hua'`,
  what: `'ACTION_MOVEE'`,
  object_type: `'Actioo'`,
  object_id: `'01900000-0000-7000-8000-00000000000b'`,
  programme_id: `'01900000-0000-7000-8000-000000000002'`,
  before: `jsonb_set(before, '{share}', '1.6')`,
  after: `jsonb_set(after, '{zz}', '"1"')`,
  reason: `reason || ' '`,
  correlation_id: `'c-3'`,
  previous_hash: `overlay(previous_hash placing case left(previous_hash, 1) when 'a' then 'b' else 'a' end from 1 for 1)`,
  hash: `overlay(hash placing case right(hash, 1) when 'a' then 'b' else 'a' end from 64 for 1)`,
};

describe('a trail that was touched is found out', () => {
  test.each(Object.entries(ALTERED))('one byte of %s', async (column, value) => {
    await tamper(`update audit_entry set ${column} = ${value} where seq = 3`);
    expect(await verify()).toMatchObject({ entries: 2, wrong: { seq: '3' } });
  });

  test.each(['object_id', 'programme_id', 'before', 'after', 'reason'])('%s emptied', async (column) => {
    await tamper(`update audit_entry set ${column} = null where seq = 3`);
    expect((await verify()).wrong?.seq).toBe('3');
  });

  test('the number of an entry', async () => {
    await tamper('update audit_entry set seq = 7 where seq = 3');
    expect((await verify()).wrong).toEqual({
      seq: '4',
      message: 'entry 3 is not there; after 2 comes 4',
    });
  });

  test('a text moved from one column to the next', async () => {
    await tamper(`update audit_entry set subject = 'hu', what = 'B' || what where seq = 3`);
    expect((await verify()).wrong?.seq).toBe('3');
  });

  test('two entries that change places', async () => {
    await tamper(`update audit_entry set seq = -seq + 100 where seq in (3, 4);
      update audit_entry set seq = case seq when 97 then 4 else 3 end where seq > 90`);
    expect((await verify()).wrong?.seq).toBe('3');
  });

  test('one put in between', async () => {
    await tamper(`update audit_entry set seq = seq + 100 where seq >= 3;
      insert into audit_entry select (jsonb_populate_record(e, '{"seq": 3}')).* from audit_entry e where seq = 2;
      update audit_entry set seq = seq - 99 where seq > 100`);
    expect((await verify()).wrong?.seq).toBe('3');
  });

  test('one put in between, with all hashes written anew', async () => {
    await anchor();
    await tamper(`update audit_entry set seq = seq + 100 where seq >= 3;
      insert into audit_entry select (jsonb_populate_record(e, '{"seq": 3}')).* from audit_entry e where seq = 2;
      update audit_entry set seq = seq - 99 where seq > 100; ${rehash(3)}`);
    expect((await verify()).wrong).toMatchObject({
      seq: '6',
      message: expect.stringContaining('kept elsewhere'),
    });
  });

  test('one removed from the middle, with all hashes written anew', async () => {
    await anchor();
    await tamper(`delete from audit_entry where seq = 3; update audit_entry set seq = seq - 1 where seq > 3;
      ${rehash(3)}`);
    expect((await verify()).wrong?.message).toContain('once went to 6');
  });

  test('its end removed', async () => {
    await anchor();
    await tamper('delete from audit_entry where seq > 4');
    expect((await verify()).wrong).toEqual({
      seq: '5',
      message: 'the trail ends at 4, and once went to 6: its end was removed',
    });
  });

  test('its end removed, with others written after it', async () => {
    await anchor();
    await tamper('delete from audit_entry where seq > 4');
    await add(5, { what: 'SOMETHING_ELSE' });
    await anchor();
    expect((await verify()).wrong?.seq).toBe('6');
  });

  test('all of it removed', async () => {
    await anchor();
    await tamper('delete from audit_entry');
    expect((await verify()).wrong?.message).toContain('the trail is empty');
    await tamper('drop table audit_entry cascade').catch(() => {});
    expect((await verify()).wrong?.message).toContain('there is no audit trail');
  });

  test('guards that were left off', async () => {
    await owner.query('alter table audit_entry disable trigger stays');
    expect((await verify()).wrong).toEqual({
      seq: null,
      message: 'the triggers that guard the trail are off or gone',
    });
  });

  test('a change that the function in the database was taught to call right', async () => {
    await tamper(`create or replace function audit_hash(entry audit_entry) returns text language sql as
      'select entry.hash'; update audit_entry set subject = 'someone else' where seq = 2`);
    expect((await verify()).wrong?.seq).toBe('2');
  });
});

describe('what is kept elsewhere', () => {
  test('is kept at the start, when entries come and at the end, by several at once', async () => {
    const options = {
      ownerUrl: database.url,
      services: ['actions', 'reviews'] as const,
      file: anchorsFile,
      log: pino({ level: 'silent' }),
    };
    const [one, other] = [keepAnchors(options), keepAnchors(options)];
    await expect.poll(async () => (await verify()).anchors).toBe(1);
    await add(1);
    await expect.poll(async () => (await verify()).anchors, { timeout: 10_000 }).toBe(2);
    await add(1);
    await Promise.all([one.stop(), other.stop()]);
    expect(await verify()).toEqual({ service: 'actions', entries: 8, anchors: 3, wrong: null });
  });

  test('the first that was kept counts: a later one may be of a forged trail', async () => {
    await anchor();
    await tamper(`update audit_entry set reason = 'forged' where seq = 2; ${rehash(2)}`);
    await anchor();
    expect((await verify()).wrong?.seq).toBe('6');
  });

  test('a last line that was cut off is passed over; one that is none is told', async () => {
    await anchor();
    const whole = await readFile(anchorsFile, 'utf8');
    await writeFile(anchorsFile, `${whole}{"service":"act`);
    expect((await verify()).anchors).toBe(1);
    await writeFile(anchorsFile, `${whole}{"service":"act\n${whole}`);
    await expect(verify()).rejects.toThrow(/line 2 is not an anchor/);
  });
});
