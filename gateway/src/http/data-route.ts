import { Readable } from 'node:stream';
import {
  DATA_HEADERS,
  type DataPort,
  type DataReply,
  type DataRequest,
  LARGEST_DATA_FILE_BYTES,
  type Viewer,
} from '@kapstok/schema';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Identify } from '../identity/identify.ts';
import type { Budgets } from '../limits/budget.ts';
import type { InFlight } from '../limits/in-flight.ts';
import type { Refusal } from '../limits/refusal.ts';
import type { ViewerSigner } from '../viewer.ts';
import type { addAccounts } from './accounts.ts';
import { sendCatalogue } from './data-catalogue.ts';
import { refuse } from './refuse.ts';

export interface DataRouteOptions {
  readonly data: DataPort;
  readonly identify: Identify;
  readonly sign: ViewerSigner;
  /** How many files one person has at the same time. */
  readonly inFlight: InFlight;
  readonly budgets: Budgets;
  readonly onSend: ReturnType<typeof addAccounts>;
}

/** As much as a page of a hundred rows with ten fields each: a file is cheaper than the questions it saves. */
const POINTS_OF_A_FILE = 1000;

const AWAY: Refusal = {
  status: 503,
  code: 'SUBGRAPH_UNAVAILABLE',
  message: 'The part of the hub that keeps these data does not answer. Try again in a few seconds.',
  headers: { 'retry-after': '5' },
};
const METHOD_NOT_ALLOWED: Refusal = {
  status: 405,
  code: 'BAD_REQUEST',
  message: 'Files are read by GET and sent back by POST.',
  headers: { allow: 'GET, HEAD, POST' },
};

/** Files at `/data`: passed on to the service that owns the data, and back, without being held here. */
export async function addDataRoute(fastify: FastifyInstance, options: DataRouteOptions): Promise<void> {
  await fastify.register(async (scope) => {
    // Not read here: what is sent goes on as it comes, so that a large file needs no memory.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('text/csv', (_request, _payload, done) => done(null));
    scope.route({
      method: ['GET', 'POST'],
      url: '/data/*',
      onSend: options.onSend,
      bodyLimit: LARGEST_DATA_FILE_BYTES,
      config: { takesFiles: true },
      handler: (request, reply) => pass(request, reply, options),
    });
    for (const url of ['/data', '/data/']) scope.get(url, sendCatalogue);
    scope.route({
      method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      url: '/data/*',
      onRequest: async (_request, reply) => refuse(reply, METHOD_NOT_ALLOWED),
      handler: () => undefined,
    });
  });
}

async function pass(
  request: FastifyRequest,
  reply: FastifyReply,
  { identify, budgets, inFlight, sign, data }: DataRouteOptions,
): Promise<FastifyReply> {
  const viewer = await identify(request);
  request.setDecorator('viewer', viewer);
  const account = budgets.accountOf(viewer, request.ip);
  request.setDecorator('account', account);
  const place = inFlight.enterAs(account.key);
  if (typeof place !== 'function') return refuse(reply, place);
  // The place is kept until the last byte is taken.
  reply.raw.once('close', place);
  const spent = await account.charge(POINTS_OF_A_FILE);
  if (spent !== null) return refuse(reply, spent);
  const answer = await ask(request, reply, viewer, sign, data);
  if (answer === null) return refuse(reply, AWAY);
  const { status, headers, body } = answer;
  reply.code(status).headers(headers);
  // Fastify takes no null for an answer to HEAD, and would say of an empty text that the file is empty.
  if (body === null && request.method === 'HEAD') return reply.send(Readable.from([]));
  return reply.send(body === null || typeof body === 'string' ? body : streamOf(body));
}

const streamOf = (body: AsyncIterable<Uint8Array>): Readable =>
  body instanceof Readable ? body : Readable.from(body, { objectMode: false });

/** Null: the service is not to be had, or took the gateway for somebody else. */
async function ask(
  request: FastifyRequest,
  reply: FastifyReply,
  viewer: Viewer,
  sign: ViewerSigner,
  data: DataPort,
) {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  try {
    const answer = await data(dataRequest(request), await sign(viewer), gone.signal);
    if (isOurs(answer)) return answer;
    throw new Error(`the service answered with status ${answer.status}`);
  } catch (error) {
    request.log.error({ err: error }, 'the service of the data did not answer');
    return null;
  }
}

/** A file says of which release it is, a refusal comes as JSON; whatever else answers is not passed on. */
function isOurs({ status, headers }: DataReply): boolean {
  if (status === 401 || (status >= 500 && status !== 503)) return false;
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  return isJson || (status < 400 && headers['x-kapstok-release'] !== undefined);
}

function dataRequest({ method, url, headers, raw }: FastifyRequest): DataRequest {
  const heard = DATA_HEADERS.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return {
    method: method as DataRequest['method'],
    address: url.slice('/data/'.length),
    headers: Object.fromEntries(heard),
    body: method === 'POST' ? raw : null,
  };
}
