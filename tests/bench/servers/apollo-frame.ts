import { randomUUID } from 'node:crypto';
import { ApolloServer, type ApolloServerOptions, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { parseAcceptLanguage, type Viewer } from '@kapstok/schema';
import { type FastifyRequest, fastify } from 'fastify';
import { HOST } from '../settings.ts';

export interface Frame<Context extends BaseContext> {
  readonly options: ApolloServerOptions<Context>;
  readonly context: (request: FastifyRequest) => Promise<Context>;
  /** What surrounds the answer to one request, such as a session with the database. */
  readonly around?: (request: FastifyRequest, answer: () => Promise<unknown>) => Promise<unknown>;
  readonly port: number;
}

/** Apollo Server over Fastify as its makers show it, without the two plugins that look at every field. */
export async function serveApollo<Context extends BaseContext>(frame: Frame<Context>): Promise<string> {
  const apollo = new ApolloServer<Context>({
    ...frame.options,
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
    ],
  });
  await apollo.start();
  const server = fastify({ bodyLimit: 20_000_000 });
  const handle = fastifyApolloHandler(apollo, { context: frame.context });
  server.post('/graphql', (request, reply) => {
    const answer = async () => handle.call(server, request, reply);
    return frame.around === undefined ? answer() : frame.around(request, answer);
  });
  return server.listen({ host: HOST, port: frame.port });
}

/** Who asks: somebody who directs everything, whom the hub must find by a token and the others need not. */
export const viewerOf = ({ headers }: FastifyRequest): Viewer => ({
  subject: 'bench',
  roles: [{ role: 'DIRECTOR', programme: '*' }],
  published: [],
  mayWrite: false,
  languages: parseAcceptLanguage(headers['accept-language']),
  correlationId: randomUUID(),
});
