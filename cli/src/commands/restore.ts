import path from 'node:path';
import { keepTrailEndsNow } from '../anchors.ts';
import { type Backup, openBackup } from '../backup/read-backup.ts';
import { checkBackup, restoreBackup } from '../backup/restore-backup.ts';
import { reachDatabase } from '../database-server.ts';
import { evidenceDirectory } from '../evidence-folder.ts';
import { lockData } from '../lock-data.ts';
import { isUsed } from '../prepare-database.ts';
import { Refusal } from '../refusal.ts';
import { readSecret } from '../secret.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { counted } from './backup.ts';

export interface RestoreFlags {
  readonly check?: boolean;
  readonly json?: boolean;
}

/** Puts a backup into a hub that holds nothing, or with `--check` reads it from end to end. */
export async function restoreCommand(
  name: string,
  flags: RestoreFlags,
  settings: Settings,
  terminal: Terminal,
): Promise<void> {
  const file = path.resolve(name);
  const backup = await openBackup(file);
  try {
    const onProgress = (done: number, total: number) =>
      terminal.progress(flags.check ? 'Reading the backup' : 'Restoring', done, total);
    if (flags.check) await checkBackup(backup, onProgress);
    else await restore(backup, settings, terminal, onProgress);
    print(file, backup, flags);
  } finally {
    backup.close();
  }
}

async function restore(
  backup: Backup,
  settings: Settings,
  terminal: Terminal,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  // Nobody starts the hub while it is being filled.
  const lock = await lockData(settings);
  const server = await reachDatabase(settings, { say: terminal.say, isKeeper: lock !== null });
  try {
    const { ownerUrl } = server;
    if (await isUsed(ownerUrl))
      throw new Refusal(
        'This hub holds data already. Restore into an empty one: set KAPSTOK_DATA to a new folder, or DATABASE_URL to a new database.',
      );
    const identity = { ownerUrl, rolePrefix: settings.rolePrefix, secret: await readSecret(settings) };
    await restoreBackup(backup, { identity, evidenceDirectory: evidenceDirectory(settings), onProgress });
    await keepTrailEndsNow(ownerUrl, settings, terminal);
  } finally {
    await server.stop();
    await lock?.release();
  }
}

function print(file: string, { manifest }: Backup, { check = false, json = false }: RestoreFlags): void {
  const found = { file, isChecked: check, ...counted(manifest) };
  const held = `${found.rows} rows of ${found.tables} tables and ${found.evidence} files of evidence, as of ${found.madeAt}`;
  const text = check
    ? `${file} is whole: ${held}.`
    : `${held}, are in this hub. Start it with: kapstok start`;
  process.stdout.write(`${json ? JSON.stringify(found) : text}\n`);
}
