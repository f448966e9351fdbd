import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type DataPort,
  EVENTS_HEADER,
  type EvidencePort,
  IDENTITY_HEADER,
  type IdentityPort,
  REQUEST,
  VIEWER_HEADER,
} from '@kapstok/schema';
import type { Logger } from 'pino';
import { isForData, serveData } from './data/serve-data.ts';
import { HubError } from './errors.ts';
import type { EventSource } from './events/relay.ts';
import { checkService, readPosition } from './events/remote.ts';
import { answerEvidence } from './evidence/remote.ts';
import { answerIdentity, checkDoor } from './identity/remote.ts';
import type { OpenSubgraph, SubgraphRequest } from './subgraph.ts';

/** A fetch carries the ids of what it asks for, so it may be larger than what a person sends. */
const LARGEST_BODY_BYTES = 20 * REQUEST.bodyBytes;
const CLOSE_WITHIN_MS = 10_000;
/** As long as a file of a million rows may take to arrive; the gateway, which alone calls, is quicker with the rest. */
const RECEIVE_WITHIN_MS = 1_800_000;

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  /** The key that gateway and services share. */
  readonly key: Uint8Array;
  /** What this service has to say to the others. */
  readonly events: EventSource;
  /** The service that keeps accounts answers the gateway, at `/identity`, who somebody is. */
  readonly identity?: IdentityPort;
  /** A service that gives its data out as files answers the gateway at `/data`. */
  readonly data?: DataPort;
  /** The service that keeps evidence takes and gives its files, at `/evidence`. */
  readonly evidence?: EvidencePort;
  readonly log: Logger;
}

/** A subgraph that answers on a port. */
export interface ServedSubgraph {
  readonly url: string;
  /** Takes no more requests, lets what runs end, and stops. */
  close(): Promise<void>;
}

/** Serves a subgraph to the gateway at `/graphql`, its events to other services, and its health to whoever asks. */
export async function serveSubgraph(subgraph: OpenSubgraph, options: ServeOptions): Promise<ServedSubgraph> {
  const server = createServer((request, response) => {
    if (options.data !== undefined && isForData(request)) {
      serveData(options.data, request, response).catch((error: unknown) =>
        sendError(response, error, options.log),
      );
      return;
    }
    answer(subgraph, options, request, response).catch((error: unknown) =>
      sendError(response, error, options.log),
    );
  });
  server.requestTimeout = options.data === undefined ? 30_000 : RECEIVE_WITHIN_MS;
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        // A closing server no longer ends requests that never come to their end by itself.
        const force = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
      }),
  };
}

function listen(server: Server, { host, port }: ServeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen({ host, port }, () => resolve());
  });
}

async function answer(
  subgraph: OpenSubgraph,
  options: ServeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = await answerEvidence(options.evidence, request, header(request, VIEWER_HEADER));
  if (file !== null) {
    response.writeHead(200, file.headers).end(file.body);
    return;
  }
  const { status, body } = await route(subgraph, options, request);
  send(response, status, body);
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

async function route(
  subgraph: OpenSubgraph,
  options: ServeOptions,
  request: IncomingMessage,
): Promise<Reply> {
  switch (`${request.method} ${request.url}`) {
    case 'POST /graphql':
      return {
        status: 200,
        body: await subgraph.answer(await readQuestion(request), header(request, VIEWER_HEADER)),
      };
    case 'POST /events':
      await checkService(header(request, EVENTS_HEADER), options.key);
      return { status: 200, body: await options.events(readPosition(await readJson(request))) };
    case 'POST /identity':
      if (options.identity === undefined) throw nothingThere();
      await checkDoor(header(request, IDENTITY_HEADER), options.key);
      return { status: 200, body: await answerIdentity(options.identity, await readJson(request)) };
    case 'GET /livez':
      return { status: 200, body: { ok: true } };
    case 'GET /readyz':
      return subgraph.ping().then(
        () => ({ status: 200, body: { ok: true } }),
        () => ({ status: 503, body: { ok: false } }),
      );
    default:
      throw nothingThere();
  }
}

const nothingThere = () => new HubError('NOT_FOUND', 'A subgraph has /graphql, /events, /livez and /readyz.');

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

async function readQuestion(request: IncomingMessage): Promise<SubgraphRequest> {
  const body = await readJson(request);
  const { query, variables, operationName } = (body ?? {}) as Partial<Record<keyof SubgraphRequest, unknown>>;
  if (typeof query !== 'string') throw new HubError('BAD_REQUEST', 'The body is { "query": "…" }.');
  return {
    query,
    variables: typeof variables === 'object' && variables !== null ? { ...variables } : undefined,
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > LARGEST_BODY_BYTES)
      throw new HubError('PAYLOAD_TOO_LARGE', `A body has ${LARGEST_BODY_BYTES} bytes at most.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new HubError('BAD_REQUEST', 'The body is no JSON.');
  }
}

const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  NOT_FOUND: 404,
  PAYLOAD_TOO_LARGE: 413,
};

function sendError(response: ServerResponse, error: unknown, log: Logger): void {
  const isForeseen = error instanceof HubError;
  if (!isForeseen) log.error({ err: error }, 'unforeseen failure');
  const code = isForeseen ? error.code : 'INTERNAL';
  const message = isForeseen ? error.message : 'Something went wrong on our side.';
  send(response, isForeseen ? (STATUS[code] ?? 400) : 500, { errors: [{ message, extensions: { code } }] });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
