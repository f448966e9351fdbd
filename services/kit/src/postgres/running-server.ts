import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { removeSocketDirectory } from './cluster-home.ts';
import { isAlive } from './folder-lock.ts';

/** A server seen to answer. */
export interface RunningServer {
  pid: number;
  socketDirectory: string;
  port: number;
}

const POLL_MS = 20;
const STOP_MS = 120_000;

/** What the server says of itself in its data folder; stays behind when it is killed. */
export function readPidFile(cluster: string): RunningServer | null {
  const [pid, , , port, socketDirectory] = readIfThere(path.join(cluster, 'postmaster.pid')).split('\n');
  if (!Number(pid) || !Number(port) || !socketDirectory) return null; // none, or still being written
  return { pid: Number(pid), port: Number(port), socketDirectory };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** The server of this cluster if it answers now; null while it starts, recovers, or is not there. */
export async function findRunning(cluster: string): Promise<RunningServer | null> {
  const server = readPidFile(cluster);
  if (!server || !isAlive(server.pid)) return null;
  const client = new pg.Client({
    host: server.socketDirectory,
    port: server.port,
    user: 'postgres',
    database: 'postgres',
    ssl: false,
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {}); // it may stop while we ask; the query then fails by itself
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === cluster ? server : null;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => {});
  }
}

export function serverUrl({ socketDirectory, port }: RunningServer): string {
  return `postgresql://postgres@localhost:${port}/postgres?host=${encodeURIComponent(socketDirectory)}`;
}

/** Fast shutdown: open transactions are rolled back, everything acknowledged is on disk. */
export async function stopServer(cluster: string, server: RunningServer): Promise<void> {
  if (serves(server.pid, cluster)) process.kill(server.pid, 'SIGINT');
  for (const end = Date.now() + STOP_MS; serves(server.pid, cluster); await delay(POLL_MS)) {
    if (Date.now() > end)
      throw new Error(`PostgreSQL (process ${server.pid}) did not stop in ${STOP_MS / 1000} s.`);
  }
  removeSocketDirectory(server.socketDirectory);
}

/**
 * A server killed in a container leaves a process number that, after a restart, may belong to anything;
 * PostgreSQL then refuses to start for ever. Removes the file only where the process is seen to be something
 * else: the server's own check of its shared memory stays in force.
 */
export function removeStalePidFile(cluster: string): void {
  const server = readPidFile(cluster);
  if (server && isAlive(server.pid) && !serves(server.pid, cluster)) {
    rmSync(path.join(cluster, 'postmaster.pid'), { force: true });
  }
}

/** Whether this process is the server of this cluster: numbers are given again, the working directory tells. */
function serves(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT'; // ENOENT: gone, or dead and not yet collected
  }
}
