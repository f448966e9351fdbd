import { subgraphs } from '@kapstok/all';
import {
  type ImportOptions,
  type ImportResult,
  importProgramme,
  importRole,
  roleUrl,
  serviceRole,
  withOwner,
} from '@kapstok/kit';
import { catchUpFully, openDatabases } from './databases.ts';
import type { HubIdentity } from './prepare-database.ts';

/** Loads one programme folder into the hub's database, or refuses it whole; every service has heard of it then. */
export async function importFolder(
  identity: HubIdentity,
  directory: string,
  options: Pick<ImportOptions, 'isDryRun' | 'onProgress'> = {},
): Promise<ImportResult> {
  const { ownerUrl, rolePrefix, secret } = identity;
  const result = await withOwner(roleUrl(ownerUrl, importRole(rolePrefix), secret), (client) =>
    importProgramme({
      directory,
      services: subgraphs,
      client,
      roleOf: (service) => serviceRole(rolePrefix, service),
      ...options,
    }),
  );
  if (!options.isDryRun) await hearNews(identity);
  return result;
}

async function hearNews(identity: HubIdentity): Promise<void> {
  const databases = openDatabases(identity);
  try {
    await catchUpFully(databases);
  } finally {
    await databases.close();
  }
}
