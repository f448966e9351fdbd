import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withOwner } from '@kapstok/kit';
import { createTestDatabase } from '@kapstok/kit/testing';
import { SERVICES } from '@kapstok/schema';
import { beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { build, dataDirectory, runCli } from './cli-process.ts';
import { TEST_ROLES } from './global-setup.ts';
import { ProgrammeFolder } from './programme-folder.ts';

let settings: Record<string, string>;
let anchors: string;
let folder: ProgrammeFolder;
let databaseUrl: string;

beforeAll(() => build(), 300_000);
beforeEach(async () => {
  const database = await createTestDatabase(inject('serverUrl'), inject('shippedTemplate'));
  const data = await dataDirectory();
  folder = await ProgrammeFolder.copyOf('kortrijk-2013');
  databaseUrl = database.url;
  anchors = path.join(data.directory, 'audit-anchors.jsonl');
  settings = {
    DATABASE_URL: database.url,
    KAPSTOK_DATA: data.directory,
    KAPSTOK_ROLE_PREFIX: TEST_ROLES.rolePrefix,
    KAPSTOK_SECRET: TEST_ROLES.secret,
  };
  return async () => {
    await folder.delete();
    await data.delete();
    await database.drop();
  };
});

const verify = (...flags: string[]) => runCli(['audit', 'verify', ...flags], settings);
/** A database administrator with a grudge: guards off, a change, guards on. */
async function tamper(statement: string): Promise<void> {
  await withOwner(databaseUrl, async (owner) => {
    await owner.query(`set search_path to actions; alter table audit_entry disable trigger user`);
    await owner.query(statement);
    await owner.query(
      'alter table audit_entry enable always trigger chain; alter table audit_entry enable always trigger stays',
    );
  });
}

test('a trail that holds is told in a line for each service, and said to have nothing to compare with', async () => {
  const { code, stdout, stderr } = await verify();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n').filter((line) => line !== '')).toHaveLength(SERVICES.length);
  expect(stdout).toMatch(/^actions: \d+ entries hold, nothing was kept elsewhere/m);
});

test('what an import and an export left is compared; an altered byte and a removed end are found', async () => {
  expect((await runCli(['import', folder.directory], settings)).code).toBe(0);
  const out = path.join(settings['KAPSTOK_DATA'] ?? '', 'out');
  expect((await runCli(['export', 'kortrijk-2013', out], settings)).code).toBe(0);
  await folder.writeBytes('actions.csv', 'nothing\n');
  expect((await runCli(['import', folder.directory], settings)).code).toBe(1);
  const kept = (await readFile(anchors, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(kept.filter(({ service }) => service === 'actions')).toHaveLength(3);
  expect((await verify()).stdout).toMatch(/^actions: \d+ entries hold, 3 compared/m);

  const copy = `${anchors}.copy`;
  await copyFile(anchors, copy);
  await tamper('delete from audit_entry where seq = (select max(seq) from audit_entry)');
  const cut = await verify();
  expect(cut.code).toBe(1);
  expect(cut.stderr).toMatch(
    /^actions, entry \d+: the trail ends at \d+, and once went to \d+: its end was removed\.$/m,
  );
  // Whoever reaches the database and this folder too is found by the copy that is elsewhere.
  await writeFile(anchors, '');
  expect((await verify()).code).toBe(0);
  expect((await verify('--anchors', copy)).code).toBe(1);

  await tamper(`update audit_entry set reason = 'x' where seq = 2`);
  const { code, stdout } = await verify('--json');
  const { ok, chains } = JSON.parse(stdout);
  expect({ code, ok }).toEqual({ code: 1, ok: false });
  expect(chains[0]).toMatchObject({ service: 'actions', entries: 1, wrong: { seq: '2' } });
  expect(chains.slice(1).every((chain: { wrong: unknown }) => chain.wrong === null)).toBe(true);
}, 120_000);

test('a file of anchors that is not there or none is refused in a sentence', async () => {
  const missing = await verify('--anchors', 'nowhere.jsonl');
  expect(missing.code).toBe(1);
  expect(missing.stderr).toMatch(/^There is no file \S*nowhere\.jsonl\.\n$/);
  await mkdir(settings['KAPSTOK_DATA'] ?? '');
  await writeFile(anchors, 'x\n');
  const unreadable = await verify();
  expect(unreadable.code).toBe(1);
  expect(unreadable.stderr).toMatch(/line 1 is not an anchor/);
});
