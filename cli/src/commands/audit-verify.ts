import path from 'node:path';
import { subgraphs } from '@kapstok/all';
import { AnchorsError, type ChainReport, readAnchors, verifyChain, withOwner } from '@kapstok/kit';
import { anchorsFile } from '../anchors.ts';
import { reachDatabase } from '../database-server.ts';
import { Refusal } from '../refusal.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

export interface AuditVerifyFlags {
  readonly anchors?: string;
  readonly json?: boolean;
}

/** Reads every audit trail from end to end; prints how many entries hold, or the first that is wrong in each. */
export async function auditVerifyCommand(
  flags: AuditVerifyFlags,
  settings: Settings,
  terminal: Terminal,
): Promise<void> {
  const file = path.resolve(flags.anchors ?? anchorsFile(settings));
  const anchors = await readAnchors(file).catch((error: unknown) => {
    throw error instanceof AnchorsError ? new Refusal(error.message) : error;
  });
  if (anchors === null && flags.anchors !== undefined) throw new Refusal(`There is no file ${file}.`);
  const server = await reachDatabase(settings, { say: terminal.say, isKeeper: false });
  try {
    const chains = await withOwner(server.ownerUrl, async (owner) => {
      const found: ChainReport[] = [];
      for (const { name } of subgraphs) found.push(await verifyChain(owner, name, anchors?.get(name)));
      return found;
    });
    print(chains, flags);
  } finally {
    await server.stop();
  }
}

function print(chains: readonly ChainReport[], { json = false }: AuditVerifyFlags): void {
  const wrong = chains.filter((chain) => chain.wrong !== null);
  if (wrong.length > 0) process.exitCode = 1;
  if (json) process.stdout.write(`${JSON.stringify({ ok: wrong.length === 0, chains })}\n`);
  else for (const chain of chains) printChain(chain);
}

function printChain({ service, entries, anchors, wrong }: ChainReport): void {
  if (wrong !== null) {
    const at = wrong.seq === null ? '' : `, entry ${wrong.seq}`;
    process.stderr.write(`${service}${at}: ${wrong.message}.\n`);
    return;
  }
  const kept =
    anchors === 0 && entries > 0
      ? 'nothing was kept elsewhere to compare with, so an end that was removed would not be seen'
      : `${anchors} compared with what was kept elsewhere`;
  process.stdout.write(`${service}: ${entries} entries hold, ${kept}\n`);
}
