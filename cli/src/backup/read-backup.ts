import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { Refusal } from '../refusal.ts';
import { MANIFEST, type Manifest, readManifest } from './manifest.ts';

/** A backup that is open for reading. */
export interface Backup {
  readonly manifest: Manifest;
  /** Bytes of an entry; refuses when it is not there. */
  entry(name: string): Promise<Readable>;
  close(): void;
}

/** Opens the archive and reads what it says of itself. */
export async function openBackup(file: string): Promise<Backup> {
  const zip = await yauzl.openPromise(file, { autoClose: false }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(`${file} cannot be read as a backup: ${reason}.`);
  });
  try {
    const entries = new Map<string, yauzl.Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    const entry = async (name: string): Promise<Readable> => {
      const found = entries.get(name);
      if (found === undefined) throw new Refusal(`${file} is no whole backup: ${name} is not in it.`);
      return zip.openReadStreamPromise(found);
    };
    const manifest = readManifest(await text(await entry(MANIFEST)), file);
    return { manifest, entry, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}
