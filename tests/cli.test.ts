import { createServer } from 'node:net';
import path from 'node:path';
import { PROGRAMMES, shippedSlugs } from '@kapstok/cli/testing';
import { withOwner } from '@kapstok/kit';
import { createTestDatabase } from '@kapstok/kit/testing';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { build, CliProcess, dataDirectory, isAlive, postmasterOf, runCli } from './cli-process.ts';
import { ProgrammeFolder } from './programme-folder.ts';

const SHIPPED = await shippedSlugs();
const [OLD = '', NEW = ''] = SHIPPED;
const READY = /^ready http:\/\/127\.0\.0\.1:\d+ in \d+ ms\n$/;

beforeAll(() => build(), 300_000);

interface Answer {
  readonly data: { readonly programmes: { readonly nodes: readonly { readonly slug: string }[] } | null };
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

async function ask(url: string, query: string): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Answer;
}
/** The programmes that it holds; a part that does not answer yet on a busy machine is asked again. */
const slugsAt = (url: string): Promise<string[]> =>
  vi.waitFor(
    async () => {
      const { data, errors } = await ask(url, '{ programmes { nodes { slug } } }');
      expect(errors).toBeUndefined();
      return (data.programmes?.nodes ?? []).map(({ slug }) => slug).sort();
    },
    { timeout: 30_000 },
  );

/** Starts the hub; whatever becomes of the test, it ends with it. */
function start(settings: Record<string, string>): CliProcess {
  const hub = new CliProcess(['start'], { PORT: '0', ...settings });
  onTestFinished(async () => {
    await hub.stop('SIGTERM');
  });
  return hub;
}

describe('a hub with a PostgreSQL of its own', { timeout: 180_000 }, () => {
  let data: Awaited<ReturnType<typeof dataDirectory>>;
  beforeAll(async () => {
    data = await dataDirectory();
  });
  afterAll(async () => {
    const left = await postmasterOf(data.directory);
    if (left !== null) process.kill(left, 'SIGQUIT');
    await data.delete();
  });
  const settings = () => ({ KAPSTOK_DATA: data.directory });
  /** Nothing is loaded: what it holds was there. */
  const unseeded = () => ({ ...settings(), KAPSTOK_SEED: 'none' });

  test('starts on an empty folder, says so in one line, serves, and stops with its PostgreSQL', async () => {
    const hub = start(settings());
    const url = await hub.ready();
    expect(await slugsAt(url)).toEqual(await shippedSlugs());
    const statusOf = async (at: string) => (await fetch(`${url}${at}`)).status;
    for (const page of ['/livez', '/readyz', '/', '/explorer'])
      expect([page, await statusOf(page)]).toEqual([page, 200]);
    const postmaster = await postmasterOf(data.directory);
    expect(postmaster).not.toBeNull();
    expect(await hub.stop('SIGTERM')).toBe(0);
    expect(hub.stdout).toMatch(READY);
    expect(isAlive(postmaster ?? 0)).toBe(false);
    expect(await postmasterOf(data.directory)).toBeNull();
  });

  test('runs once on a folder: the second is told which process has it', async () => {
    const hub = start(unseeded());
    await hub.ready();
    const second = await runCli(['start'], { PORT: '0', ...unseeded() });
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toContain(`process ${hub.pid}`);
    expect(second.stderr).not.toMatch(/^\s+at /m);
    expect(await hub.stop('SIGINT')).toBe(0);
  });

  test('takes imports while it runs, and shows them', async () => {
    const hub = start(unseeded());
    const url = await hub.ready();
    const folder = await ProgrammeFolder.copyOf(NEW);
    onTestFinished(() => folder.delete());
    await folder.set('programme.csv', NEW, 'slug', 'another-city');
    const result = await runCli(['import', folder.directory], settings());
    expect(result).toMatchObject({ code: 0 });
    expect(await slugsAt(url)).toContain('another-city');
    expect(await hub.stop()).toBe(0);
  });

  test('that is killed leaves its PostgreSQL, which the next hub takes over and stops', async () => {
    const killed = start(unseeded());
    await killed.ready();
    const postmaster = await postmasterOf(data.directory);
    expect(await killed.stop('SIGKILL')).toBe('SIGKILL');
    const next = start(unseeded());
    expect(await slugsAt(await next.ready())).toEqual(expect.arrayContaining(SHIPPED));
    expect(await next.stop()).toBe(0);
    expect(await postmasterOf(data.directory)).toBeNull();
    expect(isAlive(postmaster ?? 0)).toBe(false);
  });

  test('whose PostgreSQL is killed says that it is not ready, and has its data after a new start', async () => {
    const hub = start(unseeded());
    const url = await hub.ready();
    process.kill((await postmasterOf(data.directory)) ?? Number.NaN, 'SIGKILL');
    await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(503), {
      timeout: 30_000,
    });
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    const answer = await ask(url, '{ programmes { nodes { slug } } }');
    expect(answer.errors?.[0]?.extensions.code).toMatch(/^(INTERNAL|SUBGRAPH_UNAVAILABLE)$/);
    expect(await hub.stop()).toBe(0);
    const next = start(unseeded());
    expect(await slugsAt(await next.ready())).toEqual(expect.arrayContaining(SHIPPED));
    expect(await next.stop()).toBe(0);
  });

  test('that is told to stop before it is ready stops, and leaves nothing running', async () => {
    const hub = start(unseeded());
    await vi.waitFor(async () => expect(await postmasterOf(data.directory)).not.toBeNull(), {
      timeout: 30_000,
    });
    const code = await hub.stop('SIGTERM');
    expect([0, 1]).toContain(code);
    await vi.waitFor(async () => expect(await postmasterOf(data.directory)).toBeNull(), { timeout: 30_000 });
    const next = start(unseeded());
    expect(await slugsAt(await next.ready())).toEqual(expect.arrayContaining(SHIPPED));
    expect(await next.stop()).toBe(0);
  });
});

describe('a hub on a PostgreSQL that is given', { timeout: 120_000 }, () => {
  /** An empty database, and who the hub is in it. */
  async function given() {
    const database = await createTestDatabase(inject('serverUrl'));
    const data = await dataDirectory();
    onTestFinished(async () => {
      await database.drop();
      await data.delete();
    });
    return {
      DATABASE_URL: database.url,
      KAPSTOK_DATA: data.directory,
      KAPSTOK_ROLE_PREFIX: 'kapstok_cli_test',
      KAPSTOK_SECRET: 'the secret of the roles of the tests of the command line',
    };
  }

  test('loads nothing unasked, then the programme that is asked for, and not again what is there', async () => {
    const settings = await given();
    const empty = start(settings);
    expect(await slugsAt(await empty.ready())).toEqual([]);
    expect(await empty.stop()).toBe(0);
    expect(empty.stdout).toMatch(READY);
    const hub = start({ ...settings, KAPSTOK_SEED: NEW });
    expect(await slugsAt(await hub.ready())).toEqual([NEW]);
    expect(await hub.stop()).toBe(0);
    const again = start({ ...settings, KAPSTOK_SEED: NEW });
    const url = await again.ready();
    expect(hub.stderr).toContain(`Loading ${NEW}`);
    expect(again.stderr).not.toContain('Loading');
    await breakConnections(url, settings.DATABASE_URL);
    expect(again.isRunning).toBe(true);
    expect(await again.stop()).toBe(0);
  });

  /** Every connection breaks in the middle of a question; the next is answered. */
  async function breakConnections(url: string, databaseUrl: string): Promise<void> {
    await withOwner(databaseUrl, async (owner) => {
      // Within a transaction the server remembers which connections there were.
      const rowsOf = async (sql: string) => {
        await owner.query('select pg_stat_clear_snapshot()');
        return (await owner.query(sql)).rows;
      };
      // The question waits for the lock, so its connections are in use when they break.
      await owner.query('begin; lock table actions.programme in access exclusive mode');
      const question = ask(url, '{ programmes { nodes { slug } } }');
      const waiting = `select pid from pg_stat_activity
        where datname = current_database() and application_name = 'kapstok actions' and wait_event_type = 'Lock'`;
      await vi.waitFor(async () => expect(await rowsOf(waiting)).not.toEqual([]), {
        timeout: 30_000,
      });
      await owner.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'kapstok%'`);
      await owner.query('rollback');
      expect((await question).errors?.[0]?.extensions.code).toMatch(/^(INTERNAL|SUBGRAPH_UNAVAILABLE)$/);
    });
    expect(await slugsAt(url)).toEqual([NEW]);
  }

  test('may run twice at a time, started together', async () => {
    const settings = { ...(await given()), KAPSTOK_SEED: NEW };
    const hubs = [start(settings), start(settings)];
    for (const hub of hubs) expect(await slugsAt(await hub.ready())).toEqual([NEW]);
    for (const hub of hubs) expect(await hub.stop()).toBe(0);
  });

  test('is refused a port that something else listens on, in a sentence', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    onTestFinished(() => void blocker.close());
    const address = blocker.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const { code, stdout, stderr } = await runCli(['start'], { ...(await given()), PORT: port });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`Something else listens on 127.0.0.1:${port}. Set PORT to another number`);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  const tablesIn = (url: string) =>
    withOwner(url, async (owner) => {
      const { rows } = await owner.query<{ n: number }>(
        `select count(*)::int as n from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
      );
      return rows[0]?.n;
    });

  test('is planned without a change, migrated once, and then up to date', async () => {
    const settings = await given();
    const plan = await runCli(['migrate', '--plan'], settings);
    expect(plan).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^-- actions\/[\s\S]*CREATE TABLE[\s\S]*\n-- \d+ migrations wait\n$/i),
    });
    expect(await tablesIn(settings.DATABASE_URL)).toBe(0);
    const asJson = JSON.parse((await runCli(['migrate', '--plan', '--json'], settings)).stdout);
    const first = await runCli(['migrate', '--json'], settings);
    expect(first.code).toBe(0);
    const { applied } = JSON.parse(first.stdout);
    expect(applied).toEqual(
      asJson.pending.map((m: { service: string; name: string }) => `${m.service}/${m.name}`),
    );
    expect(applied.length).toBeGreaterThan(3);
    expect(await runCli(['migrate'], settings)).toMatchObject({
      code: 0,
      stdout: 'The database is up to date.\n',
    });
    expect(await runCli(['migrate', '--plan'], settings)).toMatchObject({
      code: 0,
      stdout: '-- 0 migrations wait\n',
    });
  });

  test('imports: says what it did or would do, or every problem, with an exit code', async () => {
    const settings = await given();
    const shipped = path.join(PROGRAMMES, OLD);
    const dry = await runCli(['import', shipped, '--dry-run'], settings);
    expect(dry).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /\d+ new, 0 changed, 0 removed, 0 unchanged rows would be \(nothing was changed\)\n$/,
      ),
    });
    const first = await runCli(['import', shipped, '--json'], settings);
    expect(first.code).toBe(0);
    const { slug, isDryRun, files } = JSON.parse(first.stdout);
    expect({ slug, isDryRun }).toEqual({ slug: OLD, isDryRun: false });
    expect(files.find(({ file }: { file: string }) => file === 'programme.csv')).toMatchObject({
      inserted: 1,
    });
    const again = await runCli(['import', shipped], settings);
    expect(again).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        new RegExp(`^${OLD}: 0 new, 0 changed, 0 removed, \\d+ unchanged rows are in\\n$`),
      ),
    });

    const folder = await ProgrammeFolder.copyOf(OLD);
    onTestFinished(() => folder.delete());
    const line = await folder.set('actions.csv', 'D02-01', 'status', 'DONE');
    const wrong = await runCli(['import', folder.directory], settings);
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toContain(
      `actions.csv line ${line}, column status: "DONE" is not one of PROPOSED, PLANNED`,
    );
    expect(wrong.stderr).toMatch(/Refused: 1 problem; nothing was changed\.\n$/);
    const asJson = await runCli(['import', folder.directory, '--json'], settings);
    expect(asJson.code).toBe(1);
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      refused: true,
      count: 1,
      problems: [{ file: 'actions.csv', line, column: 'status' }],
    });
  });

  test('cannot be reached: a sentence, not a stack', async () => {
    const data = await dataDirectory();
    onTestFinished(() => data.delete());
    const { code, stderr } = await runCli(['migrate'], {
      DATABASE_URL: 'postgresql://nobody:hidden-word@127.0.0.1:1/none',
      KAPSTOK_DATA: data.directory,
    });
    expect(code).toBe(1);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr).not.toContain('hidden-word');
  });
});

describe('a wrong call', () => {
  test('with wrong settings lists all of them at once', async () => {
    const wrong = {
      PORT: 'x',
      HOST: '0.0.0.0',
      DATABASE_URL: 'foo',
      KAPSTOK_SEED: 'A B!',
      KAPSTOK_LOG: 'loud',
      KAPSTOK_SECRET: 'short',
      KAPSTOK_ROLE_PREFIX: '1x',
    };
    const { code, stdout, stderr } = await runCli(['start'], wrong);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    for (const name of Object.keys(wrong)) expect(stderr).toMatch(new RegExp(`^  ${name} \\S+`, 'm'));
    expect(stderr).not.toContain('short\n');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test.each([
    [['fly'], 'fly'],
    [['start', '--fast'], '--fast'],
    [['import'], 'dir'],
    [['import', 'a', 'b'], 'argument'],
    [[], 'Usage'],
  ])('%j is misuse', async (args, named) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(named);
  });

  test('for a folder or programme that is not there says so', async () => {
    const data = await dataDirectory();
    onTestFinished(() => data.delete());
    const settings = { KAPSTOK_DATA: data.directory };
    const noFolder = await runCli(['import', '/no/such/folder'], settings);
    expect(noFolder).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('/no/such/folder is not a folder'),
    });
    const noSeed = await runCli(['start'], { ...settings, KAPSTOK_SEED: 'atlantis' });
    expect(noSeed).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(`KAPSTOK_SEED names atlantis; shipped are ${SHIPPED.join(', ')}`),
    });
  });

  test('for help is none', async () => {
    expect(await runCli(['--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('KAPSTOK_DATA'),
    });
  });
});
