import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createAccess,
  type Hub,
  openDatabases,
  openGateway,
  serveService,
  sharedKey,
} from '@kapstok/cli/testing';
import { SERVICES, type ServiceName } from '@kapstok/schema';
import { pino } from 'pino';
import { FaultProxy } from './fault-proxy.ts';
import {
  type Ask,
  askThrough,
  asPersona,
  createDatabase,
  type Template,
  type TestHub,
  UNBOUNDED,
} from './hub.ts';
import { DIRECTOR, tokenMaker } from './tokens.ts';

type Deadlines = { readonly subgraphMs: number; readonly requestMs: number };
/** A busy machine must not turn a slow first answer into a failed test. */
const PATIENT: Deadlines = { subgraphMs: 60_000, requestMs: 60_000 };

/** The hub as five services and a gateway that reach each other over HTTP only; a proxy stands before each service. */
export interface ApartHub extends Pick<TestHub, 'ask' | 'askAs' | 'tokenFor' | 'identity'> {
  readonly proxies: Readonly<Record<ServiceName, FaultProxy>>;
  readonly key: Uint8Array;
  /** The gateway of `ask`. */
  readonly gateway: Awaited<ReturnType<typeof openGateway>>;
  /** The first gateway, past the network. */
  readonly inject: Hub['gateway']['inject'];
  /** Asks by another gateway, which keeps the deadlines that are given, or those of the hub. */
  askWithin(deadlines?: Partial<Deadlines>): Promise<Ask>;
  close(): Promise<void>;
}

export async function openApartHub(template: Template, now?: () => Date): Promise<ApartHub> {
  const { identity, drop } = await createDatabase(template);
  const log = pino({ level: 'silent' });
  const opened = await Promise.all(SERVICES.map(async (name) => [name, await FaultProxy.open()] as const));
  const proxies = Object.fromEntries(opened) as Record<ServiceName, FaultProxy>;
  const urls = Object.fromEntries(opened.map(([name, { url }]) => [name, url])) as Record<
    ServiceName,
    string
  >;
  const clock = now === undefined ? {} : { now };
  const evidenceDirectory = await mkdtemp(path.join(tmpdir(), 'kapstok-evidence-'));
  const services = await Promise.all(
    SERVICES.map(async (name) => {
      const served = await serveService(name, {
        ...identity,
        host: '127.0.0.1',
        port: 0,
        urls,
        log,
        evidenceDirectory,
        ...clock,
      });
      proxies[name].target = served.url;
      return served;
    }),
  );
  const databases = openDatabases(identity);
  const tokenFor = tokenMaker(createAccess({ database: databases.of('access'), ...clock }), now);
  const gateways: Awaited<ReturnType<typeof openGateway>>[] = [];
  const askWithin: ApartHub['askWithin'] = async (deadlines) => {
    const shared = { secret: identity.secret, urls, log, budget: UNBOUNDED };
    const gateway = await openGateway(deadlines === undefined ? shared : { ...shared, deadlines });
    gateways.push(gateway);
    return askThrough(gateway, () => tokenFor(DIRECTOR));
  };
  const ask = await askWithin(PATIENT);
  const [gateway] = gateways;
  if (gateway === undefined) throw new Error('No gateway was opened.');
  return {
    gateway,
    identity,
    proxies,
    key: sharedKey(identity.secret),
    inject: gateway.inject,
    ask,
    askAs: asPersona(ask, tokenFor),
    tokenFor,
    askWithin,
    async close() {
      await Promise.all(gateways.map((gateway) => gateway.close()));
      await Promise.all(services.map((service) => service.close()));
      await databases.close();
      await Promise.all(opened.map(([, proxy]) => proxy.stop()));
      await drop();
      await rm(evidenceDirectory, { recursive: true });
    },
  };
}
