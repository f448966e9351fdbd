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
import type { HubIdentity } from './prepare-database.ts';

/** Loads one programme folder into the hub's database, or refuses it whole. */
export function importFolder(
  { ownerUrl, rolePrefix, secret }: HubIdentity,
  directory: string,
  options: Pick<ImportOptions, 'isDryRun' | 'onProgress'> = {},
): Promise<ImportResult> {
  return withOwner(roleUrl(ownerUrl, importRole(rolePrefix), secret), (client) =>
    importProgramme({
      directory,
      services: subgraphs,
      client,
      roleOf: (service) => serviceRole(rolePrefix, service),
      ...options,
    }),
  );
}
