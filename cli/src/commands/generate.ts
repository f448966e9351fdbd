import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type WrittenFile, writeCity } from '../generate/index.ts';
import { Refusal } from '../refusal.ts';
import type { Terminal } from '../terminal.ts';

export interface GenerateFlags {
  readonly slug: string;
  readonly seed: number;
  readonly scale: number;
  readonly json?: boolean;
}

/** Writes the folder of a made-up city; the same seed and scale give the same bytes. */
export async function generateCommand(
  directory: string,
  { slug, seed, scale, json = false }: GenerateFlags,
  terminal: Terminal,
): Promise<void> {
  await refuseOthers(directory, slug);
  const files = await writeCity(directory, { slug, seed, scale }, (done, total) =>
    terminal.progress(`Making up ${slug}`, done, total),
  );
  process.stdout.write(
    json ? `${JSON.stringify({ slug, seed, scale, files })}\n` : told(slug, directory, files),
  );
}

/** Never writes over a programme that somebody made. */
async function refuseOthers(directory: string, slug: string): Promise<void> {
  const found = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new Refusal(`${directory} cannot be written to: it is not a folder.`);
  });
  if (found.length === 0) return;
  const sources = await readFile(path.join(directory, 'sources.csv'), 'utf8').catch(() => '');
  const programme = await readFile(path.join(directory, 'programme.csv'), 'utf8').catch(() => '');
  if (sources.includes('Invented by the generator') && programme.split('\n')[1]?.startsWith(`${slug},`))
    return;
  throw new Refusal(`${directory} holds something else than a made-up ${slug}. Give a new folder.`);
}

function told(slug: string, directory: string, files: readonly WrittenFile[]): string {
  const sum = (key: 'rows' | 'bytes') => files.reduce((total, file) => total + file[key], 0);
  return `${slug}: ${sum('rows')} rows in ${files.length} files, ${(sum('bytes') / 1e6).toFixed(1)} MB, in ${directory}\n`;
}
