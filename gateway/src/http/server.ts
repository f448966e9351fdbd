import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyServerOptions,
  fastify,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import { type Refusal, RefusalError } from '../limits/refusal.ts';
import { internalError } from '../public-error.ts';
import { guardDoors } from './doors.ts';
import { refusalBody, refuse } from './refuse.ts';

/** Nothing from elsewhere, no inline script; the editor of the explorer brings its styles inline and its workers as blobs. */
const CONTENT_SECURITY_POLICY = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'worker-src': ["'self'", 'blob:'],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
};

const UNREADABLE: Refusal = { status: 400, code: 'BAD_REQUEST', message: 'The address cannot be read.' };

export interface ServerOptions {
  readonly logger: Logger;
  readonly bodyBytes: number;
  readonly hosts: readonly string[];
  /** Whether browsers reach the hub by https. */
  readonly isHttps: boolean;
  /** Addresses of proxies, with commas between; false: nobody's word counts but that of the connection. */
  readonly trustProxy: string | false;
}

/** A server with its bounds and headers, that answers every failure as JSON; routes come after. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { logger, bodyBytes, hosts, isHttps, trustProxy } = options;
  const server: FastifyInstance = fastify({
    ...loggers(logger),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'correlationId' }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy,
    bodyLimit: bodyBytes,
    frameworkErrors: (_error, _request, reply) => refuse(reply, UNREADABLE),
    // A request that arrives while the hub closes is still answered; new connections are not taken.
    return503OnClosing: false,
    // The largest file of evidence, on a line of 1.5 Mbit/s.
    requestTimeout: 60_000,
    keepAliveTimeout: 65_000,
    http: { headersTimeout: 10_000, maxHeaderSize: 16_384, connectionsCheckingInterval: 5_000 },
  });
  server.server.maxHeadersCount = 100;
  // Only JSON: a form or plain text is what a page of a stranger can send without asking.
  server.removeContentTypeParser('text/plain');
  answerFailures(server);
  addRequestId(server);
  await server.register(cookie);
  await server.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
    // Our own forms must say where they come from (doors.ts); to elsewhere nothing is said.
    referrerPolicy: { policy: 'same-origin' },
    // Not over plain http: a browser that once saw it would refuse localhost for half a year.
    strictTransportSecurity: isHttps && { maxAge: 15_552_000, includeSubDomains: false },
  });
  guardDoors(server, hosts);
  return server;
}

/**
 * At info Fastify itself says nothing but that it listens, as `start` does in its own words; its warnings are kept.
 * Requests log as loudly as the hub.
 */
function loggers(logger: Logger): Pick<FastifyServerOptions, 'loggerInstance' | 'childLoggerFactory'> {
  const isLoud = logger.level === 'info';
  const own = isLoud ? logger.child({}, { level: 'warn' }) : logger;
  return {
    loggerInstance: own as FastifyBaseLogger,
    childLoggerFactory: (_own, bindings, options) => logger.child(bindings, options) as FastifyBaseLogger,
  };
}

function addRequestId(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  server.addHook('onResponse', async ({ method, routeOptions, log }, reply) => {
    const about = {
      method,
      route: routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    if (reply.statusCode >= 400) log.info(about, 'refused');
    else log.debug(about, 'answered');
  });
}

function answerFailures(server: FastifyInstance): void {
  server.setErrorHandler((error: FastifyError | RefusalError, request, reply) => {
    const refusal =
      error instanceof RefusalError ? error.refusal : refusalOfFastify(error, server.initialConfig.bodyLimit);
    if (refusal !== null) return refuse(reply, refusal);
    request.log.error({ err: error }, 'unforeseen failure');
    return reply
      .code(500)
      .type('application/json; charset=utf-8')
      .send(refusalBody(internalError(request.id)));
  });
}

/** Fastify's own refusals in our words: its messages may quote the body. */
function refusalOfFastify({ code, statusCode = 500 }: FastifyError, bodyLimit = 0): Refusal | null {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const message = `The body is larger than ${bodyLimit} bytes.`;
    return { status: 413, code: 'PAYLOAD_TOO_LARGE', message };
  }
  if (statusCode < 400 || statusCode >= 500) return null;
  const message =
    statusCode === 415
      ? 'The body must be JSON, with Content-Type: application/json.'
      : 'The body is not JSON that can be read.';
  return { status: statusCode, code: 'BAD_REQUEST', message };
}
