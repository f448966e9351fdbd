import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Readiness } from '../options.ts';

const READY_WITHIN_MS = 2000;

/** `/livez` says that the process turns; `/readyz` whether it can serve. A dead subgraph is told, and alone is no reason for 503. */
export function addHealth(
  fastify: FastifyInstance,
  ready: () => Promise<Readiness>,
  isClosing: () => boolean,
): void {
  fastify.get('/livez', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { ok: true };
  });
  fastify.get('/readyz', async (request, reply) => {
    const readiness = isClosing() ? { ok: false, checks: { hub: 'closing' } } : await ask(ready, request.log);
    return reply
      .code(readiness.ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(readiness);
  });
}

async function ask(
  ready: () => Promise<Readiness>,
  log: { warn(about: object, message: string): void },
): Promise<Readiness> {
  const stop = new AbortController();
  try {
    const late = delay(READY_WITHIN_MS, undefined, { signal: stop.signal }).then((): never => {
      throw new Error(`the checks took longer than ${READY_WITHIN_MS} ms`);
    });
    late.catch(() => {});
    return await Promise.race([ready(), late]);
  } catch (error) {
    log.warn({ err: error }, 'the readiness checks failed');
    return { ok: false, checks: { hub: 'the checks failed or took too long' } };
  } finally {
    stop.abort();
  }
}
