import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Refusal } from '../limits/refusal.ts';
import { refuse } from './refuse.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

const FOREIGN: Refusal = {
  status: 403,
  code: 'BAD_REQUEST',
  message: 'This hub answers its own pages and scripts, no other origin.',
};

/**
 * Lets in what calls the hub by a name it goes by, and what comes from its own pages. A page of a stranger reaches
 * the hub through the browser of whoever opens it, with that person's cookie: by a host name that it points at
 * 127.0.0.1 (DNS rebinding), or by a plain request across origins.
 */
export function guardDoors(fastify: FastifyInstance, hosts: readonly string[]): void {
  const known = new Set([...LOOPBACK, ...hosts.map((host) => host.toLowerCase())]);
  fastify.addHook('onRequest', async (request, reply) => {
    const refusal = refuseHost(request, known) ?? refuseOrigin(request);
    if (refusal !== null) return refuse(reply, refusal);
  });
}

function refuseHost({ headers }: FastifyRequest, known: ReadonlySet<string>): Refusal | null {
  const [, name = ''] = /^(\[[\da-f:.]+\]|[^:[\]]+)(?::\d{1,5})?$/i.exec(headers.host ?? '') ?? [];
  if (known.has(name.toLowerCase())) return null;
  const message = 'This hub does not go by the name in the Host header.';
  return { status: 421, code: 'BAD_REQUEST', message };
}

function refuseOrigin({ headers }: FastifyRequest): Refusal | null {
  const { origin, host } = headers;
  if (origin === undefined) return null;
  if (URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()) return null;
  return FOREIGN;
}

/**
 * What a cookie speaks for must say from which page it comes: browsers name the origin of whatever can change
 * something, so a request without one is no browser's, or a very old one's.
 */
export function refuseWithoutOrigin({ method, headers }: FastifyRequest): Refusal | null {
  return headers.origin !== undefined || method === 'GET' || method === 'HEAD' ? null : FOREIGN;
}
