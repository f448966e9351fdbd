import { existsSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { refuse, wantsPage } from './refuse.ts';

const NOT_FOUND_PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Not found</title>
<p>There is nothing at this address. <a href="/">To the start page</a></p></html>
`;

/** The built pages at `/` and `/explorer` and their files; one line of text where they were not built. */
export async function addPages(fastify: FastifyInstance, directory: string | null): Promise<void> {
  fastify.setNotFoundHandler((request, reply) => {
    if (wantsPage(request.headers.accept)) {
      return reply.code(404).type('text/html; charset=utf-8').send(NOT_FOUND_PAGE);
    }
    return refuse(reply, { status: 404, code: 'NOT_FOUND', message: 'There is nothing at this address.' });
  });
  if (directory === null) {
    fastify.get('/', (_request, reply) =>
      reply
        .type('text/plain; charset=utf-8')
        .send('Kapstok answers at /graphql; its pages were not built.\n'),
    );
    return;
  }
  await fastify.register(staticFiles, {
    root: directory,
    cacheControl: false,
    dotfiles: 'ignore',
    setHeaders: (reply, path) => {
      reply.setHeader('cache-control', cacheControlOf(path));
    },
  });
  const explorer = ['explorer.html', 'explorer/index.html'].find((name) => existsSync(join(directory, name)));
  if (explorer === undefined) return;
  for (const url of ['/explorer', '/explorer/'])
    fastify.get(url, (_request, reply) => reply.sendFile(explorer));
}

/** Names under assets/ carry a hash of their content; the others are asked for again each time. */
function cacheControlOf(path: string): string {
  return /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
}
