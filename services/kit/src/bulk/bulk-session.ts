import type { Viewer } from '@kapstok/schema';
import pg from 'pg';
import { HubError } from '../errors.ts';
import { beginFor, setLocal, sqlChannel } from '../session.ts';

/** How a bulk session reads or writes. */
export interface BulkOptions {
  /** Whether rows are changed in it. */
  readonly isWriting: boolean;
  /** The moment of the change by the clock of the hub. */
  readonly at?: Date | undefined;
}

const LONGEST_MS = 3_600_000;
/** So that rows are read in the order of an index, from the first on, rather than sorted first: they are in memory or on a fast disk. */
const IN_ORDER = { random_page_cost: '1.1', jit: 'off' };
/** A server that computes before it writes would not notice otherwise that nobody listens any more. */
const LOOK_FOR_CLIENT_MS = 1000;

/**
 * One transaction with a viewer's rights and a connection of its own, for what lasts: an export or import of as many
 * rows as there are. `end` or `abandon` it, whatever happens.
 */
export class BulkSession {
  readonly #client: pg.PoolClient;
  readonly #service: string;
  readonly #onEnd: () => void;
  #isOver = false;

  private constructor(client: pg.PoolClient, service: string, onEnd: () => void) {
    this.#client = client;
    this.#service = service;
    this.#onEnd = onEnd;
  }

  static async open(
    pool: pg.Pool,
    service: string,
    viewer: Viewer,
    options: BulkOptions,
    onEnd: () => void,
  ): Promise<BulkSession> {
    const client = await pool.connect();
    try {
      await client.query(
        `${beginFor(viewer, options)}; ${setLocal({
          ...IN_ORDER,
          statement_timeout: String(LONGEST_MS),
          client_connection_check_interval: String(LOOK_FOR_CLIENT_MS),
        })}`,
      );
      return new BulkSession(client, service, onEnd);
    } catch (error) {
      client.release(error instanceof Error ? error : true);
      throw error;
    }
  }

  query<R extends pg.QueryResultRow = pg.QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<pg.QueryResult<R>> {
    sqlChannel.publish({ service: this.#service, text });
    return this.#client.query<R>(text, [...values]);
  }

  /** Begins a COPY: `stream` is what pg-copy-streams makes of it. */
  copy<Stream extends pg.Submittable>(stream: Stream): Stream {
    return this.#client.query(stream);
  }

  /** Ends the transaction; the connection serves the next. */
  async end(how: 'commit' | 'rollback'): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    try {
      await this.#client.query(how);
      this.#client.release();
    } catch (error) {
      this.#client.release(true);
      throw error;
    } finally {
      this.#onEnd();
    }
  }

  /** Hangs up, in the middle of a statement too: the server ends it and undoes what it did. */
  abandon(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#client.release(true);
    this.#onEnd();
  }
}

/** The bulk sessions of one service: so many at a time, and the next is told to come back. */
export class BulkSessions {
  readonly #pool: pg.Pool;
  readonly #service: string;
  readonly #most: number;
  #running = 0;

  constructor(pool: pg.Pool, service: string, most: number) {
    this.#pool = pool;
    this.#service = service;
    this.#most = most;
  }

  async open(viewer: Viewer, options: BulkOptions): Promise<BulkSession> {
    if (this.#running >= this.#most)
      throw new HubError(
        'OVERLOADED',
        `${this.#most} exports and imports run at a time. Try again in a few seconds.`,
      );
    this.#running += 1;
    try {
      return await BulkSession.open(this.#pool, this.#service, viewer, options, () => {
        this.#running -= 1;
      });
    } catch (error) {
      this.#running -= 1;
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

/** A text as it stands in SQL, for COPY, which takes no parameters. */
export const sqlText = (value: string): string => pg.escapeLiteral(value);

/** Texts as an array in SQL. */
export const sqlTexts = (values: readonly string[]): string =>
  values.length === 0 ? `'{}'::text[]` : `array[${values.map(sqlText).join(', ')}]::text[]`;
