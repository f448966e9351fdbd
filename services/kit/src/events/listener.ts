import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

/** Looked at again after so long even when no notice came: a notice can be lost with its connection. */
const AT_LEAST_EVERY_MS = 5000;
const RECONNECT_MS = 500;

export interface Listener {
  stop(): Promise<void>;
}

/** Calls `work` whenever a service has published events, one call after the other, until stopped. */
export function listenForEvents(
  url: string,
  work: () => Promise<void>,
  log: Logger,
  channel: 'kapstok_events' | 'kapstok_audit' | 'kapstok_imports' = 'kapstok_events',
): Listener {
  const stopping = new AbortController();
  let wake = () => {};
  let hasNews = true;
  const onNews = () => {
    hasNews = true;
    wake();
  };
  const connection = keepListening(url, channel, onNews, stopping.signal, log);
  const loop = async () => {
    while (!stopping.signal.aborted) {
      if (!hasNews) await waitForNews();
      if (stopping.signal.aborted) return;
      hasNews = false;
      await work().catch((error: unknown) => {
        log.warn({ err: error }, 'events could not be applied; trying again');
        hasNews = true;
        return delay(RECONNECT_MS);
      });
    }
  };
  const waitForNews = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(onNews, AT_LEAST_EVERY_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      wake();
      await Promise.all([running, connection]);
    },
  };
}

async function keepListening(
  url: string,
  channel: string,
  onNews: () => void,
  stop: AbortSignal,
  log: Logger,
): Promise<void> {
  const stopped = new Promise<void>((resolve) =>
    stop.addEventListener('abort', () => resolve(), { once: true }),
  );
  while (!stop.aborted) {
    const client = new pg.Client({ connectionString: url, application_name: 'kapstok events' });
    const lost = new Promise<void>((resolve) => {
      // Every time: a connection that breaks can tell it twice, and the second event would end the process.
      client.on('error', () => resolve());
      client.on('end', () => resolve());
    });
    try {
      await client.connect();
      client.on('notification', onNews);
      await client.query(`listen ${channel}`);
      onNews();
      await Promise.race([lost, stopped]);
    } catch (error) {
      log.debug({ err: error }, 'no connection to listen for events');
    }
    await client.end().catch(() => {});
    if (!stop.aborted) await delay(RECONNECT_MS, undefined, { signal: stop }).catch(() => {});
  }
}
