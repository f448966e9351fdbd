import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findClusterHome } from './cluster-home.ts';
import { createDatabaseFrom, databaseUrl, dropDatabase, ensureDatabase } from './database-admin.ts';
import { startEmbeddedPostgres } from './embedded-server.ts';
import { isAlive } from './folder-lock.ts';
import { readPidFile, stopServer } from './running-server.ts';

/** A server for one run of tests. */
export interface TestServer {
  url: string;
  stop(): Promise<void>;
}

export interface TestDatabase {
  name: string;
  url: string;
  drop(): Promise<void>;
}

/** A server in a temporary folder that trades durability for speed; or the one whose URL is given. */
export async function startTestServer(given = process.env['DATABASE_URL']): Promise<TestServer> {
  if (given) return { url: given, stop: async () => {} };
  await removeAbandoned();
  const directory = await mkdtemp(path.join(tmpdir(), `kapstok-test-${process.pid}-`));
  await chmod(directory, 0o711); // when root runs the tests, the server's own account must get through
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    shared_buffers: '64MB',
  };
  const server = await startEmbeddedPostgres({ dataDirectory: directory, settings });
  const stop = async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

/** A run of tests that was killed could not stop its server; the next one does. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const maker = Number(/^kapstok-test-(\d+)-/.exec(name)?.[1]);
    if (!maker || isAlive(maker)) continue;
    const directory = path.join(tmpdir(), name);
    const found = await stat(directory).catch(() => null); // another run may be removing it too
    if (found?.uid !== process.getuid?.()) continue;
    const home = findClusterHome(directory);
    const server = home && readPidFile(home.cluster);
    if (server) await stopServer(home.cluster, server);
    await rm(directory, { recursive: true, force: true });
  }
}

/** A fresh database under a random name: empty, or a copy of a template that nobody is connected to. */
export async function createTestDatabase(serverUrl: string, template?: string): Promise<TestDatabase> {
  const name = `kapstok_test_${randomBytes(6).toString('hex')}`;
  const url = databaseUrl(serverUrl, name);
  await (template === undefined ? ensureDatabase(url) : createDatabaseFrom(serverUrl, template, name));
  return { name, url, drop: () => dropDatabase(serverUrl, name) };
}
