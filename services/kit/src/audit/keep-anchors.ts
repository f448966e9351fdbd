import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceName } from '@kapstok/schema';
import pg from 'pg';
import type { Logger } from 'pino';
import { type Listener, listenForEvents } from '../events/listener.ts';
import { type Anchor, readHeads, writeAnchors } from './anchors.ts';

/** While entries come, their end is kept at most so often. */
const EVERY_MS = 1000;

export interface AnchorKeeperOptions {
  /** URL of the owner of the tables. */
  readonly ownerUrl: string;
  readonly services: readonly ServiceName[];
  readonly file: string;
  readonly log: Logger;
}

/** Keeps where the trails end in a file: at the start, whenever entries were added, and when it is stopped. */
export function keepAnchors({ ownerUrl, services, file, log }: AnchorKeeperOptions): Listener {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1, application_name: 'kapstok anchors' });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const kept = new Map<ServiceName, string>();
  const isNews = ({ service, seq }: Anchor) => kept.get(service) !== seq;
  const keep = async () => {
    try {
      const news = (await readHeads(pool, services)).filter(isNews);
      await writeAnchors(file, news);
      for (const { service, seq } of news) kept.set(service, seq);
    } catch (error) {
      log.warn({ err: error }, 'the end of the audit trail could not be kept; trying again');
    }
  };
  const stopping = new AbortController();
  const work = async () => {
    await keep();
    await delay(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
  };
  const listener = listenForEvents(ownerUrl, work, log, 'kapstok_audit');
  return {
    async stop() {
      stopping.abort();
      await listener.stop();
      await keep();
      await pool.end();
    },
  };
}
