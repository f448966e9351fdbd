import path from 'node:path';
import {
  catchUpFully,
  type HubIdentity,
  importFolder,
  openDatabases,
  PROGRAMMES,
  prepareDatabase,
} from '@kapstok/cli/testing';
import { databaseUrl, ensureDatabase, startEmbeddedPostgres, withOwner } from '@kapstok/kit';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { build, CliProcess, dataDirectory, isAlive, runCli } from './cli-process.ts';
import { TEST_ROLES } from './global-setup.ts';
import { createDatabase } from './hub.ts';
import { emptyProjections, projections, replayAll } from './projections.ts';

const IS_SOAK = process.env['KAPSTOK_SOAK'] === '1';
const KILLS = IS_SOAK ? 50 : 1;
const LIMIT = IS_SOAK ? 3_600_000 : 180_000;
const LANES = 6;

beforeAll(() => build());

/** The remark of an action counts its changes, each of which has a key of its own. */
interface Lane {
  readonly actionId: string;
  /** Changes that the hub said it made. */
  acknowledged: number;
}

const settingsOf = ({ ownerUrl, rolePrefix, secret }: HubIdentity): Record<string, string> => ({
  DATABASE_URL: ownerUrl,
  KAPSTOK_ROLE_PREFIX: rolePrefix,
  KAPSTOK_SECRET: secret,
  PORT: '0',
});

async function directorToken(identity: HubIdentity): Promise<string> {
  const { code, stdout, stderr } = await runCli(
    ['token', '--as', 'director', '--demo'],
    settingsOf(identity),
  );
  expect(code, stderr).toBe(0);
  return stdout.trim();
}

async function lanesOf({ ownerUrl }: HubIdentity): Promise<Lane[]> {
  return withOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ id: string }>(
      `select id from actions.action where status = 'RUNNING' order by id limit ${LANES}`,
    );
    return rows.map(({ id }) => ({ actionId: id, acknowledged: 0 }));
  });
}

const CHANGE = `mutation ($input: UpdateActionInput!) {
  updateAction(input: $input) { action { id } userErrors { code message } } }`;

/** Asks for the next change of a lane; false when no answer came, or one that says that something failed. */
async function next(url: string, token: string, lane: Lane): Promise<boolean> {
  const { actionId, acknowledged } = lane;
  const input = {
    actionId,
    note: `Change ${acknowledged + 1}.`,
    idempotencyKey: `${actionId} ${acknowledged}`,
  };
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: CHANGE, variables: { input } }),
      signal: AbortSignal.timeout(20_000),
    });
    const { data, errors } = (await response.json()) as Answer;
    // The change may be made while what is asked of it can no longer be read: the next try, with its key, will say.
    if (data?.updateAction == null || errors !== undefined) return false;
    expect(data.updateAction).toEqual({ action: { id: actionId }, userErrors: [] });
    lane.acknowledged += 1;
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'AssertionError') throw error;
    return false;
  }
}
interface Answer {
  readonly data?: { readonly updateAction: unknown };
  readonly errors?: readonly unknown[];
}

const sumOf = (lanes: readonly Lane[]): number =>
  lanes.reduce((sum, { acknowledged }) => sum + acknowledged, 0);

/** Waits for some more acknowledgements, at a moment that nothing foresees. */
async function someMore(lanes: readonly Lane[]): Promise<void> {
  const wanted = sumOf(lanes) + 1 + Math.floor(Math.random() * 15);
  await expect.poll(() => sumOf(lanes), { interval: 3, timeout: 60_000 }).toBeGreaterThanOrEqual(wanted);
}

/** All lanes go on until one hears nothing any more, or the sum of acknowledgements is reached. */
async function work(url: string, token: string, lanes: readonly Lane[], until: number): Promise<void> {
  await Promise.all(
    lanes.map(async (lane) => {
      while (sumOf(lanes) < until && (await next(url, token, lane)));
    }),
  );
}

/** What was acknowledged was done once, and every service knows of it; also when it hears all anew. */
async function expectWhole(identity: HubIdentity, lanes: readonly Lane[]): Promise<void> {
  const made = await withOwner(identity.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ id: string; notes: string[] }>(
      `select object_id as id, array_agg(after ->> 'note' order by seq) as notes from actions.audit_entry
       where what = 'ACTION_UPDATED' group by 1`,
    );
    return new Map(rows.map(({ id, notes }) => [id, notes]));
  });
  for (const { actionId, acknowledged } of lanes) {
    const notes = made.get(actionId) ?? [];
    expect(notes).toEqual(notes.map((_, index) => `Change ${index + 1}.`));
    // What was done when the hub died before it could say so is more, by one at most.
    const more = notes.length - acknowledged;
    expect([0, 1], `changes of ${actionId} beyond the ${acknowledged} acknowledged`).toContain(more);
  }
  const databases = openDatabases(identity);
  try {
    expect(await catchUpFully(databases)).toBe(true);
    const live = await projections(identity.ownerUrl);
    await emptyProjections(identity.ownerUrl);
    await replayAll(databases);
    expect((await projections(identity.ownerUrl)) === live, 'the projections are those of a replay').toBe(
      true,
    );
  } finally {
    await databases.close();
  }
}

test(
  'a hub that is killed while people change the plan has done what it said it did, once',
  async () => {
    const { identity, drop } = await createDatabase('shipped');
    onTestFinished(drop);
    const token = await directorToken(identity);
    const lanes = await lanesOf(identity);
    expect(lanes).toHaveLength(LANES);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const hub = new CliProcess(['start'], settingsOf(identity));
      const url = await hub.ready();
      const working = work(url, token, lanes, Number.POSITIVE_INFINITY);
      await someMore(lanes);
      await hub.stop('SIGKILL');
      await working;
      await expectWhole(identity, lanes);
    }
    process.stderr.write(`acknowledged: ${lanes.map(({ acknowledged }) => acknowledged).join(' ')}\n`);
    const hub = new CliProcess(['start'], settingsOf(identity));
    onTestFinished(async () => void (await hub.stop()));
    const done = sumOf(lanes);
    await work(await hub.ready(), token, lanes, done + LANES);
    await expectWhole(identity, lanes);
  },
  LIMIT,
);

test(
  'a hub goes on when the PostgreSQL under it was killed, and nothing that it said is lost',
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
    await importFolder(identity, `${PROGRAMMES}/kortrijk-2020`);
    const token = await directorToken(identity);
    const lanes = await lanesOf(identity);
    const hub = new CliProcess(['start'], settingsOf(identity));
    onTestFinished(async () => void (await hub.stop()));
    const url = await hub.ready();
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const working = work(url, token, lanes, Number.POSITIVE_INFINITY);
      await someMore(lanes);
      process.kill(server.pid, 'SIGKILL');
      await working;
      await expect.poll(() => isAlive(server.pid), { timeout: 30_000 }).toBe(false);
      server = await startEmbeddedPostgres(options);
      const done = sumOf(lanes);
      await expect
        .poll(
          async () => {
            await work(url, token, lanes, done + LANES);
            return sumOf(lanes);
          },
          { timeout: 60_000 },
        )
        .toBeGreaterThan(done);
    }
    expect(hub.isRunning).toBe(true);
    await expectWhole(identity, lanes);
  },
  LIMIT,
);
