import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const folderOf = (name: string): string => path.dirname(require.resolve(`${name}/package.json`));

/** The committed supergraph: composed ahead of time, so that the gateway starts while a service is away. */
export const readSupergraph = (): Promise<string> =>
  readFile(path.join(folderOf('@kapstok/schema'), 'supergraph.graphql'), 'utf8');

/** Where the built pages are. */
export const webDirectory = (): string => path.join(folderOf('@kapstok/web'), 'dist');
