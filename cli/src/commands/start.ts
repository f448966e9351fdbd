import { reachDatabase } from '../database-server.ts';
import { lockData } from '../lock-data.ts';
import { inWords, stopOnSignal } from '../process-life.ts';
import type { Settings } from '../settings.ts';
import { seedSlugs } from '../shipped.ts';
import type { Terminal } from '../terminal.ts';

/** Starts the whole hub in this process; resolves when it serves and is warm. Ends on SIGINT or SIGTERM. */
export async function start(settings: Settings, terminal: Terminal): Promise<void> {
  const slugs = await seedSlugs(settings.seed);
  const lock = await lockData(settings);
  const stopping = new AbortController();
  // What closes what is open, the last first.
  const open = [async () => lock?.release()];
  const stop = async () => {
    stopping.abort();
    for (let close = open.pop(); close !== undefined; close = open.pop()) await close();
  };
  stopOnSignal(stop, terminal);
  try {
    const reaching = reachDatabase(settings, { say: terminal.say, isKeeper: true });
    // Told to stop while PostgreSQL is being started: it has to be there before it can be stopped.
    open.push(async () => (await reaching.catch(() => undefined))?.stop());
    // All else is loaded here only: PostgreSQL is made and started by processes of its own meanwhile.
    const loading = loadHub();
    const { ownerUrl } = await reaching;
    const { serveHub } = await loading;
    await serveHub(settings, { ownerUrl, slugs, terminal, open, stopping: stopping.signal });
  } catch (error) {
    // What fails because PostgreSQL was stopped under it is no failure; the signal's own stop ends the process.
    if (stopping.signal.aborted) return;
    await stop();
    throw inWords(error, settings);
  }
}

/** Loads the hub with its schemas, which the first question would else wait for; they need no database. */
export async function loadHub() {
  const [loaded, { subgraphs }] = await Promise.all([import('../serve-hub.ts'), import('@kapstok/all')]);
  for (const { schema } of subgraphs) schema.getQueryType();
  return loaded;
}
