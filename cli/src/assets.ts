import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { PageDrawer } from '@kapstok/gateway';

const require = createRequire(import.meta.url);
const folderOf = (name: string): string => path.dirname(require.resolve(`${name}/package.json`));

/** The committed supergraph: composed ahead of time, so that the gateway starts while a service is away. */
export const readSupergraph = (): Promise<string> =>
  readFile(path.join(folderOf('@kapstok/schema'), 'supergraph.graphql'), 'utf8');

/** Where the built pages are. */
export const webDirectory = (): string => path.join(folderOf('@kapstok/web'), 'dist', 'site');

const SERVER = path.join('dist', 'server', 'server.js');

/** The questions that those pages ask; none where they were not built. */
export async function webOperations(): Promise<readonly string[]> {
  const drawing = path.join(folderOf('@kapstok/web'), SERVER);
  if (!existsSync(drawing)) return [];
  return require(drawing).operations;
}

/** What draws those pages before they are sent; nothing where it was not built, and browsers do it all. */
export async function pageDrawer(): Promise<{ pageDrawer?: PageDrawer }> {
  const drawing = path.join(folderOf('@kapstok/web'), SERVER);
  const template = path.join(webDirectory(), 'index.html');
  if (!existsSync(drawing) || !existsSync(template)) return {};
  const { createPages } = require(drawing);
  return { pageDrawer: createPages(await readFile(template, 'utf8')) };
}
