import { channel } from 'node:diagnostics_channel';
import {
  administeredProgrammes,
  DATA_KIND,
  type DataKind,
  ownOrganisations,
  type Programmes,
  readableProgrammes,
  type Viewer,
  wordsOf,
} from '@kapstok/schema';
import pg from 'pg';

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
    'kapstok.administers': list(administeredProgrammes(viewer)),
  };
}

/** The settings of the hub itself, when it imports or applies events: every programme, and the right to write. */
export const HUB_SETTINGS: Readonly<Record<string, string>> = {
  'kapstok.viewer': 'hub',
  ...readsAll('*'),
  'kapstok.organisations': '{}',
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

/** Settles which rows are own, with the rights that were set before: the policies' `own_rows()`. */
export function setOwn(own: string | undefined): string {
  const ids =
    own === undefined ? `'{}'` : `coalesce((select array_agg(id) from (${own}) own (id))::text, '{}')`;
  return `select set_config('kapstok.own', ${ids}, true) as own`;
}

/** The ids that `setOwn` settled, from the answers of the statements that it ended. */
export function ownOf(answers: unknown): ReadonlySet<string> {
  const { rows } = (answers as readonly pg.QueryResult<{ own: string }>[]).at(-1) ?? { rows: [] };
  return new Set(rows[0]?.own.match(/[^{},]+/g));
}

/** Where a session reads, and for whom. */
export interface SessionOptions {
  readonly pool: pg.Pool;
  readonly service: string;
  readonly viewer: Viewer;
  /** SQL that selects the ids of what is the own of the viewer's organisations. */
  readonly own?: string | undefined;
}

/** One request's read-only snapshot. It takes a connection at its first statement and gives it back at its end. */
export class Session {
  readonly #pool: pg.Pool;
  readonly #service: string;
  readonly #viewer: Viewer;
  readonly #ownSql: string | undefined;
  #client: Promise<pg.PoolClient> | null = null;
  #own: ReadonlySet<string> = new Set();
  #queue: Promise<unknown> = Promise.resolve();

  constructor({ pool, service, viewer, own }: SessionOptions) {
    this.#pool = pool;
    this.#service = service;
    this.#viewer = viewer;
    this.#ownSql = ownOrganisations(viewer).length > 0 ? own : undefined;
  }

  /** Ids of what is the own of the viewer's organisations; known once the session is open. */
  async own(): Promise<ReadonlySet<string>> {
    if (this.#ownSql === undefined) return this.#own;
    this.#client ??= this.#open();
    await this.#client;
    return this.#own;
  }

  /** Statements of one session run one after the other, as they do on the wire. */
  query(config: pg.QueryConfig): Promise<pg.QueryResult> {
    this.#client ??= this.#open();
    const client = this.#client;
    const result = this.#queue.then(async () => {
      sqlChannel.publish({ service: this.#service, text: config.text });
      return (await client).query(config);
    });
    this.#queue = result.catch(() => {});
    return result;
  }

  async end(): Promise<void> {
    if (this.#client === null) return;
    await this.#queue;
    const client = await this.#client.catch(() => null);
    if (client === null) return;
    try {
      await client.query('commit');
      client.release();
    } catch (error) {
      // The connection is in an unknown state: throw it away rather than hand it to the next request.
      client.release(error instanceof Error ? error : true);
    }
  }

  async #open(): Promise<pg.PoolClient> {
    const client = await this.#pool.connect();
    try {
      const begin = `begin isolation level repeatable read read only; ${setLocal(viewerSettings(this.#viewer))}`;
      const found = await client.query(`${begin}; ${setOwn(this.#ownSql)}`);
      this.#own = ownOf(found);
      return client;
    } catch (error) {
      client.release(error instanceof Error ? error : true);
      throw error;
    }
  }
}
