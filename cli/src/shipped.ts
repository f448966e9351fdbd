import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withOwner } from '@kapstok/kit';
import { importFolder } from './import-folder.ts';
import type { HubIdentity } from './prepare-database.ts';
import { type Settings, SettingsError } from './settings.ts';

/** Where the programmes lie that the hub ships with, a folder each. */
export const PROGRAMMES = fileURLToPath(new URL('../../programmes/', import.meta.url));

/** Slugs of the shipped programmes. What lies deeper, such as `cases/`, is loaded by `kapstok import` alone. */
export async function shippedSlugs(): Promise<string[]> {
  const entries = await readdir(PROGRAMMES, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(path.join(PROGRAMMES, entry.name, 'programme.csv')))
    .map((entry) => entry.name)
    .sort();
}

/** The slugs that the setting asks for; throws SettingsError when one is not shipped. */
export async function seedSlugs(seed: Settings['seed']): Promise<string[]> {
  const shipped = await shippedSlugs();
  if (seed === 'all') return shipped;
  const unknown = seed.filter((slug) => !shipped.includes(slug));
  if (unknown.length > 0)
    throw new SettingsError(`KAPSTOK_SEED names ${unknown.join(', ')}; shipped are ${shipped.join(', ')}.`);
  return [...seed];
}

/** Loads those programmes that are not there yet; what is there is never touched. */
export async function seed(
  identity: HubIdentity,
  slugs: readonly string[],
  onProgress: (slug: string, done: number, total: number) => void,
): Promise<string[]> {
  const loaded = await loadedSlugs(identity.ownerUrl);
  const missing = slugs.filter((slug) => !loaded.includes(slug));
  for (const slug of missing) {
    await importFolder(identity, path.join(PROGRAMMES, slug), {
      onProgress: (done, total) => onProgress(slug, done, total),
    });
  }
  return missing;
}

async function loadedSlugs(ownerUrl: string): Promise<string[]> {
  return withOwner(ownerUrl, async (owner) => {
    // The owner is bound by row-level security like everybody else (it is forced).
    await owner.query('begin');
    await owner.query(`select set_config('kapstok.reads_plan', '*', true)`);
    const { rows } = await owner.query<{ slug: string }>('select slug from actions.programme');
    await owner.query('commit');
    return rows.map(({ slug }) => slug);
  });
}
