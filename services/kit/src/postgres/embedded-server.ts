import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type ClusterHome,
  chooseClusterHome,
  createCluster,
  FALLBACK_ROOT,
  findClusterHome,
  SOCKET_PORT,
  socketDirectory,
} from './cluster-home.ts';
import { FolderLockedError, lockFolder } from './folder-lock.ts';
import {
  findRunning,
  type RunningServer,
  readPidFile,
  removeStalePidFile,
  serverUrl,
  stopServer,
} from './running-server.ts';
import { findServerBinaries } from './server-binaries.ts';
import { launch, type ServerSettings, START_MS } from './server-process.ts';
import { canEnter, makeDirectory } from './server-user.ts';

/** A PostgreSQL of our own: private socket, no port, no password to keep. */
export interface EmbeddedServer {
  /** Superuser, database `postgres`, over the socket. */
  url: string;
  pid: number;
  /** False when it ran already: started by another process, or left over by one that was killed. */
  startedHere: boolean;
  /** Fast shutdown; resolves when the server is really gone. Stops it for everyone who joined. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Made when missing. Holds `cluster`, `socket` and `server.log`. */
  dataDirectory: string;
  /** Server settings on top of ours; they hold from the next start, not for a server that is joined. */
  settings?: ServerSettings;
  /** Accounts to run the server as when the hub is root, the first that exists; `postgres`, then `nobody`. */
  accounts?: readonly string[];
  /** Told what an operator should know, such as data that had to go elsewhere. */
  log?: (message: string) => void;
}

const SETTINGS: ServerSettings = {
  max_connections: 200,
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // costs more than it gives on questions of some milliseconds
  jit: 'off',
};

const POLL_MS = 20;

/** Joins the server of this data directory, or starts it; makes the cluster the first time. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const log = options.log ?? (() => {});
  makeDirectory(path.resolve(options.dataDirectory));
  const dataDirectory = realpathSync(options.dataDirectory);
  for (const end = Date.now() + START_MS; Date.now() < end; await delay(POLL_MS)) {
    const joined = await join(dataDirectory);
    if (joined) return joined;
    const lock = await lockFolder(dataDirectory, 'postgres').catch(unlessLocked);
    if (!lock) continue; // another process is starting it right now
    try {
      return (await join(dataDirectory)) ?? (await start(dataDirectory, { ...options, log }));
    } finally {
      await lock.release();
    }
  }
  throw new Error(
    `Another process has been starting PostgreSQL in ${dataDirectory} for ${START_MS / 1000} s.`,
  );
}

function unlessLocked(error: unknown): null {
  if (error instanceof FolderLockedError) return null;
  throw error;
}

async function join(dataDirectory: string): Promise<EmbeddedServer | null> {
  const home = findClusterHome(dataDirectory);
  const running = home && (await findRunning(home.cluster));
  return running ? embeddedServer(home, running, false) : null;
}

async function start(
  dataDirectory: string,
  { accounts, log, settings: extra = {} }: EmbeddedOptions & { log: (message: string) => void },
): Promise<EmbeddedServer> {
  const existing = findClusterHome(dataDirectory);
  if (existing) mustBeReachable(existing);
  const home = existing ?? chooseClusterHome(dataDirectory, log, accounts);
  const binaries = await findServerBinaries({
    user: home.user,
    major: existing ? readMajor(existing) : null,
    copyTo: home.user ? FALLBACK_ROOT : home.directory,
    log,
  });
  const settings = { ...SETTINGS, ...extra };
  if (!existing) await createCluster(home, dataDirectory, binaries, settingIsOn(extra['fsync']));
  removeStalePidFile(home.cluster);
  const socket = await socketDirectory(home, readPidFile(home.cluster)?.socketDirectory ?? null);
  const { running, startedHere } = await launch(home, binaries, { ...settings, ...socketSettings(socket) });
  return embeddedServer(home, running, startedHere);
}

function mustBeReachable({ cluster, user }: ClusterHome): void {
  if (canEnter(user, cluster)) return;
  throw new Error(
    `PostgreSQL runs as ${user?.name}, who owns ${cluster} but cannot enter a folder above it.`,
  );
}

function readMajor(home: ClusterHome): number {
  return Number.parseInt(readFileSync(path.join(home.cluster, 'PG_VERSION'), 'utf8'), 10);
}

function settingIsOn(value: ServerSettings[string] | undefined): boolean {
  return value !== false && value !== 'off';
}

function socketSettings(directory: string): ServerSettings {
  return {
    listen_addresses: '',
    unix_socket_directories: directory,
    unix_socket_permissions: '0700',
    port: SOCKET_PORT,
  };
}

function embeddedServer(home: ClusterHome, running: RunningServer, startedHere: boolean): EmbeddedServer {
  let stopped: Promise<void> | null = null;
  return {
    url: serverUrl(running),
    pid: running.pid,
    startedHere,
    stop: () => {
      stopped ??= stopServer(home.cluster, running);
      return stopped;
    },
  };
}
