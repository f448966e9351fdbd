import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Manifest } from '../backup/manifest.ts';
import { writeBackup } from '../backup/write-backup.ts';
import { reachDatabase } from '../database-server.ts';
import { evidenceDirectory } from '../evidence-folder.ts';
import { isUsed } from '../prepare-database.ts';
import { Refusal } from '../refusal.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

export interface BackupFlags {
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Writes everything the hub holds at one moment into a file; a hub that runs goes on. */
export async function backupCommand(
  name: string,
  flags: BackupFlags,
  settings: Settings,
  terminal: Terminal,
): Promise<void> {
  const file = path.resolve(name);
  if (!flags.force && (await stat(file).catch(() => null)) !== null)
    throw new Refusal(`${file} is there already. Name another file, or say --force to replace it.`);
  const folder = path.dirname(file);
  if ((await stat(folder).catch(() => null)) === null)
    throw new Refusal(`There is no folder ${folder}. Make it first, or name a file in another one.`);
  const server = await reachDatabase(settings, { say: terminal.say, isKeeper: false });
  try {
    const { ownerUrl } = server;
    // As it is, not brought up to date: a backup is what one makes before that.
    if (!(await isUsed(ownerUrl)))
      throw new Refusal('This hub holds nothing yet: there is nothing to back up.');
    const manifest = await writeBackup({
      ownerUrl,
      evidenceDirectory: evidenceDirectory(settings),
      file,
      onProgress: (done, total) => terminal.progress('Writing the backup', done, total),
    });
    const { size } = await stat(file);
    print({ file, bytes: size, ...counted(manifest) }, flags);
  } finally {
    await server.stop();
  }
}

/** What a backup holds, in numbers. */
export const counted = ({ madeAt, tables, evidence }: Manifest) => ({
  madeAt,
  tables: tables.length,
  rows: tables.reduce((total, { rows }) => total + rows, 0),
  evidence: evidence.length,
});

function print(
  done: ReturnType<typeof counted> & { file: string; bytes: number },
  { json = false }: BackupFlags,
): void {
  const size = (done.bytes / 1e6).toFixed(1);
  const text = `${done.rows} rows of ${done.tables} tables and ${done.evidence} files of evidence, as of ${done.madeAt}, are in ${done.file} (${size} MB). People are in it: keep it as you keep the hub.`;
  process.stdout.write(`${json ? JSON.stringify(done) : text}\n`);
}
