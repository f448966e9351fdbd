import { createImports } from '@kapstok/all';
import { type Database, type Listener, type Logger, listenForEvents } from '@kapstok/kit';

/** Carries out the imports of progress updates that people ask for, until stopped; those that are left begin anew. */
export function keepImporting(options: {
  readonly database: Database;
  /** A URL by which this process hears of new imports. */
  readonly url: string;
  readonly now?: (() => Date) | undefined;
  readonly log: Logger;
}): Listener {
  const { database, url, now, log } = options;
  const run = createImports(database, { now, log });
  let isStopping = false;
  const listener = listenForEvents(url, () => run(() => isStopping), log, 'kapstok_imports');
  return {
    async stop() {
      isStopping = true;
      await listener.stop();
    },
  };
}
