import { contextMaker, type Database, type Logger, type SubgraphDefinition } from '@kapstok/kit';
import { type DataOptions, openData } from '@kapstok/kit/data';
import type { DataPort, EvidencePort } from '@kapstok/schema';
import { createStores, type Stores } from './context.ts';
import { actions as actionRows } from './data/actions.ts';
import { updates } from './data/updates.ts';
import { createEvidencePort, type EvidenceOptions } from './evidence/load-evidence.ts';
import { describe, learn } from './facts.ts';
import { files } from './files.ts';
import { schema } from './schema.ts';
import { runImports } from './update-import/load-imports.ts';

export { deliverDigests, type ToldPerson, type WaitingDigest, writeDigests } from './digest/digest-store.ts';
export type { FileStore } from './evidence/evidence-file.ts';
export { removeUnusedEvidence } from './evidence/tidy-evidence.ts';
export { deliverReminders, type WaitingReminder, writeReminders } from './reminder/remind-store.ts';

/** The plan: programmes, policy domains, blocks and actions. */
export const actions: SubgraphDefinition<Stores> = {
  name: 'actions',
  get schema() {
    return schema();
  },
  directory: new URL('..', import.meta.url),
  files,
  createStores,
  describe,
  hears: ['agreements', 'reviews', 'indicators'],
  learn,
};

/** Takes and gives files of evidence, for the gateway. */
export const createEvidence = (options: EvidenceOptions): EvidencePort =>
  createEvidencePort(actions, options);

/** Makes what carries out the imports of progress updates that wait, until there is none or it is told to stop. */
export function createImports(
  database: Database,
  { now = () => new Date(), log }: { now?: (() => Date) | undefined; log: Logger },
): (isStopping: () => boolean) => Promise<void> {
  const contextOf = contextMaker(actions, database, { now });
  return (isStopping) => runImports({ database, contextOf, now, log }, isStopping);
}

/** Answers what is asked below `/data` of what this service owns. */
export const createData = (options: DataOptions): DataPort =>
  openData({ datasets: [actionRows, updates] }, options);
