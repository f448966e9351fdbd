import { openGateway, openHub, serveService } from '@kapstok/cli/testing';
import { pino } from 'pino';
import { HOST, PATIENT, RICH, type ServerSettings } from '../settings.ts';

const log = pino({ level: 'error' });

/** Every answer worked out, however often it is asked, as by the others. */
const ANEW = { keptMegabytes: 0 };

/** The hub in one process: working out every answer, as it comes (`kept`), or with Apollo's own gateway. */
export async function startHub({ kind, identity, port }: ServerSettings): Promise<string> {
  const planner = kind === 'apollo' ? 'apollo' : 'hive';
  const how = kind === 'kept' ? {} : ANEW;
  const hub = await openHub({ ...identity, planner, log, deadlines: PATIENT, budget: RICH, ...how });
  return (await hub.gateway.listen({ host: HOST, port })).url;
}

/** One service of the hub apart: working out every answer, or as it comes (`kept-service`). */
export async function startService({ kind, identity, port, service, urls }: ServerSettings): Promise<string> {
  if (service === undefined || urls === undefined) throw new Error('A service needs its name and addresses.');
  const how = kind === 'kept-service' ? {} : ANEW;
  return (await serveService(service, { ...identity, host: HOST, port, urls, log, ...how })).url;
}

/** The gateway of the hub apart, with more patience than the one that `kapstok start gateway` starts. */
export async function startGateway({ identity, port, urls }: ServerSettings): Promise<string> {
  if (urls === undefined) throw new Error('A gateway needs the addresses of the services.');
  const { secret } = identity;
  const shared = { deadlines: PATIENT, budget: RICH, planner: 'hive' } as const;
  const gateway = await openGateway({ secret, urls, log, ...shared });
  return (await gateway.listen({ host: HOST, port })).url;
}
