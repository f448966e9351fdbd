import { readFile } from 'node:fs/promises';
import { subgraphs } from '@kapstok/all';
import { openDatabases, ROOT } from '@kapstok/cli/testing';
import { contextMaker, type KitContext } from '@kapstok/kit';
import type { ServerSettings } from '../settings.ts';
import { serveApollo, viewerOf } from './apollo-frame.ts';
import { type MonoContext, mergeSchemas } from './merge-schemas.ts';

/**
 * The whole graph as one Apollo Server without federation: the hub's resolvers, stores, loaders, pools and rights. A
 * request keeps one session for each service, where the hub opens one for each fetch.
 */
export async function startMono({ identity, port }: ServerSettings): Promise<string> {
  const databases = openDatabases(identity);
  const parts = subgraphs.map((definition) => ({
    name: definition.name,
    database: databases.of(definition.name),
    contextOf: contextMaker(definition, databases.of(definition.name)),
  }));
  const api = await readFile(new URL('schema/api.graphql', ROOT), 'utf8');
  return serveApollo<MonoContext>({
    options: { schema: mergeSchemas(api, subgraphs) },
    context: async (request) => {
      const viewer = viewerOf(request);
      const contexts = parts.map(({ name, contextOf }): [string, KitContext] => [
        name,
        contextOf(viewer) as KitContext,
      ]);
      return Object.fromEntries(contexts);
    },
    around: (request, answer) => {
      const viewer = viewerOf(request);
      const inSessions = parts.reduceRight<() => Promise<unknown>>(
        (work, { database }) =>
          () =>
            database.read(viewer, work),
        answer,
      );
      return inSessions();
    },
    port,
  });
}
