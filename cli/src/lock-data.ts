import { mkdir } from 'node:fs/promises';
import { type FolderLock, FolderLockedError, lockFolder } from '@kapstok/kit/postgres';
import { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';

/** A data directory has one hub; with a database of your own any number may run, and null is returned. */
export async function lockData(settings: Settings): Promise<FolderLock | null> {
  if (settings.databaseUrl !== null) return null;
  await mkdir(settings.dataDirectory, { recursive: true });
  try {
    return await lockFolder(settings.dataDirectory);
  } catch (error) {
    if (!(error instanceof FolderLockedError)) throw error;
    const holder = error.holder === null ? 'another process' : `process ${error.holder}`;
    throw new Refusal(
      `The hub runs already on ${settings.dataDirectory}: ${holder}. Stop it first, or set KAPSTOK_DATA to another folder.`,
    );
  }
}
