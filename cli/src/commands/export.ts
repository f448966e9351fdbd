import { ExportRefused, type ExportResult } from '@kapstok/kit';
import { keepTrailEndsNow } from '../anchors.ts';
import { reachDatabase } from '../database-server.ts';
import { exportFolder } from '../export-folder.ts';
import { prepareDatabase } from '../prepare-database.ts';
import { Refusal } from '../refusal.ts';
import { readSecret } from '../secret.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

export interface ExportFlags {
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Writes a programme as a folder that can be loaded again. */
export async function exportCommand(
  slug: string,
  directory: string,
  flags: ExportFlags,
  settings: Settings,
  terminal: Terminal,
): Promise<void> {
  const server = await reachDatabase(settings, { say: terminal.say, isKeeper: false });
  try {
    const identity = {
      ownerUrl: server.ownerUrl,
      rolePrefix: settings.rolePrefix,
      secret: await readSecret(settings),
    };
    await prepareDatabase(identity);
    const result = await exportFolder(identity, slug, directory, {
      isReplacing: flags.force ?? false,
      onProgress: (done, total) => terminal.progress(`Writing ${slug}`, done, total),
    });
    await keepTrailEndsNow(server.ownerUrl, settings, terminal);
    print(result, directory, flags, terminal);
  } catch (error) {
    throw error instanceof ExportRefused ? new Refusal(error.message) : error;
  } finally {
    await server.stop();
  }
}

function print(
  result: ExportResult,
  directory: string,
  { json = false }: ExportFlags,
  { say }: Terminal,
): void {
  for (const { file, key, column, cell } of result.leftOut)
    say(`${file} ${key}: ${column} is left empty; it names ${cell}, which only another programme has.`);
  if (json) {
    process.stdout.write(`${JSON.stringify({ ...result, directory })}\n`);
    return;
  }
  const rows = result.files.reduce((total, file) => total + file.rows, 0);
  process.stdout.write(`${result.slug}: ${rows} rows in ${result.files.length} files are in ${directory}\n`);
}
