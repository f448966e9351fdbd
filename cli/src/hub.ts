import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { subgraphs } from '@kapstok/all';
import { createGateway, type Gateway } from '@kapstok/gateway';
import {
  createViewerReader,
  Database,
  type OpenSubgraph,
  openSubgraph,
  roleUrl,
  type SubgraphDefinition,
  serviceRole,
} from '@kapstok/kit';
import type { Logger } from 'pino';
import { type HubIdentity, pendingMigrations } from './prepare-database.ts';

export interface HubOptions extends HubIdentity {
  readonly log: Logger;
  /** The clock; tests set it. */
  readonly now?: () => Date;
}

/** The whole hub in this process: four subgraphs behind the gateway. */
export interface Hub {
  readonly gateway: Gateway;
  /** The key with which viewers are signed; drawn at start, never leaves the process. */
  readonly viewerKey: Uint8Array;
  readonly subgraphs: ReadonlyMap<string, OpenSubgraph>;
  close(): Promise<void>;
}

const require = createRequire(import.meta.url);
const folderOf = (name: string): string => path.dirname(require.resolve(`${name}/package.json`));

/** Opens every subgraph on the database and the gateway over them; does not listen yet. */
export async function openHub(options: HubOptions): Promise<Hub> {
  const viewerKey = randomBytes(32);
  const open = new Map(
    subgraphs.map((service) => [service.name as string, openService(service, options, viewerKey)]),
  );
  const gateway = await createGateway({
    supergraphSdl: await readFile(path.join(folderOf('@kapstok/schema'), 'supergraph.graphql'), 'utf8'),
    transport: (name) => {
      const subgraph = open.get(name);
      if (subgraph === undefined) throw new Error(`The supergraph names ${name}, which is no service.`);
      return (request, viewerToken) => subgraph.answer(request, viewerToken);
    },
    viewerKey,
    webDirectory: path.join(folderOf('@kapstok/web'), 'dist'),
    logger: options.log,
    ready: () => readiness(options.ownerUrl, [...open.values()]),
  });
  return {
    gateway,
    viewerKey,
    subgraphs: open,
    async close() {
      await gateway.close();
      await Promise.all([...open.values()].map((subgraph) => subgraph.close()));
    },
  };
}

function openService(service: SubgraphDefinition, options: HubOptions, viewerKey: Uint8Array): OpenSubgraph {
  const { ownerUrl, rolePrefix, secret, log, now } = options;
  const url = roleUrl(ownerUrl, serviceRole(rolePrefix, service.name), secret);
  return openSubgraph(service, {
    database: new Database({ url, service: service.name }),
    readViewer: createViewerReader(viewerKey),
    log: log.child({ service: service.name }),
    ...(now === undefined ? {} : { now }),
  });
}

/** Ready: every service reaches its database, and no migration waits. */
async function readiness(ownerUrl: string, open: readonly OpenSubgraph[]) {
  const checks: Record<string, string> = {};
  const check = async (name: string, work: () => Promise<void>) => {
    checks[name] = await work().then(
      () => 'ok',
      () => 'failed',
    );
  };
  await Promise.all([
    ...open.map((subgraph) => check(subgraph.name, () => subgraph.ping())),
    check('migrations', async () => {
      if ((await pendingMigrations(ownerUrl)).length > 0) throw new Error('pending');
    }),
  ]);
  return { ok: Object.values(checks).every((state) => state === 'ok'), checks };
}
