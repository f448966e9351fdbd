import { DATASETS, type DatasetEntry } from '@kapstok/schema';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { escapeHtml, htmlPage } from './html.ts';
import { wantsPage } from './refuse.ts';

const FORMATS = ['csv', 'json', 'metadata.json', 'zip'] as const;

/** What there is to fetch below `/data`. It is the same for everybody: only what stands in the files depends on who asks. */
const CATALOGUE = Object.entries<DatasetEntry>(DATASETS).map(([name, { title, holds }]) => ({
  name,
  title,
  about: holds,
  files: [...FORMATS, ...(name === 'observations' ? ['sdmx.csv'] : [])].map((end) => `/data/${name}.${end}`),
}));

const INTRODUCTION =
  'Tables to fetch by script, with your token. What you may not read is not in them. Filters stand in the address; the dictionary of each table (metadata.json) lists them, with every column, the terms of use and how to cite it.';

export function sendCatalogue(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('vary', 'accept').header('cache-control', 'no-cache');
  if (wantsPage(request.headers.accept)) return reply.type('text/html; charset=utf-8').send(PAGE);
  return reply.type('application/json; charset=utf-8').send({ about: INTRODUCTION, datasets: CATALOGUE });
}

const PAGE = htmlPage({
  language: 'en',
  title: 'Data',
  body: `<h1>Data</h1><p>${escapeHtml(INTRODUCTION)}</p><ul class="cards">${CATALOGUE.map(
    ({ title, about, files }) =>
      `<li><h2>${escapeHtml(title)}</h2><p>${escapeHtml(about)}</p><p class="go">${files
        .map((file) => `<a href="${escapeHtml(file)}">${escapeHtml(file.slice(file.indexOf('.') + 1))}</a>`)
        .join(' · ')}</p></li>`,
  ).join('')}</ul>`,
});
