import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { subgraphs } from '@kapstok/all';
import { keepAnchors, type Listener, type Logger, readHeads, withOwner, writeAnchors } from '@kapstok/kit';
import type { ServiceName } from '@kapstok/schema';
import type { Settings } from './settings.ts';
import type { Terminal } from './terminal.ts';

/** Beside the database and not in it: whoever can alter the trail there does not reach this. */
export const anchorsFile = ({ dataDirectory }: Settings): string =>
  path.join(dataDirectory, 'audit-anchors.jsonl');

const ALL: readonly ServiceName[] = subgraphs.map(({ name }) => name);

/** Keeps where the trails end for as long as this process serves these services. */
export async function keepTrailEnds(
  ownerUrl: string,
  settings: Settings,
  log: Logger,
  services = ALL,
): Promise<Listener> {
  await mkdir(settings.dataDirectory, { recursive: true });
  return keepAnchors({ ownerUrl, services, file: anchorsFile(settings), log });
}

/** Keeps where the trails end now; after each command that leaves an entry. What the command did stands anyhow. */
export async function keepTrailEndsNow(
  ownerUrl: string,
  settings: Settings,
  { say }: Pick<Terminal, 'say'>,
): Promise<void> {
  const file = anchorsFile(settings);
  try {
    await mkdir(settings.dataDirectory, { recursive: true });
    await writeAnchors(file, await withOwner(ownerUrl, (owner) => readHeads(owner, ALL)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say(`It is done, but where the audit trail ends could not be written to ${file}: ${reason}.`);
  }
}
