import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { subgraphs } from '@kapstok/all';
import { type KeptTable, type Snapshot, withSnapshot } from '@kapstok/kit';
import yazl from 'yazl';
import { evidenceFiles } from '../evidence-folder.ts';
import { entryOfEvidence, entryOfTable, MANIFEST, type Manifest, type TableEntry } from './manifest.ts';
import { measured } from './measured.ts';

export interface BackupOptions {
  readonly ownerUrl: string;
  readonly evidenceDirectory: string;
  readonly file: string;
  readonly onProgress: (done: number, total: number) => void;
}

/** Writes all that the hub holds at this moment into one archive; it is there whole, or not at all. */
export async function writeBackup({ ownerUrl, file, ...options }: BackupOptions): Promise<Manifest> {
  const part = `${file}.part`;
  try {
    const schemas = subgraphs.map(({ name }) => name);
    const manifest = await withSnapshot(ownerUrl, schemas, (snapshot) => pack(snapshot, part, options));
    await reachDisk(part);
    await rename(part, file);
    return manifest;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function pack(
  snapshot: Snapshot,
  part: string,
  { evidenceDirectory, onProgress }: Pick<BackupOptions, 'evidenceDirectory' | 'onProgress'>,
): Promise<Manifest> {
  const archive = new yazl.ZipFile();
  // People are in it: nobody but whoever made it reads it.
  const written = pipeline(archive.outputStream as Readable, createWriteStream(part, { mode: 0o600 }));
  const packing = async (): Promise<Manifest> => {
    const tables: Packed[] = [];
    for (const table of snapshot.tables) {
      tables.push(await packTable(archive, snapshot, table));
      onProgress(tables.length, snapshot.tables.length);
    }
    // What a row of the snapshot names was on the disk before the row was: it is found here.
    const evidence = await packEvidence(archive, evidenceDirectory);
    const manifest = await manifestOf(snapshot, tables, evidence);
    archive.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), MANIFEST);
    archive.end();
    return manifest;
  };
  // A disk that is full ends the packing too.
  const [manifest] = await Promise.all([Promise.race([packing(), written.then(never)]), written]);
  return manifest;
}
const never = () => new Promise<never>(() => {});

/** What was packed of a table; how many rows is known when the server has ended the command, so after the next one. */
type Packed = () => TableEntry;

async function packTable(archive: yazl.ZipFile, snapshot: Snapshot, table: KeptTable): Promise<Packed> {
  const { through, sha256 } = measured();
  const rows = snapshot.copy(table);
  archive.addReadStream(through, entryOfTable(table));
  await pipeline(rows, through);
  const hash = sha256();
  return () => ({ ...table, rows: rows.rowCount, sha256: hash });
}

async function packEvidence(archive: yazl.ZipFile, directory: string): Promise<string[]> {
  const packed: string[] = [];
  for await (const { sha256, file } of evidenceFiles(directory)) {
    archive.addFile(file, entryOfEvidence(sha256), { compress: false });
    packed.push(sha256);
  }
  return packed;
}

async function manifestOf(
  { migrations, sequences: readSequences }: Snapshot,
  tables: readonly Packed[],
  evidence: string[],
): Promise<Manifest> {
  const sequences = await readSequences();
  return {
    format: 'kapstok backup',
    version: 1,
    madeAt: new Date().toISOString(),
    migrations: Object.fromEntries([...migrations].map(([schema, names]) => [schema, [...names]])),
    tables: tables.map((packed) => packed()),
    sequences,
    evidence,
  };
}

async function reachDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}
