import { openGateway, openHub, serveService } from '@kapstok/cli/testing';
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
  if (urls === undefined) throw new Error('A gateway needs the addresses of the services.');
  const { secret } = identity;
  const gateway = await openGateway({ secret, urls, log, deadlines: PATIENT, budget: RICH });
  return (await gateway.listen({ host: HOST, port })).url;
}
