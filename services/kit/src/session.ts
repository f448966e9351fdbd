import { channel } from 'node:diagnostics_channel';
import {
  administeredProgrammes,
  DATA_KIND,
  type DataKind,
  directedProgrammes,
  heldRoles,
  ownOrganisations,
  type Programmes,
  readableProgrammes,
  spokenFor,
  type Viewer,
  wordsOf,
} from '@kapstok/schema';
import pg from 'pg';
import { SNAPSHOT } from './kept-answers.ts';
import { isOutOfDate, type PreparedStatements } from './prepared.ts';

/** Every statement that the stores send, for tests that count and for tracing: `{ service, text }`. */
export const sqlChannel = channel('kapstok:sql');

/** The settings by which row-level security knows who reads; the policies' functions read them. */
export function viewerSettings(viewer: Viewer): Record<string, string> {
  const reads = wordsOf(DATA_KIND).map((kind) => [
    readsSetting(kind),
    list(readableProgrammes(viewer, kind)),
  ]);
  return {
    'kapstok.viewer': viewer.subject,
    ...Object.fromEntries(reads),
    'kapstok.organisations': list(new Set(ownOrganisations(viewer))),
    'kapstok.holds': list(new Set(heldRoles(viewer))),
    'kapstok.speaks': `{${spokenFor(viewer).join(',')}}`,
    'kapstok.directs': list(directedProgrammes(viewer)),
    'kapstok.administers': list(administeredProgrammes(viewer)),
  };
}

/** The settings of the hub itself, when it imports or applies events: every programme, and the right to write. */
export const HUB_SETTINGS: Readonly<Record<string, string>> = {
  'kapstok.viewer': 'hub',
  ...readsAll('*'),
  'kapstok.organisations': '{}',
  'kapstok.holds': '{}',
  'kapstok.speaks': '{}',
  'kapstok.import': 'on',
};

/** Settings to read every kind of data of these programmes. */
export function readsAll(programmes: Programmes): Record<string, string> {
  return Object.fromEntries(wordsOf(DATA_KIND).map((kind) => [readsSetting(kind), list(programmes)]));
}

/** `kapstok.reads_money`: the programmes of which the session reads MONEY, `*` or an array of ids. */
function readsSetting(kind: DataKind): string {
  return `kapstok.reads_${kind.toLowerCase()}`;
}

function list(ids: Programmes): string {
  return ids === '*' ? '*' : `{${[...ids].join(',')}}`;
}

/** `select set_config(…)` for the running transaction. */
export function setLocal(settings: Readonly<Record<string, string>>): string {
  const calls = Object.entries(settings).map(
    ([name, value]) => `set_config(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(value)}, true)`,
  );
  return `select ${calls.join(', ')}`;
}

/** Settles which rows are own, with the rights that were set before: the policies' `own_rows()`. Also says the snapshot. */
export function setOwn(own: string | undefined): string {
  const ids =
    own === undefined ? `'{}'` : `coalesce((select array_agg(id) from (${own}) own (id))::text, '{}')`;
  return `select set_config('kapstok.own', ${ids}, true) as own, ${SNAPSHOT} as snapshot`;
}

/** What `setOwn` settled, from the answers of the statements that it ended. */
function settledBy(answers: unknown): { readonly own: ReadonlySet<string>; readonly snapshot: string } {
  const [row] = (answers as readonly pg.QueryResult<{ own: string; snapshot: string }>[]).at(-1)?.rows ?? [];
  if (row === undefined) throw new Error('A session opened without saying what it sees.');
  return { own: new Set(row.own.match(/[^{},]+/g)), snapshot: row.snapshot };
}

/**
 * An answer can be given while parts of it are still being worked out, such as the neighbours of a field that failed.
 * What they ask for then is refused: nobody would give back a connection that they opened.
 */
const OVER = 'The request of this statement has ended.';

/** Says with an error of the database which statement failed: for the log, where values have no place. */
const withStatement = (statement: string) => (error: unknown) => {
  throw error instanceof Error ? Object.assign(error, { statement }) : error;
};

/** `begin` of a transaction with the rights of a viewer; `at` is the moment of a change by the clock of the hub. */
export function beginFor(
  viewer: Viewer,
  { isWriting, at }: { readonly isWriting: boolean; readonly at?: Date | undefined },
): string {
  const mode = isWriting ? 'read committed' : 'repeatable read read only';
  const clock = at === undefined ? {} : { 'kapstok.now': at.toISOString() };
  const change = isWriting ? { 'kapstok.change': 'on', ...clock } : {};
  return `begin isolation level ${mode}; ${setLocal({ ...viewerSettings(viewer), ...change })}`;
}

/** Where a session reads, and for whom. */
export interface SessionOptions {
  readonly pool: pg.Pool;
  readonly service: string;
  readonly viewer: Viewer;
  /** Those of the pool, whose connections know them. */
  readonly prepared: PreparedStatements;
  /** SQL that selects the ids of what is the own of the viewer's organisations. */
  readonly own?: string | undefined;
  /** Whether rows are changed in it. It then sees what others committed while it waited for a lock. */
  readonly isWriting?: boolean;
  /** The moment of the change by the clock of the hub, for what triggers write; left out: by that of the database. */
  readonly at?: Date | undefined;
}

/**
 * One request's read-only snapshot, or one change. It takes a connection at its first statement and gives it back at
 * its end. `renew` lets the statements after it begin another.
 */
export class Session {
  readonly #pool: pg.Pool;
  readonly #service: string;
  readonly #viewer: Viewer;
  readonly #prepared: PreparedStatements;
  readonly #ownSql: string | undefined;
  readonly #isWriting: boolean;
  readonly #at: Date | undefined;
  #client: Promise<pg.PoolClient> | null = null;
  #own: ReadonlySet<string> = new Set();
  #snapshot = '';
  #queue: Promise<unknown> = Promise.resolve();
  #isOver = false;
  #isOutOfDate = false;

  constructor({ pool, service, viewer, prepared, own, isWriting = false, at }: SessionOptions) {
    this.#pool = pool;
    this.#service = service;
    this.#viewer = viewer;
    this.#prepared = prepared;
    this.#isWriting = isWriting;
    this.#at = at;
    this.#ownSql = ownOrganisations(viewer).length > 0 ? own : undefined;
  }

  /** Ids of what is the own of the viewer's organisations; known once the session is open. */
  async own(): Promise<ReadonlySet<string>> {
    if (this.#ownSql === undefined) return this.#own;
    if (this.#isOver) throw new Error(OVER);
    this.#client ??= this.#open();
    await this.#client;
    return this.#own;
  }

  /** What it sees, in words: equal where two sessions see the same rows. */
  async snapshot(): Promise<string> {
    if (this.#isOver) throw new Error(OVER);
    this.#client ??= this.#open();
    await this.#client;
    return this.#snapshot;
  }

  /** Statements of one session run one after the other, as they do on the wire. */
  query(config: pg.QueryConfig): Promise<pg.QueryResult> {
    if (this.#isOver) return Promise.reject(new Error(OVER));
    this.#client ??= this.#open();
    const client = this.#client;
    const result = this.#queue.then(async () => {
      sqlChannel.publish({ service: this.#service, text: config.text });
      return (await client).query(this.#prepared.named(config)).catch((error: unknown) => {
        this.#isOutOfDate ||= isOutOfDate(error);
        return withStatement(config.text)(error);
      });
    });
    this.#queue = result.catch(() => {});
    return result;
  }

  /** Ends the transaction, and takes no more statements. Throws when it was a change that could not be committed. */
  async end(how: 'commit' | 'rollback' = 'commit'): Promise<void> {
    this.#isOver = true;
    await this.#giveBack(how);
  }

  /** Ends the snapshot; the next statement sees what was committed since. */
  renew(): Promise<void> {
    return this.#giveBack('commit');
  }

  async #giveBack(how: 'commit' | 'rollback'): Promise<void> {
    const opening = this.#client;
    this.#client = null;
    if (opening === null) return;
    await this.#queue;
    const client = await opening.catch(() => null);
    if (client === null) return;
    const ended = await client.query(how).then(
      ({ command }) => command,
      (error: Error) => error,
    );
    // After an error the connection is in an unknown state: it is thrown away, not handed to the next request.
    client.release(ended instanceof Error ? ended : this.#isOutOfDate);
    // A commit after a statement that failed and was caught undoes everything, and says so only here.
    if (this.#isWriting && ended !== how.toUpperCase())
      throw new Error(`A change was to end in ${how} and did not.`, { cause: ended });
  }

  async #open(): Promise<pg.PoolClient> {
    const client = await this.#pool.connect();
    try {
      const begin = beginFor(this.#viewer, { isWriting: this.#isWriting, at: this.#at });
      const found = await client.query(`${begin}; ${setOwn(this.#ownSql)}`);
      const { own, snapshot } = settledBy(found);
      this.#own = own;
      this.#snapshot = snapshot;
      return client;
    } catch (error) {
      client.release(error instanceof Error ? error : true);
      throw error;
    }
  }
}
