import { readFile } from 'node:fs/promises';
import { SERVICES } from '@kapstok/schema';
import pg from 'pg';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { roleUrl, serviceRole } from '../postgres/roles.ts';
import { createTestDatabase, type TestDatabase } from '../postgres/test-database.ts';
import { HUB_SETTINGS, setLocal } from '../session.ts';
import { type AuditEntry, appendAudit } from './append.ts';

const SECRET = 'the secret of the test roles, known to all';
const PROGRAMME = '01900000-0000-7000-8000-000000000001';
const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  subject: 'hub',
  what: 'ACTION_MOVED',
  objectType: 'Action',
  objectId: '01900000-0000-7000-8000-00000000000a',
  programmeId: PROGRAMME,
  before: { status: 'PLANNED' },
  after: { status: 'RUNNING' },
  reason: null,
  correlationId: 'c-1',
  ...more,
});

let database: TestDatabase;
let owner: pg.Client;
let pool: pg.Pool;

beforeEach(async () => {
  database = await createTestDatabase(inject('serverUrl'), inject('emptyTemplate'));
  owner = new pg.Client({ connectionString: database.url, options: '-c search_path=actions' });
  await owner.connect();
  pool = new pg.Pool({
    connectionString: roleUrl(database.url, serviceRole('kapstok_test', 'actions'), SECRET),
    options: '-c search_path=actions',
    max: 20,
  });
  pool.on('error', () => {}); // one that still closes when the database is dropped
  pool.on('connect', (client) => client.on('error', () => {}));
  return async () => {
    await pool.end();
    await owner.end();
    await database.drop();
  };
});

/** Runs statements as the service, in one transaction with these settings. */
async function as<T>(settings: Record<string, string>, work: (db: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(`begin; ${setLocal(settings)}`);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
const append = (more?: Partial<AuditEntry>) => as(HUB_SETTINGS, (db) => appendAudit(db, entry(more)));
const chain = async () =>
  (await owner.query('select *, audit_hash(audit_entry) as again from audit_entry order by seq')).rows;

describe('the chain', () => {
  test('ties each entry to the one before, from 64 zeros on', async () => {
    await append();
    await append({ what: 'ACTION_CLOSED' });
    const [first, second] = await chain();
    expect(first).toMatchObject({ seq: '1', previous_hash: '0'.repeat(64), what: 'ACTION_MOVED' });
    expect(second).toMatchObject({ seq: '2', previous_hash: first.hash, hash: second.again });
    expect(first.hash).toBe(first.again);
  });

  test('stays one, without gaps, when many write at once and some take theirs back', async () => {
    const writes = Array.from({ length: 60 }, (_, i) =>
      as(HUB_SETTINGS, async (db) => {
        await appendAudit(db, entry({ correlationId: `c-${i}` }));
        if (i % 5 === 0) throw new Error('taken back');
      }).catch((error: Error) => error.message),
    );
    const said = await Promise.all(writes);
    expect(said.filter((one) => one === 'taken back')).toHaveLength(12);
    const rows = await chain();
    expect(rows.map((row) => Number(row.seq))).toEqual(Array.from({ length: 48 }, (_, i) => i + 1));
    rows.forEach((row, i) => {
      expect(row.previous_hash).toBe(rows[i - 1]?.hash ?? '0'.repeat(64));
      expect(row.hash).toBe(row.again);
    });
  });

  test('keeps several entries of one transaction in their order', async () => {
    await as(HUB_SETTINGS, async (db) => {
      for (const what of ['ONE', 'TWO', 'THREE']) await appendAudit(db, entry({ what }));
    });
    expect((await chain()).map((row) => row.what)).toEqual(['ONE', 'TWO', 'THREE']);
  });

  test('takes number, time and hashes from nobody', async () => {
    await as(HUB_SETTINGS, (db) =>
      db.query(
        `insert into audit_entry values (99, '1999-01-01', 'hub', 'FORGED', 'Action', null, null, null, null, null,
           'c', repeat('a', 64), repeat('b', 64))`,
      ),
    );
    const [row] = await chain();
    expect(row).toMatchObject({ seq: '1', previous_hash: '0'.repeat(64), hash: row.again });
    expect(row.at.getFullYear()).not.toBe(1999);
  });

  test('keeps what PostgreSQL cannot: NUL, half a pair, numbers beyond a double', async () => {
    await append({ reason: 'a\0b\ud800', after: { text: 'x\0\udc00', cents: 12345678901234567890n } });
    const [row] = await chain();
    expect(row.reason).toBe('a\ufffdb\ufffd');
    expect(row.after).toEqual({ text: 'x\ufffd\ufffd', cents: '12345678901234567890' });
  });

  test('refuses a snapshot that cannot see the entry before', async () => {
    const work = as(HUB_SETTINGS, async (db) => {
      await db.query('rollback');
      await db.query(`begin isolation level repeatable read; ${setLocal(HUB_SETTINGS)}`);
      await appendAudit(db, entry());
    });
    await expect(work).rejects.toThrow(/read committed/);
  });
});

describe('rights', () => {
  const change = { 'kapstok.viewer': 'somebody', 'kapstok.change': 'on' };
  const reads = async (settings: Record<string, string>) =>
    as(settings, async (db) => (await db.query('select what from audit_entry order by seq')).rows.length);

  test('a session that changes something adds, one that reads does not', async () => {
    await as(change, (db) => appendAudit(db, entry()));
    expect(await chain()).toHaveLength(1);
    const reader = { 'kapstok.viewer': 'somebody', 'kapstok.reads_internal': '*' };
    await expect(as(reader, (db) => appendAudit(db, entry()))).rejects.toThrow(/row-level security/);
  });

  test.each(['update audit_entry set reason = null', 'delete from audit_entry', 'truncate audit_entry'])(
    'neither the service nor the owner may %s',
    async (statement) => {
      await append();
      await expect(as(HUB_SETTINGS, (db) => db.query(statement))).rejects.toThrow(/permission denied/);
      await expect(owner.query(statement)).rejects.toThrow(/added to, never changed/);
      await owner.query('set session_replication_role = replica');
      await expect(owner.query(statement)).rejects.toThrow(/added to, never changed/);
      expect(await chain()).toHaveLength(1);
    },
  );

  test('who steers the programme reads its trail; what has no programme is for administrators', async () => {
    await append();
    await append({ programmeId: null });
    expect(await reads({ 'kapstok.viewer': 'a', 'kapstok.reads_internal': `{${PROGRAMME}}` })).toBe(1);
    expect(await reads({ 'kapstok.viewer': 'a', 'kapstok.reads_internal': '*' })).toBe(1);
    expect(await reads({ 'kapstok.viewer': 'a', 'kapstok.administers': '*' })).toBe(1);
    expect(await reads({ 'kapstok.viewer': 'a', 'kapstok.reads_internal': '{}' })).toBe(0);
    expect(await reads(change)).toBe(0);
    expect(await reads({})).toBe(0);
  });
});

test.each(SERVICES)('%s has the table as it is written in one place', async (service) => {
  const file = new URL(
    `../../../${service}/prisma/migrations/20261123020000_add_audit/migration.sql`,
    import.meta.url,
  );
  const one = await readFile(new URL('audit-entry.sql', import.meta.url), 'utf8');
  expect(await readFile(file, 'utf8')).toBe(one);
});
