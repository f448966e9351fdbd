import { Readable } from 'node:stream';
import { type DataPort, VIEWER_HEADER } from '@kapstok/schema';
import { http } from '../http.ts';

/** A file begins at once; an import is answered when all of it is in. */
const BEGUN_WITHIN_MS = 30_000;
const IMPORTED_WITHIN_MS = 3_600_000;

/** The files of a service that runs as a process of its own, at its address. */
export function remoteData(address: string): { data: DataPort; close(): Promise<void> } {
  const { Agent, request: send } = http();
  const dispatcher = new Agent({
    connections: 16,
    connectTimeout: 2500,
    bodyTimeout: 300_000,
  });
  const data: DataPort = async ({ method, address: path, headers, body }, viewerToken, signal) => {
    const response = await send(new URL(path, new URL('/data/', address)), {
      method,
      dispatcher,
      headers: { ...headers, [VIEWER_HEADER]: viewerToken },
      body: body === null ? null : Readable.from(body, { objectMode: false }),
      signal,
      headersTimeout: method === 'POST' ? IMPORTED_WITHIN_MS : BEGUN_WITHIN_MS,
    });
    const single = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
    return {
      status: response.statusCode,
      headers: Object.fromEntries(single.filter(([name]) => !HOP_BY_HOP.has(name))),
      body: response.body,
    };
  };
  return { data, close: () => dispatcher.destroy() };
}

/** Headers of one connection, which are not the next one's. */
const HOP_BY_HOP = new Set(['connection', 'date', 'keep-alive', 'transfer-encoding']);
