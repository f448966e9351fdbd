import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { subgraphs } from '@kapstok/all';
import { type Filling, type KeptTable, readMigrations, refillTables } from '@kapstok/kit';
import { evidenceFolder } from '../evidence-folder.ts';
import { type HubIdentity, migrationsOf, prepareDatabase } from '../prepare-database.ts';
import { Refusal } from '../refusal.ts';
import { entryOfEvidence, entryOfTable, type TableEntry } from './manifest.ts';
import { measured } from './measured.ts';
import type { Backup } from './read-backup.ts';

export interface RestoreOptions {
  readonly identity: HubIdentity;
  readonly evidenceDirectory: string;
  readonly onProgress: (done: number, total: number) => void;
}

/** Compares every entry with the hash that the backup says; changes nothing. */
export async function checkBackup(backup: Backup, onProgress: RestoreOptions['onProgress']): Promise<void> {
  await expectKnownMigrations(backup);
  const { tables, evidence } = backup.manifest;
  for (const [index, table] of tables.entries()) {
    const { through, sha256 } = measured();
    await pipeline(await backup.entry(entryOfTable(table)), through.resume());
    expectHash(entryOfTable(table), sha256(), table.sha256);
    onProgress(index + 1, tables.length);
  }
  for (const one of evidence) await readEvidence(backup, one);
}

/**
 * Puts a backup into a hub that holds nothing: tables as they were when it was made, all rows or none, then what this
 * release adds to the tables. Refuses a backup of a newer release, and one in which anything was altered.
 */
export async function restoreBackup(
  backup: Backup,
  { identity, evidenceDirectory, onProgress }: RestoreOptions,
): Promise<void> {
  await expectKnownMigrations(backup);
  const { manifest } = backup;
  await prepareDatabase(identity, new Map(Object.entries(manifest.migrations)));
  // Files first: a row that names one finds it.
  const folder = evidenceFolder(evidenceDirectory);
  for (const sha256 of manifest.evidence) await folder.put(sha256, await readEvidence(backup, sha256));
  const schemas = subgraphs.map(({ name }) => name);
  await refillTables(identity.ownerUrl, schemas, async (filling) => {
    for (const [index, table] of tablesOf(backup, filling).entries()) {
      await fillTable(backup, filling, table);
      onProgress(index + 1, manifest.tables.length);
    }
    for (const sequence of manifest.sequences) await filling.setSequence(sequence);
  });
  await prepareDatabase(identity);
}

/** The tables of the backup, which are those of the database. */
function tablesOf({ manifest }: Backup, filling: Filling): TableEntry[] {
  const shapeOf = (tables: readonly KeptTable[]) => JSON.stringify(tables.map(entryOfTable).sort());
  if (shapeOf(manifest.tables) !== shapeOf(filling.tables))
    throw new Refusal('The tables that its migrations make are not those that the backup holds.');
  return manifest.tables;
}

async function fillTable(backup: Backup, filling: Filling, table: TableEntry): Promise<void> {
  const { through, sha256 } = measured();
  const csv = new PassThrough();
  const reading = pipeline(await backup.entry(entryOfTable(table)), through, csv);
  const [rows] = await Promise.all([filling.fill(table, csv), reading]);
  expectHash(entryOfTable(table), sha256(), table.sha256);
  if (rows !== table.rows)
    throw new Refusal(`${entryOfTable(table)} gave ${rows} rows where ${table.rows} were kept.`);
}

async function readEvidence(backup: Backup, sha256: string): Promise<Buffer> {
  const bytes = await buffer(await backup.entry(entryOfEvidence(sha256)));
  expectHash(entryOfEvidence(sha256), createHash('sha256').update(bytes).digest('hex'), sha256);
  return bytes;
}

function expectHash(entry: string, found: string, kept: string): void {
  if (found !== kept)
    throw new Refusal(
      `${entry} was altered or damaged: its SHA-256 is ${found}, not ${kept}. Nothing was restored.`,
    );
}

async function expectKnownMigrations({ manifest }: Backup): Promise<void> {
  for (const service of subgraphs) {
    const known = new Set((await readMigrations(migrationsOf(service))).map(({ name }) => name));
    const unknown = manifest.migrations[service.name]?.find((name) => !known.has(name));
    if (unknown !== undefined)
      throw new Refusal(
        `The backup was made by a newer release (${service.name}/${unknown} is not known here). Restore it with that one or a later one.`,
      );
  }
}
