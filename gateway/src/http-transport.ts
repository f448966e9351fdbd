import { VIEWER_HEADER } from '@kapstok/schema';
import type { Pool } from 'undici';
import { withBreaker } from './breaker.ts';
import type { SubgraphAnswer, SubgraphCall } from './options.ts';

/** The largest answer of one subgraph that is read; a page of a hundred rows with everything has well under 1 MB. */
const LARGEST_ANSWER_BYTES = 20_000_000;
const CONNECTIONS = 32;

/** Ways to subgraphs that run as processes of their own. */
export interface HttpTransport {
  readonly transport: (subgraph: string) => SubgraphCall;
  close(): Promise<void>;
}

/**
 * Asks subgraphs over HTTP. `addressOf` gives the URL of a subgraph. A call throws when there is no answer, when it is
 * too large, or when it is no JSON, and for some seconds at once after many that did; what it throws is for the log only.
 */
export function createHttpTransport(addressOf: (subgraph: string) => string): HttpTransport {
  const pools = new Map<string, Promise<Pool>>();
  const transport = (subgraph: string): SubgraphCall => {
    const { origin, pathname } = new URL(addressOf(subgraph));
    const pool = pools.get(origin) ?? openPool(origin);
    pools.set(origin, pool);
    return withBreaker(subgraph, async (request, viewerToken, signal) => {
      const body = JSON.stringify(request);
      const headers = { 'content-type': 'application/json', [VIEWER_HEADER]: viewerToken };
      const opened = await pool;
      const send = () => opened.request({ method: 'POST', path: pathname, headers, body, signal });
      const response = await send().catch((error: unknown) => {
        if (!isDeadConnection(error) || request.query.startsWith('mutation') || signal.aborted) throw error;
        return send();
      });
      const text = await readLimited(response.body);
      if (response.statusCode !== 200)
        throw new Error(`${subgraph} answered with status ${response.statusCode}`);
      return JSON.parse(text) as SubgraphAnswer;
    });
  };
  return {
    transport,
    async close() {
      await Promise.all([...pools.values()].map(async (pool) => (await pool).close()));
    },
  };
}

/** Loaded by a gateway whose services run apart only. */
async function openPool(origin: string): Promise<Pool> {
  const { Pool } = await import('undici');
  return new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
}

/** A kept connection that the other side has closed meanwhile. What only reads can be sent again; it is, once. */
function isDeadConnection(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE';
}

async function readLimited(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > LARGEST_ANSWER_BYTES)
      throw new Error(`the answer is larger than ${LARGEST_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
