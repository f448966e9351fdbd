import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The account the server runs as when the hub itself is root, which PostgreSQL refuses to be. */
export interface ServerUser {
  name: string;
  uid: number;
  gid: number;
}

/** Null = the server runs as whoever runs the hub. */
export function chooseServerUser(preferred: readonly string[] = ['postgres', 'nobody']): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = unprivilegedAccounts();
  const found = preferred.map((name) => accounts.find((account) => account.name === name)).find(Boolean);
  const user = found ?? accounts[0];
  if (!user) throw new Error('PostgreSQL does not run as root, and /etc/passwd names no other account.');
  return user;
}

/** The account that owns an existing cluster: the only one that can run it. */
export function ownerOf(directory: string): ServerUser | null {
  const { uid, gid } = lstatSync(directory);
  const name = unprivilegedAccounts().find((account) => account.uid === uid)?.name ?? `user ${uid}`;
  if (process.getuid?.() === 0) return { name, uid, gid };
  if (uid !== process.getuid?.()) throw new Error(`${directory} belongs to ${name}, who alone can run it.`);
  return null;
}

function unprivilegedAccounts(): ServerUser[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ name, uid, gid }) => name !== '' && uid > 0 && Number.isInteger(gid));
}

/** What `spawn` needs to run something as that user; a working directory it can enter included. */
export function runAs(user: ServerUser | null): { cwd: string; uid?: number; gid?: number } {
  return user ? { cwd: '/', uid: user.uid, gid: user.gid } : { cwd: '/' };
}

/** Asks the kernel, as that user: mode bits alone would miss access lists and read-only mounts. */
export function canEnter(user: ServerUser | null, directory: string): boolean {
  if (!user) return true;
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', directory], runAs(user)).status === 0;
}

/** Makes a folder that only this user can open; leaves one that exists as it is. */
export function makePrivateDirectory(directory: string, user: ServerUser | null): void {
  mkdirSync(directory, { mode: 0o700 });
  if (user) chownSync(directory, user.uid, user.gid);
}

/** Whether only this user can open the folder (and nobody put a link in its place). */
export function isPrivateDirectory(directory: string, user: ServerUser | null): boolean {
  const stat = lstatSync(directory, { throwIfNoEntry: false });
  return (
    stat?.isDirectory() === true &&
    stat.uid === (user?.uid ?? process.getuid?.()) &&
    (stat.mode & 0o077) === 0
  );
}

/**
 * Makes a folder and its missing parents. As root, the new ones can be passed through by the server's account
 * whatever the umask says; those that were there are not touched.
 */
export function makeDirectory(directory: string): void {
  const first = mkdirSync(directory, { recursive: true });
  if (first === undefined || process.getuid?.() !== 0) return;
  for (let made = directory; made.length >= first.length; made = path.dirname(made)) chmodSync(made, 0o711);
}
