import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import type { Session } from './session.ts';

const refuse = async (): Promise<never> => {
  throw new Error('A session is one transaction already.');
};

/** Runs what Kysely compiled in the session of the request. */
export class SessionDriver implements Driver {
  readonly #session: () => Session;

  constructor(session: () => Session) {
    this.#session = session;
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const session = this.#session();
    return {
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        const result = await session.query({ text: query.sql, values: [...query.parameters] });
        return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) };
      },
      streamQuery(): never {
        throw new Error('Streaming reads have their own road.');
      },
    };
  }

  init = async (): Promise<void> => {};
  releaseConnection = async (): Promise<void> => {};
  destroy = async (): Promise<void> => {};
  beginTransaction = refuse;
  commitTransaction = refuse;
  rollbackTransaction = refuse;
}
