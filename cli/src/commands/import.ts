import { stat } from 'node:fs/promises';
import path from 'node:path';
import { ImportRefused, type ImportResult, problemText } from '@kapstok/kit';
import { keepTrailEndsNow } from '../anchors.ts';
import { reachDatabase } from '../database-server.ts';
import { importFolder } from '../import-folder.ts';
import { prepareDatabase } from '../prepare-database.ts';
import { Refusal } from '../refusal.ts';
import { readSecret } from '../secret.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

export interface ImportFlags {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** How many problems are printed; the rest is counted. */
const SHOWN = 50;

/** Loads a programme folder; prints what changed, or every problem with its file, line and column. */
export async function importCommand(
  directory: string,
  flags: ImportFlags,
  settings: Settings,
  terminal: Terminal,
): Promise<void> {
  const isFolder = await stat(directory).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new Refusal(`${directory} is not a folder. Give the folder that holds programme.csv.`);
  const server = await reachDatabase(settings, { say: terminal.say, isKeeper: false });
  try {
    const identity = {
      ownerUrl: server.ownerUrl,
      rolePrefix: settings.rolePrefix,
      secret: await readSecret(settings),
    };
    await prepareDatabase(identity);
    const label = flags.dryRun ? 'Checking' : 'Loading';
    const keep = () => keepTrailEndsNow(server.ownerUrl, settings, terminal);
    const result = await importFolder(identity, directory, {
      isDryRun: flags.dryRun ?? false,
      onProgress: (done, total) => terminal.progress(`${label} ${path.basename(directory)}`, done, total),
    }).finally(keep);
    print(result, flags);
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    refuse(error, flags);
  } finally {
    await server.stop();
  }
}

function print(result: ImportResult, { dryRun = false, json = false }: ImportFlags): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ ...result, isDryRun: dryRun })}\n`);
    return;
  }
  const sum = (key: 'inserted' | 'updated' | 'deleted' | 'unchanged') =>
    result.files.reduce((total, file) => total + file[key], 0);
  const changed = result.files.filter((file) => file.inserted + file.updated + file.deleted > 0);
  for (const { file, service, inserted, updated, deleted } of changed)
    process.stdout.write(`${service}/${file}: ${inserted} new, ${updated} changed, ${deleted} removed\n`);
  const verb = dryRun ? 'would be (nothing was changed)' : 'are in';
  process.stdout.write(
    `${result.slug}: ${sum('inserted')} new, ${sum('updated')} changed, ${sum('deleted')} removed, ` +
      `${sum('unchanged')} unchanged rows ${verb}\n`,
  );
}

function refuse(refused: ImportRefused, { json = false }: ImportFlags): void {
  process.exitCode = 1;
  if (json) {
    const { count, problems } = refused;
    process.stdout.write(`${JSON.stringify({ refused: true, count, problems })}\n`);
    return;
  }
  for (const problem of refused.problems.slice(0, SHOWN)) process.stderr.write(`${problemText(problem)}\n`);
  if (refused.count > SHOWN) process.stderr.write(`... and ${refused.count - SHOWN} more\n`);
  process.stderr.write(`Refused: ${refused.message}.\n`);
}
