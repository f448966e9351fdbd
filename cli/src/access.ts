import { type Access, createAccess } from '@kapstok/all';
import { HubError } from '@kapstok/kit';
import { keepTrailEndsNow } from './anchors.ts';
import { reachDatabase } from './database-server.ts';
import { catchUpFully, openDatabases } from './databases.ts';
import { prepareDatabase } from './prepare-database.ts';
import { Refusal } from './refusal.ts';
import { readSecret } from './secret.ts';
import type { Settings } from './settings.ts';
import type { Terminal } from './terminal.ts';

/** Does something with accounts in the hub's database, whether or not the hub runs. */
export async function withAccess<T>(
  settings: Settings,
  terminal: Terminal,
  work: (access: Access) => Promise<T>,
): Promise<T> {
  const server = await reachDatabase(settings, { say: terminal.say, isKeeper: false });
  try {
    const { rolePrefix } = settings;
    const identity = { ownerUrl: server.ownerUrl, rolePrefix, secret: await readSecret(settings) };
    await prepareDatabase(identity);
    const databases = openDatabases(identity);
    try {
      await catchUpFully(databases);
      return await work(createAccess({ database: databases.of('access') }));
    } finally {
      await databases.close();
      await keepTrailEndsNow(server.ownerUrl, settings, terminal);
    }
  } catch (error) {
    throw error instanceof HubError ? new Refusal(error.message) : error;
  } finally {
    await server.stop();
  }
}
