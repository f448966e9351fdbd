import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from './settings.ts';

/**
 * The one secret from which the passwords of the service roles are derived: given, or taken from the password in
 * DATABASE_URL (every process that has the URL then derives the same), or made once and kept in the data directory.
 */
export async function readSecret({ secret, databaseUrl, dataDirectory }: Settings): Promise<string> {
  if (secret !== null) return secret;
  const password = databaseUrl === null ? '' : new URL(databaseUrl).password;
  if (password !== '') return createHash('sha256').update(`kapstok ${password}`).digest('hex');
  const file = path.join(dataDirectory, 'secret');
  await mkdir(dataDirectory, { recursive: true });
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(randomBytes(32).toString('hex'));
    await handle.close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFile(file, 'utf8');
}
