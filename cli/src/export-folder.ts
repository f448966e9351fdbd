import { subgraphs } from '@kapstok/all';
import {
  type ExportOptions,
  type ExportResult,
  exportProgramme,
  importRole,
  roleUrl,
  serviceRole,
  withOwner,
} from '@kapstok/kit';
import type { HubIdentity } from './prepare-database.ts';

/** Writes one programme of the hub's database as a folder, or leaves no trace. */
export function exportFolder(
  { ownerUrl, rolePrefix, secret }: HubIdentity,
  slug: string,
  directory: string,
  options: Pick<ExportOptions, 'isReplacing' | 'onProgress'> = {},
): Promise<ExportResult> {
  return withOwner(roleUrl(ownerUrl, importRole(rolePrefix), secret), (client) =>
    exportProgramme({
      slug,
      directory,
      services: subgraphs,
      client,
      roleOf: (service) => serviceRole(rolePrefix, service),
      ...options,
    }),
  );
}
