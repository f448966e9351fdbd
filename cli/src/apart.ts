import { createHmac } from 'node:crypto';
import { createAccess, createEvidence, subgraphs } from '@kapstok/all';
import { createGateway, createHttpTransport, type Gateway, type GatewayOptions } from '@kapstok/gateway';
import {
  catchUp,
  createViewerReader,
  Database,
  type EventSource,
  eventsOf,
  listenForEvents,
  openSubgraph,
  remoteData,
  remoteEvents,
  remoteEvidence,
  remoteIdentity,
  roleUrl,
  type ServedSubgraph,
  serveSubgraph,
  serviceRole,
} from '@kapstok/kit';
import { DATA_SERVICES, joinData } from '@kapstok/kit/data';
import type { ServiceName } from '@kapstok/schema';
import type { Logger } from 'pino';
import { pageDrawer, readSupergraph, webDirectory } from './assets.ts';
import { dataPort } from './data-ports.ts';
import { evidenceFolder } from './evidence-folder.ts';
import { keepImporting } from './imports.ts';
import { knownOperations, type OperationsSetting } from './operations-settings.ts';
import type { HubIdentity } from './prepare-database.ts';
import type { SignInOptions } from './sign-in-settings.ts';
import { keepTidy, tidyService } from './tidy.ts';

/** Where the services are. */
export type ServiceUrls = Readonly<Record<ServiceName, string>>;

/** The key by which the parts of a hub know each other, from the secret they share. */
export const sharedKey = (secret: string): Uint8Array =>
  createHmac('sha256', secret).update('kapstok parts').digest();

export interface ServiceOptions extends HubIdentity {
  readonly host: string;
  readonly port: number;
  readonly urls: ServiceUrls;
  readonly log: Logger;
  /** Folder for files of evidence, the same for every process of actions; absent: none are taken. */
  readonly evidenceDirectory?: string;
  /** How much it keeps of what it answered; absent: what is usual. */
  readonly keptMegabytes?: number | undefined;
  /** The clock; tests set it. */
  readonly now?: () => Date;
}

/** Serves one service in this process; it hears the others at their addresses as soon as they answer. */
export async function serveService(name: ServiceName, options: ServiceOptions): Promise<ServedSubgraph> {
  const { ownerUrl, rolePrefix, secret, urls, log, now, evidenceDirectory, keptMegabytes } = options;
  const service = subgraphs.find((one) => one.name === name);
  if (service === undefined) throw new Error(`There is no service ${name}.`);
  const key = sharedKey(secret);
  const url = roleUrl(ownerUrl, serviceRole(rolePrefix, name), secret);
  const database = new Database({ url, service: name, own: service.own });
  const shared = { database, readViewer: createViewerReader(key), log };
  const subgraph = openSubgraph(service, { ...shared, keptMegabytes, ...(now !== undefined && { now }) });
  const { host, port } = options;
  const clock = now === undefined ? {} : { now };
  const identity = name === 'access' ? { identity: createAccess({ database, ...clock }).identity } : {};
  const dataFiles = dataPort(name, { ...shared, ...clock });
  const data = dataFiles === null ? {} : { data: dataFiles };
  const events = eventsOf(database);
  const files = evidenceDirectory === undefined ? null : evidenceFolder(evidenceDirectory);
  const evidence =
    name === 'actions' && files !== null
      ? { evidence: createEvidence({ database, readViewer: shared.readViewer, files, now }) }
      : {};
  const served = await serveSubgraph(subgraph, {
    host,
    port,
    key,
    events,
    ...identity,
    ...data,
    ...evidence,
    log,
  });
  const sources = new Map<ServiceName, EventSource>(
    service.hears.map((producer) => [producer, remoteEvents(urls[producer], name, key)]),
  );
  // Each on its own: one that is away keeps nobody from hearing the others.
  const hear = async () => {
    const each = service.hears.map((producer) =>
      catchUp({ ...service, hears: [producer] }, database, sources),
    );
    for (const heard of await Promise.allSettled(each)) if (heard.status === 'rejected') throw heard.reason;
  };
  const listener = listenForEvents(url, hear, log);
  const imports = name === 'actions' ? keepImporting({ database, url, now, log }) : null;
  const clockOf = now ?? (() => new Date());
  const tidying = keepTidy(() => tidyService(name, database, { files, now: clockOf() }), log, clockOf);
  return {
    url: served.url,
    async close() {
      await imports?.stop();
      await tidying.stop();
      await listener.stop();
      await served.close();
      await database.close();
    },
  };
}

/** The gateway alone, over services at their addresses. Does not listen yet. */
export async function openGateway(options: {
  secret: string;
  urls: ServiceUrls;
  log: Logger;
  /** How people sign in; absent: they do not, and come with API tokens only. */
  signIn?: SignInOptions;
  /** The questions that are answered without a token, beside those of the pages; absent or null: every one. */
  operations?: OperationsSetting;
  /** How long answers may take; tests on a busy machine give them longer. */
  deadlines?: NonNullable<GatewayOptions['deadlines']>;
  /** Who plans and joins questions. */
  planner?: NonNullable<GatewayOptions['planner']>;
  /** What can be spent in an hour; tests ask more than people do. */
  budget?: NonNullable<GatewayOptions['budget']>;
}): Promise<Gateway> {
  const { secret, urls, log, deadlines, planner, budget } = options;
  const http = createHttpTransport((name) => `${urls[name as ServiceName]}/graphql`);
  const key = sharedKey(secret);
  const identity = remoteIdentity(urls.access, key);
  const files = new Map([...DATA_SERVICES].map((service) => [service, remoteData(urls[service])] as const));
  const evidence = remoteEvidence(urls.actions);
  const gateway = await createGateway({
    supergraphSdl: await readSupergraph(),
    transport: http.transport,
    viewerKey: key,
    identity,
    data: joinData((service) => {
      const there = files.get(service);
      if (there === undefined) throw new Error(`The service ${service} gives no files.`);
      return there.data;
    }),
    evidence,
    webDirectory: webDirectory(),
    ...(await pageDrawer()),
    ...(await knownOperations(options.operations)),
    logger: log,
    ...options.signIn,
    ...(deadlines === undefined ? {} : { deadlines }),
    ...(planner === undefined ? {} : { planner }),
    ...(budget === undefined ? {} : { budget }),
    // The gateway serves while a service is away: the others' parts of an answer still arrive.
    ready: async () => ({ ok: true, checks: await serviceStates(urls) }),
  });
  return {
    ...gateway,
    async close() {
      await gateway.close();
      await http.close();
      await identity.close();
      for (const there of files.values()) await there.close();
      await evidence.close();
    },
  };
}

async function serviceStates(urls: ServiceUrls): Promise<Record<string, string>> {
  const states = Object.entries(urls).map(async ([name, url]) => {
    const state = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1000) }).then(
      (response) => (response.ok ? 'ok' : 'failed'),
      () => 'away',
    );
    return [name, state] as const;
  });
  return Object.fromEntries(await Promise.all(states));
}
