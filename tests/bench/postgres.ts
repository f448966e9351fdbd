import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createAccess,
  type HubIdentity,
  importFolder,
  openDatabases,
  PROGRAMMES,
  prepareDatabase,
} from '@kapstok/cli/testing';
import { startEmbeddedPostgres } from '@kapstok/kit';
import { createTestDatabase } from '@kapstok/kit/testing';
import pg from 'pg';
import { SLUG } from './settings.ts';

export const ROLES = { rolePrefix: 'kapstok_bench', secret: 'the secret of the bench, known to all' };
/** Linux counts processor time in these. */
const TICK_MS = 10;

/** A server of our own with the fictional city in it, as durable as the hub's. */
export async function startDatabase() {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'kapstok-bench-'));
  await chmod(dataDirectory, 0o711); // when root runs it, the server's own account must get through
  // Every server under test holds a pool for each service.
  const settings = { max_connections: '300', shared_buffers: '128MB' };
  const server = await startEmbeddedPostgres({ dataDirectory, settings });
  const stop = async () => {
    await server.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  };
  try {
    const database = await createTestDatabase(server.url);
    const identity = { ownerUrl: database.url, ...ROLES };
    await prepareDatabase(identity);
    await importFolder(identity, path.join(PROGRAMMES, SLUG));
    const token = await directorToken(identity);
    return { identity, token, serverUrl: server.url, postmaster: await settle(database.url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export async function directorToken(identity: HubIdentity): Promise<string> {
  const databases = openDatabases(identity);
  try {
    const access = createAccess({ database: databases.of('access') });
    const everything = { role: 'DIRECTOR', programme: null, organisation: null } as const;
    return await access.demoToken(everything, { days: 1, scope: 'READ' });
  } finally {
    await databases.close();
  }
}

/** Brings the statistics up to date, as autovacuum would in a minute; returns the id of the server's first process. */
export async function settle(url: string): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('vacuum analyze');
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return parentOf(rows[0]?.pid ?? 0);
  } finally {
    await client.end();
  }
}

/** Processor time of a server and all its backends so far; null where the system does not tell. */
export function postgresCpuMs(postmaster: number): number | null {
  if (postmaster === 0) return null;
  const own = statOf(postmaster);
  if (own === null) return null;
  // Backends that ended are in what the first process waited for.
  let ticks = own.slice(11, 15).reduce((sum, part) => sum + Number(part), 0);
  for (const entry of readdirSync('/proc')) {
    const stat = /^\d+$/.test(entry) ? statOf(Number(entry)) : null;
    if (stat !== null && Number(stat[1]) === postmaster) ticks += Number(stat[11]) + Number(stat[12]);
  }
  return ticks * TICK_MS;
}

const parentOf = (pid: number): number => Number(statOf(pid)?.[1] ?? 0);

/** What follows the name in /proc/PID/stat: state, parent …, from place 11 on user, system, and children's time. */
function statOf(pid: number): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return null;
  }
}
