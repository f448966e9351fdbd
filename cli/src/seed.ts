import path from 'node:path';
import { withOwner } from '@kapstok/kit';
import { importFolder } from './import-folder.ts';
import type { HubIdentity } from './prepare-database.ts';
import { PROGRAMMES } from './shipped.ts';

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
