import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import path from 'node:path';

/** A folder that is ours until `release()`, or until this process ends in whatever way. */
export interface FolderLock {
  release(): Promise<void>;
}

/** Thrown when another process (or an earlier call in this one) holds the folder. */
export class FolderLockedError extends Error {
  override readonly name = 'FolderLockedError';
  /** Process that holds the lock; null when it holds the lock but did not tell its number in time. */
  readonly holder: number | null;

  constructor(directory: string, holder: number | null) {
    super(`${directory} is in use by ${holder === null ? 'another process' : `process ${holder}`}.`);
    this.holder = holder;
  }
}

/**
 * Takes an existing folder for this process alone, or throws `FolderLockedError` at once.
 * Locks of different purposes on one folder do not meet. Two paths to one folder are one lock.
 *
 * On Linux the lock is an abstract socket, which the kernel takes away on any death; it is seen within one
 * network namespace, so two containers that share a volume are not kept apart by it.
 */
export async function lockFolder(directory: string, purpose = 'hub'): Promise<FolderLock> {
  const { dev, ino } = statSync(directory);
  if (process.platform !== 'linux') return lockByFile(directory, path.join(directory, `.${purpose}.lock`));
  const key = createHash('sha256').update(`${purpose}:${dev}:${ino}`).digest('hex').slice(0, 40);
  return lockBySocket(directory, `\0kapstok-${key}`);
}

async function lockBySocket(directory: string, address: string): Promise<FolderLock> {
  const server = createServer((asker) => asker.on('error', () => asker.destroy()).end(String(process.pid)));
  try {
    await listen(server, address);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new FolderLockedError(directory, await askHolder(address));
  }
  server.unref();
  return { release: () => new Promise((done) => server.close(() => done())) };
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // exclusive: a cluster worker would otherwise share the handle of its primary, and both would hold it
    server.listen({ path: address, exclusive: true }, resolve);
  });
}

function askHolder(address: string): Promise<number | null> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(address);
    // an event loop that is busy accepts late; the refusal must not wait for it
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('data', (bytes) => {
      answer += bytes.toString();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(/^\d+$/.test(answer) ? Number(answer) : null));
  });
}

/** Where there are no abstract sockets: a file with the number of its process, void once that is gone. */
function lockByFile(directory: string, file: string): FolderLock {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return fileLock(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (holder === null || isAlive(holder)) throw new FolderLockedError(directory, holder);
    rmSync(file, { force: true });
  }
  throw new FolderLockedError(directory, readHolder(file));
}

function fileLock(file: string): FolderLock {
  const remove = () => rmSync(file, { force: true });
  process.once('exit', remove);
  return {
    release: async () => {
      process.off('exit', remove);
      remove();
    },
  };
}

function readHolder(file: string): number | null {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || null;
  } catch {
    return null;
  }
}

/** Whether a process of this number exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
