import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
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
