import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { databaseUrl, ensureDatabase, startEmbeddedPostgres } from '@kapstok/kit/postgres';
import { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';

/** The database in which the hub lives, reached as its owner. */
export interface DatabaseServer {
  readonly ownerUrl: string;
  /** Stops the server if it is the hub's own. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly say: (message: string) => void;
  /** Whether this process is the one that ends the server, even if another started it. */
  readonly isKeeper: boolean;
}

/** Reaches the PostgreSQL of DATABASE_URL, or starts or joins the hub's own. Makes the database when missing. */
export async function reachDatabase(
  settings: Settings,
  { say, isKeeper }: ServerOptions,
): Promise<DatabaseServer> {
  if (settings.databaseUrl !== null) {
    await ensureDatabase(settings.databaseUrl).catch((error: unknown) => {
      throw new Refusal(`The PostgreSQL of DATABASE_URL cannot be used: ${reasonOf(error)}.`);
    });
    return { ownerUrl: settings.databaseUrl, stop: async () => {} };
  }
  const directory = path.join(settings.dataDirectory, 'postgres');
  await mkdir(directory, { recursive: true });
  const server = await startEmbeddedPostgres({ dataDirectory: directory, log: say });
  const ownerUrl = databaseUrl(server.url, 'kapstok');
  const stop = async () => {
    if (isKeeper || server.startedHere) await server.stop();
  };
  try {
    await ensureDatabase(ownerUrl);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ownerUrl, stop };
}

/** What PostgreSQL or the network said. The error of several tried addresses has no message of its own. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ('code' in error ? String(error.code) : error.name);
}
