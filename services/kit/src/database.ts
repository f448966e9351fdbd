import { AsyncLocalStorage } from 'node:async_hooks';
import type { Viewer } from '@kapstok/schema';
import { PrismaPg } from '@prisma/adapter-pg';
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import pg from 'pg';
import { type BulkOptions, type BulkSession, BulkSessions } from './bulk/bulk-session.ts';
import type { Queryable } from './import/queryable.ts';
import { SessionDriver } from './kysely-driver.ts';
import { PreparedStatements } from './prepared.ts';
import { HUB_SETTINGS, Session, setLocal } from './session.ts';
import { sqlTypes } from './sql-types.ts';

/** What a service needs to reach its tables. */
export interface DatabaseOptions {
  /** URL of the service's own login role. */
  readonly url: string;
  /** The schema that the service owns; also its name in traces. */
  readonly service: string;
  /** `SubgraphDefinition.own`; left out where a service keeps nothing that is an organisation's own. */
  readonly own?: string | undefined;
  /** Connections at most; one is held for the length of a subgraph request that reads. */
  readonly connections?: number;
  /** Exports and imports that run at the same time at most; each holds a connection beside those. */
  readonly bulkConnections?: number;
}

const HUB_CONNECTIONS = 3;
const BULK_CONNECTIONS = 4;
/** Nobody who asks something waits longer for one statement. */
const STATEMENT_LIMIT = '-c statement_timeout=10000';
/** What the hub hears of a large programme takes its time; for a lock it waits no longer than anybody. */
const HUB_LIMITS = '-c statement_timeout=600000 -c lock_timeout=10000';

/** `part` is added to the name by which PostgreSQL shows its sessions. */
function poolOf(
  url: string,
  service: string,
  connections: number,
  part = '',
  limits = STATEMENT_LIMIT,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types: sqlTypes,
    // Prisma's adapter sends instants without offset: any other zone would shift them.
    options: `-c TimeZone=UTC -c search_path=${service} ${limits}`,
    application_name: `kapstok ${service}${part}`,
    connectionTimeoutMillis: 5000,
  });
  // An idle connection that the server closes (restart, failover) is replaced at its next use.
  pool.on('error', () => {});
  // One that is in use tells its statement; without a listener the event would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/**
 * One service's door to PostgreSQL. Prisma and Kysely are made once and hold no connection of their own: each
 * statement runs in the session of the request it belongs to, found through the async context. So rights cannot be
 * forgotten (no session, no statement) and all figures of one request come from one snapshot.
 */
export class Database {
  readonly #service: string;
  readonly #own: string | undefined;
  readonly #pool: pg.Pool;
  readonly #prepared = new PreparedStatements();
  /** The hub's own work has its own: it must go on while all others are taken by people who wait for one another. */
  readonly #hubPool: pg.Pool;
  /** What lasts for minutes takes nothing from those who wait for a page. */
  readonly #bulk: BulkSessions;
  readonly #sessions = new AsyncLocalStorage<Session>();

  constructor({ url, service, own, connections = 8, bulkConnections = BULK_CONNECTIONS }: DatabaseOptions) {
    this.#service = service;
    this.#own = own;
    this.#pool = poolOf(url, service, connections);
    this.#hubPool = poolOf(url, service, HUB_CONNECTIONS, ' hub', HUB_LIMITS);
    const bulkPool = poolOf(url, service, bulkConnections, ' data');
    this.#bulk = new BulkSessions(bulkPool, service, bulkConnections);
  }

  /** Runs `work`; every statement in it shares one read-only snapshot with the rights of `viewer`. */
  async read<T>(viewer: Viewer, work: () => Promise<T>): Promise<T> {
    const session = new Session({
      pool: this.#pool,
      service: this.#service,
      viewer,
      prepared: this.#prepared,
      own: this.#own,
    });
    try {
      return await this.#sessions.run(session, work);
    } finally {
      await session.end();
    }
  }

  /**
   * Runs `work` in a transaction that may change what `viewer` may change; what throws undoes it. What the request
   * reads after it is a new snapshot, which shows the change. Begin it when nothing of the request is being read.
   * `at` is the moment of the change, by the clock of the hub.
   */
  async write<T>(viewer: Viewer, work: (db: Queryable) => Promise<T>, at?: Date): Promise<T> {
    if (!viewer.mayWrite) throw new Error('Who may not write opens no session for it.');
    // Its connection goes back first: requests that each hold one while they wait for another could all wait forever.
    await this.#sessions.getStore()?.renew();
    const session = new Session({
      pool: this.#pool,
      service: this.#service,
      viewer,
      prepared: this.#prepared,
      own: this.#own,
      isWriting: true,
      at,
    });
    const db: Queryable = {
      query: (text, values = []) => session.query({ text, values: [...values] }) as never,
    };
    try {
      const result = await this.#sessions.run(session, () => work(db));
      await session.end();
      return result;
    } catch (error) {
      await session.end('rollback').catch(() => {});
      throw error;
    }
  }

  /** Runs `work` in a transaction of the hub itself, which may read and write every programme of this service. */
  async change<T>(work: (db: Queryable) => Promise<T>): Promise<T> {
    const client = await this.#hubPool.connect();
    let isBroken = false;
    try {
      await client.query(`begin; ${setLocal(HUB_SETTINGS)}`);
      const result = await work(client as Queryable);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => {
        isBroken = true;
      });
      throw error;
    } finally {
      client.release(isBroken);
    }
  }

  /**
   * Opens a transaction with the rights of `viewer` for as many rows as there are. Throws OVERLOADED when as many run
   * as may. Whoever opens it ends or abandons it.
   */
  openBulk(viewer: Viewer, options: BulkOptions): Promise<BulkSession> {
    if (options.isWriting && !viewer.mayWrite) throw new Error('Who may not write opens no session for it.');
    return this.#bulk.open(viewer, options);
  }

  /** Typed SQL for aggregates, pages and bulk; `DB` is what prisma-kysely generated for the service. */
  kysely<DB>(): Kysely<DB> {
    return new Kysely<DB>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => new SessionDriver(() => this.#session()),
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    });
  }

  /** The adapter to give to the service's Prisma client. Use `findMany`, never `findUnique`: Prisma merges calls of
   * the latter across requests, and two requests must never share a session. */
  prismaAdapter(): PrismaPg {
    const session = () => this.#session();
    class SessionPool extends pg.Pool {
      // pg's overloads cannot be met by one signature; Prisma calls with a query config only.
      override query = ((config: pg.QueryConfig) => session().query(config)) as unknown as pg.Pool['query'];
      override connect = (() => {
        throw new Error('Prisma may not open a transaction of its own: write inside the session.');
      }) as unknown as pg.Pool['connect'];
    }
    return new PrismaPg(new SessionPool(), { schema: this.#service });
  }

  /** Ids of what is the own of the viewer's organisations; empty, without a statement, when it has none. */
  own(): Promise<ReadonlySet<string>> {
    return this.#session().own();
  }

  /** `Session.snapshot` of the running request. */
  snapshot(): Promise<string> {
    return this.#session().snapshot();
  }

  /** Whether the database answers; for readiness. */
  async ping(): Promise<void> {
    await this.#pool.query('select 1');
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.end(), this.#hubPool.end(), this.#bulk.close()]);
  }

  #session(): Session {
    const session = this.#sessions.getStore();
    if (session === undefined)
      throw new Error(`A statement of ${this.#service} ran outside a viewer's session.`);
    return session;
  }
}
