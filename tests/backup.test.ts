import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PROGRAMMES, prepareDatabase } from '@kapstok/cli/testing';
import { readMigrations, withOwner } from '@kapstok/kit';
import { createTestDatabase } from '@kapstok/kit/testing';
import { SERVICES } from '@kapstok/schema';
import { beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { build, dataDirectory, runCli } from './cli-process.ts';
import { TEST_ROLES } from './global-setup.ts';

const TIME = 180_000;
const FILE = Buffer.from('Tafel van 10 · photographed on a Monday');
const HASH = createHash('sha256').update(FILE).digest('hex');
/** A sign that somebody did something, as a command leaves it. */
const ENTRY = `insert into actions.audit_entry (subject, what, object_type, correlation_id, before, after)
  values ('hub', 'TRIED', 'Action', 'c-1', '{}', '{}')`;

beforeAll(() => build(), 300_000);

type Settings = Record<string, string>;
/** A hub of its own: database, data directory, and what tells the command line of both. */
async function newHub(template?: string): Promise<{ settings: Settings; url: string; data: string }> {
  const database = await createTestDatabase(inject('serverUrl'), template);
  const data = await dataDirectory();
  await mkdir(data.directory);
  onTestFinished(async () => {
    await data.delete();
    await database.drop();
  });
  const settings = {
    DATABASE_URL: database.url,
    KAPSTOK_DATA: data.directory,
    KAPSTOK_ROLE_PREFIX: TEST_ROLES.rolePrefix,
    KAPSTOK_SECRET: TEST_ROLES.secret,
  };
  return { settings, url: database.url, data: data.directory };
}
async function backedUp(template: string) {
  const hub = await newHub(template);
  const folder = path.join(hub.data, 'evidence', HASH.slice(0, 2));
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, HASH), FILE);
  await writeFile(path.join(folder, `${HASH}.half.part`), 'half');
  const file = path.join(hub.data, 'kapstok.zip');
  const { code, stderr, stdout } = await runCli(['backup', file, '--json'], hub.settings);
  expect(code, stderr).toBe(0);
  return { ...hub, file, told: JSON.parse(stdout) };
}

/** Every row of every table, and what guards them: keys, triggers, policies and where sequences stand. */
async function allOf(ownerUrl: string): Promise<Record<string, string>> {
  return withOwner(ownerUrl, async (owner) => {
    const asOne = async (name: string, sql: string) => {
      const { rows } = await owner.query<{ content: string }>(
        `select count(*) || ' ' || md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as content from (${sql}) t`,
        sql.includes('$1') ? [SERVICES] : [],
      );
      return [name, rows[0]?.content ?? ''] as const;
    };
    const { rows: tables } = await owner.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname = any ($1) and tablename <> '_prisma_migrations' order by 1`,
      [SERVICES],
    );
    // Row-level security binds the owner too, as far as it is forced; it reads as the hub.
    await owner.query(
      `begin; select set_config('kapstok.programmes', '*', true), set_config('kapstok.viewer', 'test', true), set_config('kapstok.import', 'on', true)`,
    );
    const found = [];
    for (const { name } of tables) found.push(await asOne(name, `select * from ${name}`));
    await owner.query('commit');
    const of = '= any (select oid from pg_namespace where nspname = any ($1))';
    found.push(
      await asOne(
        'keys',
        `select conname, conrelid::regclass::text, pg_get_constraintdef(oid), convalidated from pg_constraint where connamespace ${of}`,
      ),
      await asOne(
        'triggers',
        `select tgname, tgenabled, relname from pg_trigger join pg_class c on c.oid = tgrelid where not tgisinternal and relnamespace ${of}`,
      ),
      await asOne(
        'forced',
        `select relname, relrowsecurity, relforcerowsecurity from pg_class where relkind = 'r' and relnamespace ${of}`,
      ),
      await asOne(
        'sequences',
        'select schemaname, sequencename, last_value from pg_sequences where schemaname = any ($1)',
      ),
    );
    return Object.fromEntries(found);
  });
}

test(
  'what is backed up is restored, row by row, with everything that guards it, and goes on from there',
  async () => {
    const from = await backedUp(inject('shippedTemplate'));
    expect(from.told).toMatchObject({ file: from.file, evidence: 1, tables: expect.any(Number) });
    expect(from.told.rows).toBeGreaterThan(10_000);
    expect((await stat(from.file)).mode & 0o077).toBe(0);

    const to = await newHub();
    const { code, stdout, stderr } = await runCli(['restore', from.file], to.settings);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(`${from.told.rows} rows of ${from.told.tables} tables and 1 files of evidence`);
    expect(await allOf(to.url)).toEqual(await allOf(from.url));
    expect(await readFile(path.join(to.data, 'evidence', HASH.slice(0, 2), HASH))).toEqual(FILE);

    expect((await runCli(['audit', 'verify'], to.settings)).code).toBe(0);
    const again = await runCli(['import', `${PROGRAMMES}/kortrijk-2013`], to.settings);
    expect(again.code, again.stderr).toBe(0);
  },
  TIME,
);

test(
  'a hub that holds something is not written over, and a file that is there stays',
  async () => {
    const { settings, file, url } = await backedUp(inject('shippedTemplate'));
    const before = await allOf(url);
    const restored = await runCli(['restore', file], settings);
    expect(restored).toMatchObject({ code: 1, stdout: '' });
    expect(restored.stderr).toMatch(/^This hub holds data already\. Restore into an empty one/m);
    expect(await allOf(url)).toEqual(before);
    const second = await runCli(['backup', file], settings);
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toContain('is there already');
    expect((await runCli(['backup', file, '--force'], settings)).code).toBe(0);
  },
  TIME,
);

test(
  'a backup in which one byte changed, or that is none, is found out and restores nothing',
  async () => {
    const { file, data } = await backedUp(inject('shippedTemplate'));
    expect((await runCli(['restore', file, '--check'])).stdout).toContain('is whole: ');
    const bytes = await readFile(file);
    const at = bytes.indexOf(FILE);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const damaged = path.join(data, 'damaged.zip');
    await writeFile(damaged, bytes);
    const to = await newHub();
    const refused = /evidence\/[0-9a-f]{64} was altered or damaged/;
    expect((await runCli(['restore', damaged, '--check'])).stderr).toMatch(refused);
    expect(await runCli(['restore', damaged], to.settings)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(refused),
    });
    await writeFile(damaged, 'no archive');
    expect(await runCli(['restore', damaged], to.settings)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot be read as a backup'),
    });
    // What was refused left room for what is whole.
    expect(await runCli(['restore', file], to.settings)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Restoring: done'),
    });
  },
  TIME,
);

test(
  'a backup of an older release is restored and brought up to date; a hub without anything has none',
  async () => {
    const old = await newHub();
    const file = path.join(old.data, 'old.zip');
    const nothing = await runCli(['backup', file], old.settings);
    expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining('holds nothing yet') });
    const nowhere = await runCli(['backup', path.join(old.data, 'no', 'old.zip')], old.settings);
    expect(nowhere.stderr).toContain('There is no folder');
    const identity = { ownerUrl: old.url, ...TEST_ROLES };
    const migrations = new URL('../services/actions/prisma/migrations/', import.meta.url);
    const names = (await readMigrations(migrations)).map(({ name }) => name);
    await prepareDatabase(identity, new Map([['actions', names.slice(0, -1)]]));
    await withOwner(old.url, (owner) => owner.query(ENTRY));
    const made = await runCli(['backup', file], old.settings);
    expect(made.code, made.stderr).toBe(0);
    const to = await newHub();
    expect(await runCli(['restore', file], to.settings)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Restoring: done'),
    });
    expect((await runCli(['migrate', '--plan', '--json'], to.settings)).stdout).toBe('{"pending":[]}\n');
  },
  TIME,
);
