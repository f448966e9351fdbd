import { readFile } from 'node:fs/promises';
import { openHub, ROOT, serveService, sharedKey } from '@kapstok/cli/testing';
import { createGateway, createHttpTransport } from '@kapstok/gateway';
import { pino } from 'pino';
import { HOST, PATIENT, RICH, type ServerSettings } from '../settings.ts';

const log = pino({ level: 'error' });

/** The hub in one process. */
export async function startHub({ identity, port }: ServerSettings): Promise<string> {
  const hub = await openHub({ ...identity, log, deadlines: PATIENT, budget: RICH });
  return (await hub.gateway.listen({ host: HOST, port })).url;
}

/** One service of the hub apart. */
export async function startService({ identity, port, service, urls }: ServerSettings): Promise<string> {
  if (service === undefined || urls === undefined) throw new Error('A service needs its name and addresses.');
  return (await serveService(service, { ...identity, host: HOST, port, urls, log })).url;
}

/** The gateway of the hub apart, with more patience than the one that `kapstok start gateway` starts. */
export async function startGateway({ identity, port, urls }: ServerSettings): Promise<string> {
  const addresses: Readonly<Record<string, string>> = urls ?? {};
  const gateway = await createGateway({
    supergraphSdl: await readFile(new URL('schema/supergraph.graphql', ROOT), 'utf8'),
    transport: createHttpTransport((name) => `${addresses[name]}/graphql`).transport,
    viewerKey: sharedKey(identity.secret),
    webDirectory: null,
    logger: log,
    ready: async () => ({ ok: true, checks: {} }),
    deadlines: PATIENT,
    budget: RICH,
  });
  return (await gateway.listen({ host: HOST, port })).url;
}
