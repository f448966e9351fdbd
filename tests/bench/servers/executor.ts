import { openGateway, openHub } from '@kapstok/cli/testing';
import { pino } from 'pino';
import { HOST, PATIENT, RICH, type ServerSettings } from '../settings.ts';

const shared = { log: pino({ level: 'error' }), deadlines: PATIENT, budget: RICH, planner: 'hive' } as const;

/** The hub in one process, with our executor. */
export async function startExecutorHub({ identity, port }: ServerSettings): Promise<string> {
  const hub = await openHub({ ...identity, ...shared });
  return (await hub.gateway.listen({ host: HOST, port })).url;
}

/** The gateway of the hub apart, with our executor. */
export async function startExecutorGateway({ identity, port, urls }: ServerSettings): Promise<string> {
  if (urls === undefined) throw new Error('A gateway needs the addresses of the services.');
  const gateway = await openGateway({ secret: identity.secret, urls, ...shared });
  return (await gateway.listen({ host: HOST, port })).url;
}
