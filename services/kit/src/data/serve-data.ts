import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DATA_HEADERS, type DataPort, type DataRequest, VIEWER_HEADER } from '@kapstok/schema';

const PREFIX = '/data/';
const METHODS = ['GET', 'HEAD', 'POST'] as const;

/** Whether a request is for the files of the service. */
export const isForData = ({ url, method }: IncomingMessage): boolean =>
  url?.startsWith(PREFIX) === true && METHODS.some((one) => one === method);

/** Answers a request of the gateway for a file, as its port does in one process. */
export async function serveData(
  data: DataPort,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const method = request.method as DataRequest['method'];
  const { status, headers, body } = await data(
    {
      method,
      address: request.url?.slice(PREFIX.length) ?? '',
      headers: Object.fromEntries(
        DATA_HEADERS.flatMap((name) => {
          const value = request.headers[name];
          return typeof value === 'string' ? [[name, value]] : [];
        }),
      ),
      body: method === 'POST' ? request : null,
    },
    String(request.headers[VIEWER_HEADER] ?? ''),
    gone.signal,
  );
  response.writeHead(status, headers);
  if (body === null || typeof body === 'string') response.end(body ?? undefined);
  // Whoever hangs up ends the work; there is nobody left to tell.
  else await pipeline(Readable.from(body, { objectMode: false }), response).catch(() => {});
}
