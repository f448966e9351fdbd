import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterHome } from './cluster-home.ts';
import { findRunning, type RunningServer } from './running-server.ts';
import { type ServerBinaries, serverEnvironment } from './server-binaries.ts';
import { runAs } from './server-user.ts';

export type ServerSettings = Record<string, string | number | boolean>;

/** Long, because a server that was killed replays its log first. */
export const START_MS = 180_000;

const POLL_MS = 20;
const LARGEST_LOG = 5 * 1024 * 1024;

/** Starts, and starts again while children of a server that was killed still hold its memory. */
export async function launch(
  home: ClusterHome,
  binaries: ServerBinaries,
  settings: ServerSettings,
): Promise<{ running: RunningServer; startedHere: boolean }> {
  const logFile = path.join(home.directory, 'server.log');
  if (existsSync(logFile) && statSync(logFile).size > LARGEST_LOG) renameSync(logFile, `${logFile}.1`);
  let from = 0;
  let child: ChildProcess | null = null;
  for (const end = Date.now() + START_MS; Date.now() < end; await delay(POLL_MS)) {
    const running = await findRunning(home.cluster);
    if (running) return { running, startedHere: running.pid === child?.pid };
    if (child?.pid && child.exitCode === null && child.signalCode === null) continue;
    if (child && !isStillInUse(readFrom(logFile, from))) break;
    from = existsSync(logFile) ? statSync(logFile).size : 0;
    child = spawnServer(home, binaries, settings, logFile);
  }
  throw new Error(
    `PostgreSQL did not start in ${home.cluster}; ${logFile} ends with:\n${readFrom(logFile, from).slice(-2_000)}`,
  );
}

function spawnServer(
  home: ClusterHome,
  binaries: ServerBinaries,
  settings: ServerSettings,
  logFile: string,
): ChildProcess {
  const output = openSync(logFile, 'a', 0o600);
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binaries.postgres, ['-D', home.cluster, ...flags], {
    ...runAs(home.user),
    env: serverEnvironment(),
    // in a session of its own: Ctrl-C in the terminal is for the hub, which then stops the server in order
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  child.on('error', () => {}); // shows as a missing pid
  child.unref();
  return child;
}

function isStillInUse(log: string): boolean {
  return /shared memory block .* is still in use|lock file .* already exists/.test(log);
}

function readFrom(file: string, offset: number): string {
  return existsSync(file) ? readFileSync(file).subarray(offset).toString() : '';
}
