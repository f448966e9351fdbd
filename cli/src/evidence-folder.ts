import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileStore } from '@kapstok/all';
import type { Settings } from './settings.ts';

/** Where a hub keeps files of evidence. */
export const evidenceDirectory = ({ dataDirectory }: Settings): string =>
  path.join(dataDirectory, 'evidence');

/** Files under their SHA-256, in folders by its first two digits. */
export function evidenceFolder(folder: string): FileStore {
  const fileOf = (sha256: string) => path.join(folder, sha256.slice(0, 2), sha256);
  return {
    async put(sha256, bytes) {
      const file = fileOf(sha256);
      const there = await stat(file).catch(missing);
      if (there?.size === bytes.byteLength) return;
      await mkdir(path.dirname(file), { recursive: true });
      const part = `${file}.${randomUUID()}.part`;
      await writeThrough(part, bytes);
      await rename(part, file);
    },
    get: (sha256) => readFile(fileOf(sha256)).catch(missing),
    remove: (sha256) => rm(fileOf(sha256), { force: true }),
  };
}

/** The files of such a folder, each with its hash; none when there is no folder. */
export async function* evidenceFiles(folder: string): AsyncGenerator<{ sha256: string; file: string }> {
  const found = (await readdir(folder, { recursive: true }).catch(missing)) ?? [];
  for (const name of found.sort()) {
    const sha256 = path.basename(name);
    // What is half written has no such name.
    if (/^[0-9a-f]{64}$/.test(sha256)) yield { sha256, file: path.join(folder, name) };
  }
}

/** On the disk before its name is there: what was acknowledged survives a crash. */
async function writeThrough(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function missing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
