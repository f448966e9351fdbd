import type { ServiceName } from '@kapstok/schema';
import type pg from 'pg';
import { identifier } from '../postgres/owner-client.ts';
import type { AnchorsOf } from './anchors.ts';
import { HASHED_COLUMNS, hashEntry, NO_HASH } from './entry-hash.ts';

/** The first thing that is wrong in a chain. */
export interface WrongEntry {
  /** The number of the entry; null when it is about the whole trail. */
  readonly seq: string | null;
  /** What differs, in a sentence. */
  readonly message: string;
}

/** What was found of one service's trail. */
export interface ChainReport {
  readonly service: ServiceName;
  /** Entries that were read, up to the first wrong one. */
  readonly entries: number;
  /** How many anchors from elsewhere were compared; with none, a removed end cannot be told. */
  readonly anchors: number;
  readonly wrong: WrongEntry | null;
}

type Row = [...texts: (string | null)[], hash: string];
const AT_A_TIME = 1000;

/**
 * Reads the trail of a service from its first entry to its last, and computes every hash anew. As the owner of the
 * tables, in a transaction of its own; holds a thousand entries at a time.
 */
export async function verifyChain(
  owner: pg.ClientBase,
  service: ServiceName,
  anchors: AnchorsOf = new Map(),
): Promise<ChainReport> {
  await owner.query('begin isolation level repeatable read read only');
  try {
    const walk = new ChainWalk(anchors);
    const wrong =
      (await wrongGuard(owner, service)) ?? (await walkAll(owner, service, walk)) ?? walk.wrongEnd();
    return { service, entries: walk.entries, anchors: anchors.size, wrong };
  } finally {
    await owner.query('rollback').catch(() => {});
  }
}

/** Whoever altered something has to have switched these off, and may have forgotten to switch them on. */
async function wrongGuard(owner: pg.ClientBase, service: ServiceName): Promise<WrongEntry | null> {
  const { rows } = await owner.query<{ tgname: string }>(
    `select tgname from pg_trigger
     where tgrelid = to_regclass($1) and tgname in ('chain', 'stays') and tgenabled = 'A'`,
    [table(service)],
  );
  if (rows.length === 2) return null;
  if (await isMissing(owner, service))
    return { seq: null, message: 'there is no audit trail; run kapstok migrate' };
  return { seq: null, message: 'the triggers that guard the trail are off or gone' };
}

async function isMissing(owner: pg.ClientBase, service: ServiceName): Promise<boolean> {
  const { rows } = await owner.query<{ missing: boolean }>('select to_regclass($1) is null as missing', [
    table(service),
  ]);
  return rows[0]?.missing ?? true;
}

async function walkAll(
  owner: pg.ClientBase,
  service: ServiceName,
  walk: ChainWalk,
): Promise<WrongEntry | null> {
  await owner.query(
    `declare trail no scroll cursor for select ${HASHED_COLUMNS.join(', ')}, hash from ${table(service)} e order by e.seq`,
  );
  for (;;) {
    const { rows } = await owner.query<Row>({ text: `fetch ${AT_A_TIME} from trail`, rowMode: 'array' });
    for (const row of rows) {
      const message = walk.step(row);
      if (message !== null) return { seq: row[0] ?? null, message };
    }
    if (rows.length < AT_A_TIME) return null;
  }
}

const table = (service: ServiceName): string => `${identifier(service)}.audit_entry`;

/** Where the reading of a chain stands. */
class ChainWalk {
  readonly #anchors: AnchorsOf;
  #hash = NO_HASH;
  entries = 0;

  constructor(anchors: AnchorsOf) {
    this.#anchors = anchors;
  }

  /** What is wrong with the next entry; null when it follows from the one before. */
  step(row: Row): string | null {
    const texts = row.slice(0, -1);
    const [seq, hash] = [texts[0], row.at(-1)];
    const expected = String(this.entries + 1);
    if (seq !== expected) return `entry ${expected} is not there; after ${this.entries} comes ${seq}`;
    if (texts.at(-1) !== this.#hash)
      return 'it does not name the hash of the entry before it: that one, or this, was put in, moved or altered';
    if (hashEntry(texts) !== hash) return 'what it says does not give its hash: it was altered';
    const anchor = this.#anchors.get(seq);
    if (anchor !== undefined && anchor !== hash)
      return 'its hash is not the one that was kept elsewhere: the trail was written anew up to here or before';
    this.#hash = hash;
    this.entries += 1;
    return null;
  }

  /** What the end lacks that was there once. */
  wrongEnd(): WrongEntry | null {
    const last = [...this.#anchors.keys()].reduce(
      (most, seq) => (BigInt(seq) > most ? BigInt(seq) : most),
      0n,
    );
    if (last <= BigInt(this.entries)) return null;
    const there = this.entries === 0 ? 'the trail is empty' : `the trail ends at ${this.entries}`;
    return {
      seq: String(this.entries + 1),
      message: `${there}, and once went to ${last}: its end was removed`,
    };
  }
}
