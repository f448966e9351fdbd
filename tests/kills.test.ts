import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  catchUpFully,
  exportFolder,
  type HubIdentity,
  importFolder,
  openDatabases,
  prepareDatabase,
} from '@kapstok/cli/testing';
import { databaseUrl, ensureDatabase, importRole, startEmbeddedPostgres, withOwner } from '@kapstok/kit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { build, CliProcess, dataDirectory, isAlive } from './cli-process.ts';
import { TEST_ROLES } from './global-setup.ts';
import { createDatabase } from './hub.ts';
import { ProgrammeFolder } from './programme-folder.ts';
import { emptyProjections, projections, replayAll } from './projections.ts';

const SLUG = 'kortrijk-2013';
const IS_SOAK = process.env['KAPSTOK_SOAK'] === '1';
// A few in every run, at places that differ from run to run; what is rare is for the soak to find.
const KILLS = IS_SOAK ? { node: 200, postgres: 100 } : { node: 3, postgres: 1 };
const SEED = Number(process.env['KAPSTOK_KILL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Numbers from 0 up to 1 that depend on the seed alone (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The plan as it is shipped, and as it is after many changes that other services must hear of. */
let folders: readonly [ProgrammeFolder, ProgrammeFolder];
beforeAll(async () => {
  build();
  process.stderr.write(`KAPSTOK_KILL_SEED=${SEED}\n`);
  const changed = await ProgrammeFolder.copyOf(SLUG);
  await changed.change('actions.csv', (rows) =>
    rows.map((row) => ({
      ...row,
      status: row['status'] === 'RUNNING' ? 'SUSPENDED' : 'RUNNING',
      goal: 'CAUSES',
    })),
  );
  await changed.change('budget-lines.csv', (rows) =>
    rows.map((row) =>
      row['original_amount'] === '' ? row : { ...row, original_amount: '77.00', revised_amount: '' },
    ),
  );
  await changed.change('contributions.csv', (rows) => rows.slice(1));
  await changed.change('poverty-tests.csv', (rows) => rows.map((row) => ({ ...row, retest_on: '' })));
  folders = [await ProgrammeFolder.copyOf(SLUG), changed];
}, 300_000);
afterAll(async () => {
  for (const folder of folders ?? []) await folder.delete();
});

/** The plan as the hub would write it: every row of it in every service. */
async function contentOf(identity: HubIdentity): Promise<string> {
  const to = await ProgrammeFolder.empty();
  try {
    await rm(to.directory, { recursive: true });
    await exportFolder(identity, SLUG, to.directory);
    const files = (await readdir(to.directory)).sort();
    const texts = files.map(async (file) => `${file}\n${await readFile(to.path(file), 'utf8')}`);
    return (await Promise.all(texts)).join('\n');
  } finally {
    await to.delete();
  }
}

interface State {
  readonly content: string;
  readonly projections: string;
}

/** The two states between which every kill must leave the hub. */
async function statesOf(identity: HubIdentity): Promise<State[]> {
  const known: State[] = [];
  for (const folder of folders) {
    await importFolder(identity, folder.directory);
    known.push({
      content: await contentOf(identity),
      projections: await projections(identity.ownerUrl),
    });
  }
  expect(known[0]?.content).not.toBe(known[1]?.content);
  expect(known[0]?.projections).not.toBe(known[1]?.projections);
  return known;
}

/** Who works in this database, beside who asks. */
async function rolesAtWork(ownerUrl: string): Promise<string[]> {
  return withOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ role: string }>(
      `select usename as role from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    );
    return rows.map(({ role }) => role);
  });
}

function startImport({ ownerUrl, rolePrefix, secret }: HubIdentity, folder: ProgrammeFolder): CliProcess {
  return new CliProcess(['import', folder.directory], {
    DATABASE_URL: ownerUrl,
    KAPSTOK_ROLE_PREFIX: rolePrefix,
    KAPSTOK_SECRET: secret,
  });
}

/** Looks at the database from when the import has begun until it ended or was looked at so many times. */
async function lookOn(identity: HubIdentity, cli: CliProcess, times: number): Promise<number> {
  const importer = importRole(identity.rolePrefix);
  while (cli.isRunning && !(await rolesAtWork(identity.ownerUrl)).includes(importer));
  let looks = 0;
  while (cli.isRunning && looks < times) {
    await rolesAtWork(identity.ownerUrl);
    looks += 1;
  }
  return looks;
}

/** The plan is one of the two, and what the services heard is what that plan says and what a replay from zero gives. */
async function expectWhole(identity: HubIdentity, known: readonly State[], when: string): Promise<number> {
  // What was killed may have left sessions that the server ends only when it sees that nobody is there.
  await expect.poll(() => rolesAtWork(identity.ownerUrl), { timeout: 30_000, message: when }).toEqual([]);
  const content = await contentOf(identity);
  const which = known.findIndex((state) => state.content === content);
  expect(which, `the plan is neither the old nor the new one, ${when}`).not.toBe(-1);
  const databases = openDatabases(identity);
  try {
    expect(await catchUpFully(databases), `events stay unheard, ${when}`).toBe(true);
    const live = await projections(identity.ownerUrl);
    await emptyProjections(identity.ownerUrl);
    await replayAll(databases);
    const replayed = await projections(identity.ownerUrl);
    expect(live.split('\n').length).toBeGreaterThan(100);
    expect(live === known[which]?.projections, `the services heard something else, ${when}`).toBe(true);
    expect(live === replayed, `the projections are not those of a replay, ${when}`).toBe(true);
  } finally {
    await databases.close();
  }
  return which;
}

/** Imports the other plan again and again, each time killed somewhere by `kill`. */
async function survive(
  identity: HubIdentity,
  times: number,
  kill: (cli: CliProcess) => Promise<void>,
): Promise<void> {
  const random = chance(SEED + times);
  const known = await statesOf(identity);
  const whole = startImport(identity, folders[0]);
  const looks = await lookOn(identity, whole, Number.POSITIVE_INFINITY);
  expect(await whole.ended, whole.stderr).toBe(0);
  let which = await expectWhole(identity, known, 'before any kill');
  expect(which).toBe(0);
  const left: string[] = [];
  for (let n = 1; n <= times; n += 1) {
    const next = folders[which === 0 ? 1 : 0];
    const cli = startImport(identity, next);
    const after = await lookOn(identity, cli, Math.floor(random() * looks));
    await kill(cli);
    const found = await expectWhole(
      identity,
      known,
      `kill ${n} after ${after} of ${looks} looks, seed ${SEED}`,
    );
    left.push(`${after}/${looks} ${found === which ? 'old' : 'new'}`);
    which = found;
  }
  process.stderr.write(`killed at looks, and the plan then: ${left.join(', ')}\n`);
}

const LIMIT = IS_SOAK ? 3_600_000 : 180_000;

test(
  'an import that is killed leaves the old plan or the new one, and no event is lost',
  async () => {
    const { identity, drop } = await createDatabase('shipped');
    onTestFinished(drop);
    await survive(identity, KILLS.node, async (cli) => {
      await cli.stop('SIGKILL');
    });
  },
  LIMIT,
);

test(
  'a PostgreSQL that is killed under an import has the old plan or the new one, and no event is lost',
  async () => {
    const data = await dataDirectory();
    const options = { dataDirectory: path.join(data.directory, 'postgres') };
    let server = await startEmbeddedPostgres(options);
    onTestFinished(async () => {
      await server.stop();
      await data.delete();
    });
    const identity = { ownerUrl: databaseUrl(server.url, 'kapstok'), ...TEST_ROLES };
    await ensureDatabase(identity.ownerUrl);
    await prepareDatabase(identity);
    await survive(identity, KILLS.postgres, async (cli) => {
      process.kill(server.pid, 'SIGKILL');
      // The import ends by itself: with its work done before the kill, or refused.
      expect(await cli.ended, 'the exit code of an import without its database').toBeTypeOf('number');
      await expect.poll(() => isAlive(server.pid), { timeout: 30_000 }).toBe(false);
      server = await startEmbeddedPostgres(options);
    });
  },
  LIMIT,
);
