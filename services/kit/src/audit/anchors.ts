import { appendFile, readFile } from 'node:fs/promises';
import { SERVICES, type ServiceName } from '@kapstok/schema';
import type pg from 'pg';
import { identifier } from '../postgres/owner-client.ts';

/** Where a trail ended at some moment: kept outside the database, so that a removed end is noticed. */
export interface Anchor {
  readonly service: ServiceName;
  readonly seq: string;
  readonly hash: string;
  /** When it was read, ISO 8601. */
  readonly at: string;
}

/** Hashes of a service's entries by their number. */
export type AnchorsOf = ReadonlyMap<string, string>;

/** The file of anchors cannot be read as one; the message says which line. */
export class AnchorsError extends Error {
  override readonly name = 'AnchorsError';
}

/** Where the trails of these services end now; a service without entries has no anchor. As the owner of the tables. */
export async function readHeads(
  owner: pg.ClientBase | pg.Pool,
  services: readonly ServiceName[],
): Promise<Anchor[]> {
  const heads = services.map(
    (service) =>
      `(select '${service}' as service, seq::text, hash from ${identifier(service)}.audit_entry order by audit_entry.seq desc limit 1)`,
  );
  const { rows } = await owner.query<Omit<Anchor, 'at'>>(heads.join(' union all '));
  const at = new Date().toISOString();
  return rows.map((row) => ({ ...row, at }));
}

/** Adds to the file in one write, so that several processes can add to the same. */
export async function writeAnchors(file: string, anchors: readonly Anchor[]): Promise<void> {
  if (anchors.length === 0) return;
  const lines = anchors.map(
    ({ service, seq, hash, at }) => `${JSON.stringify({ service, seq, hash, at })}\n`,
  );
  await appendFile(file, lines.join(''), { mode: 0o600 });
}

/**
 * All anchors of a file by service; null when there is no such file. Two that contradict each other: the older one
 * counts, since what was written later may have been written over a forged trail.
 */
export async function readAnchors(file: string): Promise<ReadonlyMap<ServiceName, AnchorsOf> | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const found = new Map<ServiceName, Map<string, string>>();
  const lines = text.split('\n');
  // What comes after the last line break was being written when the machine stopped.
  for (const [index, line] of lines.slice(0, -1).entries()) {
    const anchor = parseAnchor(line);
    if (anchor === null)
      throw new AnchorsError(`${file} line ${index + 1} is not an anchor: {"service","seq","hash","at"}.`);
    const ofService = found.get(anchor.service) ?? new Map<string, string>();
    if (!ofService.has(anchor.seq)) ofService.set(anchor.seq, anchor.hash);
    found.set(anchor.service, ofService);
  }
  return found;
}

function parseAnchor(line: string): Pick<Anchor, 'service' | 'seq' | 'hash'> | null {
  try {
    const { service, seq, hash } = JSON.parse(line) as Partial<Record<string, unknown>>;
    const known = SERVICES.find((name) => name === service);
    if (known === undefined || typeof seq !== 'string' || typeof hash !== 'string') return null;
    return /^[1-9]\d{0,18}$/.test(seq) && /^[0-9a-f]{64}$/.test(hash) ? { service: known, seq, hash } : null;
  } catch {
    return null;
  }
}
