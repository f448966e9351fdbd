import { setTimeout as delay } from 'node:timers/promises';
import { identifier, sqlState, withOwner } from './owner-client.ts';

/** The same server and settings, another database. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

/**
 * Makes the database a URL names, if it is not there: UTF-8 and sorted by code point, so that lists come in the
 * same order everywhere. Returns whether it was made.
 */
export async function ensureDatabase(url: string): Promise<boolean> {
  try {
    await withOwner(url, (client) => client.query('select'));
    return false;
  } catch (error) {
    if (sqlState(error) !== '3D000') throw error;
  }
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  return create(databaseUrl(url, 'postgres'), name, `template template0 encoding 'UTF8' locale 'C'`);
}

/** Copies a database nobody is connected to; much faster than migrating and loading again. False = it exists. */
export async function createDatabaseFrom(
  serverUrl: string,
  template: string,
  name: string,
): Promise<boolean> {
  const { rows } = await withOwner(serverUrl, (client) =>
    client.query<{ version: number }>(`select current_setting('server_version_num')::int as version`),
  );
  // copying files beats copying through the log for a template of some megabytes, at the price of a checkpoint
  const strategy = (rows[0]?.version ?? 0) >= 150_000 ? ' strategy file_copy' : '';
  return create(serverUrl, name, `template ${identifier(template)}${strategy}`);
}

/** Ends the sessions of whoever is still connected. */
export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await withOwner(serverUrl, (client) =>
    client.query(`drop database if exists ${identifier(name)} with (force)`),
  );
}

/** False when another process was faster. */
async function create(serverUrl: string, name: string, how: string): Promise<boolean> {
  return withOwner(serverUrl, async (client) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await client.query(`create database ${identifier(name)} ${how}`);
        return true;
      } catch (error) {
        const state = sqlState(error);
        if (state === '42P04' || state === '23505') return false;
        // 55006: someone is connected to the template; a session that just ended takes a moment to go
        if (state !== '55006' || attempt === 50) throw error;
        await delay(50);
      }
    }
  });
}
