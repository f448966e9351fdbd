import pg from 'pg';

/** A connection of the database's owner, or the URL to make one with. */
export type Owner = string | pg.ClientBase;

/** Lends one connection; one that was made here is closed here. */
export async function withOwner<T>(owner: Owner, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  if (typeof owner !== 'string') return work(owner);
  const client = new pg.Client({ connectionString: owner });
  client.on('error', () => {}); // the query that was running rejects; this event would end the process
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** All or nothing. */
export async function inTransaction<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    // a connection that broke has nothing to roll back, and the first error is the one to tell
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Quotes a name for SQL. */
export const identifier = (name: string): string => pg.escapeIdentifier(name);

/** The SQLSTATE of an error of the server, else null. */
export function sqlState(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? (error.code ?? null) : null;
}
