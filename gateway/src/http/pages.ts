import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DrawnPage, PageDrawer } from '../options.ts';
import type { DrawPage } from './drawn-pages.ts';
import { refuse, wantsPage } from './refuse.ts';

const NOT_FOUND_PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Not found</title>
<p>There is nothing at this address. <a href="/">To the start page</a></p></html>
`;

/** For the pages of the plan: nothing inline at all. The explorer, with its editor, needs the looser one of the server. */
const STRICT_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join(';');

/** The built pages with their files; one line of text where they were not built. */
export async function addPages(
  fastify: FastifyInstance,
  directory: string | null,
  drawer: PageDrawer | null,
  draw: DrawPage | null,
): Promise<void> {
  fastify.setNotFoundHandler(refuseNothing);
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
    // The build lays a compressed copy beside each file that gains by it.
    preCompressed: true,
    dotfiles: 'ignore',
    setHeaders: (reply, path) => {
      reply.setHeader('cache-control', cacheControlOf(path));
    },
  });
  for (const url of drawer?.patterns ?? ['/'])
    fastify.get(url, async (request, reply) => {
      if (drawer?.isPage(pathOf(request)) === false) return refuseNothing(request, reply);
      const page = await drawn(request, reply, draw);
      reply
        .header('content-security-policy', STRICT_POLICY)
        .header('vary', 'accept-encoding, accept-language, cookie');
      if (page === null) return reply.sendFile('index.html');
      const isSmall = takesGzip(request);
      if (isSmall) reply.header('content-encoding', 'gzip');
      return reply
        .code(page.status)
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8')
        .send(isSmall ? await compressed(page) : page.html);
    });
  const explorer = ['explorer.html', 'explorer/index.html'].find((name) => existsSync(join(directory, name)));
  if (explorer === undefined) return;
  for (const url of ['/explorer', '/explorer/'])
    fastify.get(url, (_request, reply) => reply.sendFile(explorer));
}

const compress = promisify(gzip);
const made = new WeakMap<DrawnPage, Promise<Buffer>>();

/** A page that is kept is compressed once. Only what everybody may read is drawn, so its size tells nothing. */
function compressed(page: DrawnPage): Promise<Buffer> {
  const known = made.get(page) ?? compress(page.html);
  made.set(page, known);
  return known;
}

const takesGzip = ({ headers }: FastifyRequest): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(String(headers['accept-encoding'] ?? ''));

const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? '/';

function refuseNothing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (wantsPage(request.headers.accept))
    return reply.code(404).type('text/html; charset=utf-8').send(NOT_FOUND_PAGE);
  return refuse(reply, { status: 404, code: 'NOT_FOUND', message: 'There is nothing at this address.' });
}

/** The page with its numbers; null when the browser must draw it, also because that failed here. */
async function drawn(
  request: FastifyRequest,
  reply: FastifyReply,
  draw: DrawPage | null,
): Promise<DrawnPage | null> {
  try {
    return (await draw?.(request, reply)) ?? null;
  } catch (error) {
    request.log.error({ err: error }, 'a page could not be drawn; the browser does it');
    return null;
  }
}

/** Names under assets/ carry a hash of their content; the others are asked for again each time. */
function cacheControlOf(path: string): string {
  return /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
}
