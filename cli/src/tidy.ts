import { type FileStore, removeUnusedEvidence } from '@kapstok/all';
import type { Logger } from '@kapstok/kit';
import type { Databases } from './databases.ts';

/** Removes what is kept for a while only and of which the time is over. */
export async function tidy(databases: Databases, files: FileStore | null, now: Date): Promise<void> {
  if (files !== null) await removeUnusedEvidence(databases.of('actions'), files, now);
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
