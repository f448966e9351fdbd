import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { type CityFile, cityFiles } from './files.ts';
import type { CityOptions } from './options.ts';

export type { CityOptions } from './options.ts';

export interface WrittenFile {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
}

/** A made-up city as the text of its files, by name. The same options give the same bytes everywhere. */
export function generateCity(options: CityOptions): Map<string, string> {
  return new Map(cityFiles(options).map(({ name, lines }) => [name, [...lines].join('')]));
}

/** Writes a made-up city into a folder, row by row: no more than a piece of one file is in memory. */
export async function writeCity(
  directory: string,
  options: CityOptions,
  onProgress: (done: number, total: number, file: string) => void = () => {},
): Promise<WrittenFile[]> {
  await mkdir(directory, { recursive: true });
  const files = cityFiles(options);
  const written: WrittenFile[] = [];
  for (const [index, file] of files.entries()) {
    onProgress(index, files.length, file.name);
    written.push(await writeFile(directory, file));
  }
  onProgress(files.length, files.length, '');
  return written;
}

const PIECE = 1_000_000;

async function writeFile(directory: string, { name, lines }: CityFile): Promise<WrittenFile> {
  const handle = await open(path.join(directory, name), 'w');
  try {
    let [rows, bytes, piece] = [-1, 0, ''];
    for (const line of lines) {
      piece += line;
      rows++;
      if (piece.length < PIECE) continue;
      bytes += (await handle.write(piece)).bytesWritten;
      piece = '';
    }
    bytes += (await handle.write(piece)).bytesWritten;
    return { name, rows, bytes };
  } finally {
    await handle.close();
  }
}
