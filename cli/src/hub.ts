import { randomBytes } from 'node:crypto';
import { type Access, createAccess, createEvidence, subgraphs } from '@kapstok/all';
import { createGateway, type Gateway, type GatewayOptions } from '@kapstok/gateway';
import { createViewerReader, listenForEvents, type OpenSubgraph, openSubgraph } from '@kapstok/kit';
import { joinData } from '@kapstok/kit/data';
import type { Logger } from 'pino';
import { pageDrawer, readSupergraph, webDirectory } from './assets.ts';
import { dataPorts } from './data-ports.ts';
import { catchUpAll, createSpread, openDatabases } from './databases.ts';
import { evidenceFolder } from './evidence-folder.ts';
import { keepImporting } from './imports.ts';
import { knownOperations, type OperationsSetting } from './operations-settings.ts';
import { type HubIdentity, pendingMigrations } from './prepare-database.ts';
import { remind } from './reminders.ts';
import type { SignInOptions } from './sign-in-settings.ts';
import { tidy } from './tidy.ts';

export interface HubOptions extends HubIdentity {
  readonly log: Logger;
  /** The clock; tests set it. */
  readonly now?: () => Date;
  /** How long answers may take; tests on a busy machine give them longer. */
  readonly deadlines?: NonNullable<GatewayOptions['deadlines']>;
  /** Who plans and joins questions. */
  readonly planner?: NonNullable<GatewayOptions['planner']>;
  /** How people sign in; absent: they do not, and come with API tokens only. */
  readonly signIn?: SignInOptions;
  /** Folder for files of evidence; absent: none are taken. */
  readonly evidenceDirectory?: string;
  /** The questions that are answered without a token, beside those of the pages; absent or null: every one. */
  readonly operations?: OperationsSetting;
  /** How much each service keeps of what it answered; absent: what is usual. */
  readonly keptMegabytes?: number | undefined;
  /** What can be spent in an hour; tests ask more than people do. */
  readonly budget?: NonNullable<GatewayOptions['budget']>;
}

/** The whole hub in this process: five subgraphs behind the gateway. */
export interface Hub {
  readonly gateway: Gateway;
  /** The key with which viewers are signed; drawn at start, never leaves the process. */
  readonly viewerKey: Uint8Array;
  readonly subgraphs: ReadonlyMap<string, OpenSubgraph>;
  /** Accounts, roles and tokens, past the door. */
  readonly access: Access;
  /** Tells people and organisations what waits for them today; with a folder, as files in it. How many were written there. */
  remind(folder: string | null): Promise<number>;
  /** Removes what is kept for a while only and of which the time is over. */
  tidy(): Promise<void>;
  /** Asks every subgraph one small question, so that the first person does not wait for what is made once. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

const WARMING = `{
  programmes(first: 1) {
    nodes { domains { id progress { actionCount } budget { lineCount } povertyTesting { testedCount } indicators(first: 1) { totalCount } } }
  }
}`;

/** Opens every subgraph on the database and the gateway over them, with all events applied; does not listen yet. */
export async function openHub(options: HubOptions): Promise<Hub> {
  const { log, now, keptMegabytes } = options;
  const viewerKey = randomBytes(32);
  const readViewer = createViewerReader(viewerKey);
  const databases = openDatabases(options);
  await catchUpAll(databases);
  const spread = createSpread(databases);
  const open = new Map<string, OpenSubgraph>();
  for (const service of subgraphs) {
    const shared = {
      database: databases.of(service.name),
      readViewer,
      log: log.child({ service: service.name }),
      keptMegabytes,
      // Who changes something reads it in every service at once.
      afterChange: () => spread(service.name),
    };
    open.set(service.name, openSubgraph(service, now === undefined ? shared : { ...shared, now }));
  }
  const clock = now === undefined ? {} : { now };
  const access = createAccess({ database: databases.of('access'), ...clock });
  const { evidenceDirectory } = options;
  const files = evidenceDirectory === undefined ? null : evidenceFolder(evidenceDirectory);
  const gateway = await createGateway({
    supergraphSdl: await readSupergraph(),
    transport: (name) => {
      const subgraph = open.get(name);
      if (subgraph === undefined) throw new Error(`The supergraph names ${name}, which is no service.`);
      return (request, viewerToken) => subgraph.answer(request, viewerToken);
    },
    viewerKey,
    identity: access.identity,
    data: joinData(
      dataPorts((service) => ({
        database: databases.of(service),
        readViewer,
        log: log.child({ service }),
        ...clock,
      })),
    ),
    ...(files !== null && {
      evidence: createEvidence({ database: databases.of('actions'), readViewer, files, now }),
    }),
    webDirectory: webDirectory(),
    ...(await pageDrawer()),
    ...(await knownOperations(options.operations)),
    logger: log,
    ...options.signIn,
    ...(options.deadlines === undefined ? {} : { deadlines: options.deadlines }),
    ...(options.planner === undefined ? {} : { planner: options.planner }),
    ...(options.budget === undefined ? {} : { budget: options.budget }),
    ready: () => readiness(options.ownerUrl, [...open.values()]),
  });
  // What another process imports is heard too.
  const events = listenForEvents(databases.listenUrl, () => catchUpAll(databases), log);
  const imports = keepImporting({ database: databases.of('actions'), url: databases.listenUrl, now, log });
  return {
    gateway,
    viewerKey,
    subgraphs: open,
    access,
    remind: (folder) => remind(databases, access, now?.() ?? new Date(), folder),
    tidy: () => tidy(databases, { files, now: now?.() ?? new Date() }),
    async warmUp() {
      await gateway.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'content-type': 'application/json', host: 'localhost' },
        payload: JSON.stringify({ query: WARMING }),
      });
    },
    async close() {
      await gateway.close();
      await imports.stop();
      await events.stop();
      await databases.close();
    },
  };
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
