import { createAccess, type FileStore, removeUnusedEvidence } from '@kapstok/all';
import { type Database, forgetKeys, type Logger } from '@kapstok/kit';
import { SERVICES, type ServiceName } from '@kapstok/schema';
import type { Databases } from './databases.ts';

export interface TidyOptions {
  /** Null: no files of evidence are kept. */
  readonly files: FileStore | null;
  readonly now: Date;
}

/** Removes what every service keeps for a while only and of which the time is over. */
export async function tidy(databases: Databases, options: TidyOptions): Promise<void> {
  for (const name of SERVICES) await tidyService(name, databases.of(name), options);
}

/** The same for one service. */
export async function tidyService(
  name: ServiceName,
  database: Database,
  { files, now }: TidyOptions,
): Promise<void> {
  await database.change((db) => forgetKeys(db, now));
  if (name === 'access') await createAccess({ database, now: () => now }).forgetSessions();
  if (name === 'actions' && files !== null) await removeUnusedEvidence(database, files, now);
}

const HOUR_MS = 3_600_000;

/** Tidies up now and once on each day of the clock. */
export function keepTidy(
  work: () => Promise<void>,
  log: Logger,
  now: () => Date = () => new Date(),
): { stop(): Promise<void> } {
  let day = '';
  let running: Promise<void> = Promise.resolve();
  const look = () => {
    const today = now().toISOString().slice(0, 10);
    if (today === day) return;
    day = today;
    running = running.then(work).catch((error: unknown) => {
      log.error({ err: error }, 'tidying up failed');
    });
  };
  look();
  const timer = setInterval(look, HOUR_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
