import { setMaxListeners } from 'node:events';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { Viewer } from '@kapstok/schema';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Account } from '../limits/budget.ts';
import { createOperationsCheck, type OperationsCheck } from '../limits/operations.ts';
import type { Refusal } from '../limits/refusal.ts';
import { internalError } from '../public-error.ts';
import type { RequestScope } from '../request-scope.ts';
import { once, type ViewerSigner } from '../viewer.ts';
import type { addAccounts } from './accounts.ts';
import type { Entrance } from './entrance.ts';
import { refuseRequest } from './graphql-request.ts';
import { refusalBody, refuse } from './refuse.ts';

export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<RequestScope>;
  readonly checkDocument: (source: string) => Refusal | null;
  readonly sign: ViewerSigner;
  readonly requestMs: number;
  readonly enter: Entrance;
  readonly onSend: ReturnType<typeof addAccounts>;
  /** The questions that are answered without a token; absent: every one. */
  readonly operations?: readonly string[] | undefined;
}

const METHOD_NOT_ALLOWED: Refusal = {
  status: 405,
  code: 'BAD_REQUEST',
  message: 'Questions come by POST; queries also by GET.',
  headers: { allow: 'GET, POST' },
};

/** The graph at `/graphql`. */
export function addGraphqlRoute(fastify: FastifyInstance, options: GraphqlRouteOptions): void {
  const handle = fastifyApolloHandler(options.apollo, {
    context: async (request, reply) => createScope(request, reply, options),
  });
  const { enter, onSend, operations } = options;
  const checkOperation = operations === undefined ? () => null : createOperationsCheck(operations);
  fastify.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onSend,
    handler: (request, reply) =>
      enter(request, reply, async (_viewer, account) => {
        // Whoever came in with a token may ask what they like.
        const isExploring = request.headers.authorization !== undefined;
        const check: OperationsCheck = (source) =>
          options.checkDocument(source) ?? (isExploring ? null : checkOperation(source));
        const refusal = (await account.charge(0)) ?? refuseRequest(request, check);
        if (refusal !== null) return refuse(reply, refusal);
        return faultless(await handle.call(fastify, request, reply), request, reply);
      }),
  });
  fastify.route({
    method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/graphql',
    onSend,
    onRequest: async (_request, reply) => refuse(reply, METHOD_NOT_ALLOWED),
    handler: () => undefined,
  });
}

/** What fails outside Apollo's pipeline does not know its request; here the correlation id is still at hand. */
function faultless(body: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
  return reply.statusCode >= 500 ? refusalBody(internalError(request.id)) : body;
}

/** What is known of a request that asks the graph; who asks and who pays are with it already. */
export function createScope(
  request: FastifyRequest,
  reply: FastifyReply,
  { sign, requestMs }: Pick<GraphqlRouteOptions, 'sign' | 'requestMs'>,
): RequestScope {
  const gone = new AbortController();
  // Every call of a subgraph listens, and one question may make many at once.
  setMaxListeners(0, gone.signal);
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  const viewer = request.getDecorator<Viewer>('viewer');
  return {
    viewer,
    charge: (points) => request.getDecorator<Account>('account').charge(points),
    correlationId: request.id,
    log: request.log as Logger,
    viewerToken: once(() => sign(viewer)),
    gone: gone.signal,
    endsAt: performance.now() + requestMs,
  };
}
