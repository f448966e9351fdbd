import type { IdentityPort, Published } from '@kapstok/schema';
import type { Logger } from 'pino';

const FRESH_MS = 2000;
const LONGEST_STALE_MS = 300_000;

/**
 * What everybody may read, asked at most every two seconds and by one at a time. While the service that knows it is
 * away, what was last known stands for five minutes: nobody can publish or withdraw anything meanwhile, unless only
 * the way between is broken. After that it throws.
 */
export function createPublications(port: IdentityPort, log: Logger): () => Promise<readonly Published[]> {
  let known: { readonly published: readonly Published[]; readonly at: number } | null = null;
  let asking: Promise<readonly Published[]> | null = null;
  const ask = async () => {
    try {
      const published = await port.published();
      known = { published, at: performance.now() };
      return published;
    } catch (error) {
      if (known === null || performance.now() - known.at > LONGEST_STALE_MS) throw error;
      log.warn({ err: error }, 'what is published could not be asked; what was known stands');
      return known.published;
    } finally {
      asking = null;
    }
  };
  return () => {
    if (known !== null && performance.now() - known.at < FRESH_MS) return Promise.resolve(known.published);
    asking ??= ask();
    return asking;
  };
}
