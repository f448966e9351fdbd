import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  existsSync,
  lstatSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type ServerBinaries, serverEnvironment } from './server-binaries.ts';
import {
  canEnter,
  chooseServerUser,
  isPrivateDirectory,
  makeDirectory,
  makePrivateDirectory,
  ownerOf,
  runAs,
  type ServerUser,
} from './server-user.ts';

const run = promisify(execFile);

/** Where data goes that the server's account could not reach otherwise. */
export const FALLBACK_ROOT = '/var/lib/kapstok';

/** Names the socket file; no TCP port is opened. */
export const SOCKET_PORT = 5432;

/** macOS allows 103 bytes for the path of a socket, Linux 107: the smaller holds everywhere. */
const LONGEST_SOCKET_PATH = 103;

const TEMPORARY_SOCKETS = 'kapstok-socket-';

/** Folder of a cluster, its log and its socket, and the account it all belongs to. */
export interface ClusterHome {
  directory: string;
  cluster: string;
  user: ServerUser | null;
}

/** `<dataDirectory>/cluster` is the cluster, or a link to where it had to go. Null = there is none yet. */
export function findClusterHome(dataDirectory: string): ClusterHome | null {
  const entry = path.join(dataDirectory, 'cluster');
  if (!lstatSync(entry, { throwIfNoEntry: false })) return null;
  if (!existsSync(entry)) throw new Error(`${entry} leads to data that is not there.`);
  const cluster = realpathSync(entry);
  return { directory: path.dirname(cluster), cluster, user: ownerOf(cluster) };
}

/** Decides where a new cluster goes. Call it under the lock of the data directory. */
export function chooseClusterHome(
  dataDirectory: string,
  log: (message: string) => void,
  accounts?: readonly string[],
): ClusterHome {
  const user = chooseServerUser(accounts);
  const directory = canEnter(user, dataDirectory) ? dataDirectory : fallbackDirectory(dataDirectory);
  if (directory !== dataDirectory) {
    log(`PostgreSQL runs as ${user?.name}, who cannot enter ${dataDirectory}; its data goes to ${directory}`);
  }
  return { directory, cluster: path.join(directory, 'cluster'), user };
}

/** Never one that holds data: whoever removed the data directory asked for an empty one. */
function fallbackDirectory(dataDirectory: string): string {
  const name = createHash('sha256').update(dataDirectory).digest('hex').slice(0, 16);
  for (let n = 1; ; n += 1) {
    const directory = path.join(FALLBACK_ROOT, n === 1 ? name : `${name}-${n}`);
    if (existsSync(path.join(directory, 'cluster'))) continue;
    makeDirectory(directory);
    return directory;
  }
}

/** Makes the cluster beside its place and moves it there when complete, so that a half one is never started. */
export async function createCluster(
  home: ClusterHome,
  dataDirectory: string,
  { initdb }: ServerBinaries,
  durable: boolean,
): Promise<void> {
  removeUnfinished(home.directory);
  const unfinished = path.join(home.directory, `unfinished-${process.pid}`);
  makePrivateDirectory(unfinished, home.user);
  const options = ['-U', 'postgres', '-E', 'UTF8', '--locale=C', '--data-checksums', '--no-instructions'];
  const access = ['--auth-local=trust', '--auth-host=reject'];
  await run(initdb, ['-D', unfinished, ...options, ...access, ...(durable ? [] : ['--no-sync'])], {
    ...runAs(home.user),
    env: serverEnvironment(),
  }).catch((error: Error & { stderr?: string }) => {
    throw new Error(`initdb could not make ${home.cluster}: ${error.stderr?.trim() || error.message}`, {
      cause: error,
    });
  });
  await writeAccessRules(unfinished, home.user);
  renameSync(unfinished, home.cluster);
  const entry = path.join(dataDirectory, 'cluster');
  if (entry !== home.cluster) symlinkSync(home.cluster, entry);
}

function removeUnfinished(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (name.startsWith('unfinished-')) rmSync(path.join(directory, name), { recursive: true });
  }
}

/**
 * The superuser needs no password: whoever can open the socket's folder is its owner. Every other role shows
 * its password, as it would anywhere else.
 */
async function writeAccessRules(cluster: string, user: ServerUser | null): Promise<void> {
  const file = path.join(cluster, 'pg_hba.conf');
  await writeFile(file, 'local all postgres trust\nlocal all all scram-sha-256\n', { mode: 0o600 });
  if (user) chownSync(file, user.uid, user.gid);
}

/**
 * The folder of the socket: beside the cluster, or a short one in the temporary folder where that path would
 * be too long. The running server keeps its name in postmaster.pid, where others find it; `previous` is what
 * a server that died left there.
 */
export async function socketDirectory(home: ClusterHome, previous: string | null): Promise<string> {
  const beside = path.join(home.directory, 'socket');
  if (Buffer.byteLength(socketPath(beside)) <= LONGEST_SOCKET_PATH) {
    if (!existsSync(beside)) makePrivateDirectory(beside, home.user);
    if (isPrivateDirectory(beside, home.user)) return beside;
    throw new Error(`${beside} must be a folder that only ${home.user?.name ?? 'its owner'} can open.`);
  }
  if (previous && isTemporary(previous) && isPrivateDirectory(previous, home.user)) return previous;
  const short = Buffer.byteLength(tmpdir()) > 60 ? '/tmp' : tmpdir();
  const made = await mkdtemp(path.join(short, TEMPORARY_SOCKETS));
  if (home.user) chownSync(made, home.user.uid, home.user.gid);
  return made;
}

/** Leaves nothing in the temporary folder once the server is gone. */
export function removeSocketDirectory(directory: string): void {
  if (isTemporary(directory)) rmSync(directory, { recursive: true, force: true });
}

function isTemporary(directory: string): boolean {
  return path.basename(directory).startsWith(TEMPORARY_SOCKETS);
}

function socketPath(directory: string): string {
  return path.join(directory, `.s.PGSQL.${SOCKET_PORT}`);
}
