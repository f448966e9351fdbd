import { randomBytes } from 'node:crypto';
import { createGateway } from '@kapstok/gateway';
import { remoteIdentity } from '@kapstok/kit';
import { pino } from 'pino';
import { readSupergraph } from './assets.ts';
import { loadHub } from './commands/start.ts';

// The port of `discard`, where nobody listens.
const NOWHERE = 'http://127.0.0.1:9';
const QUESTION = '{ programmes { nodes { title domains { title progress { actionCount } } } } }';

/** What a start does that needs neither database nor pages: loads everything, builds the schemas, takes a question. */
export async function rehearse(): Promise<void> {
  await loadHub();
  const viewerKey = randomBytes(32);
  const identity = remoteIdentity(NOWHERE, viewerKey);
  const gateway = await createGateway({
    supergraphSdl: await readSupergraph(),
    transport: () => async () => ({ data: null }),
    viewerKey,
    // Nothing is published, so nobody has to be asked.
    identity: { ...identity, published: async () => [] },
    webDirectory: null,
    logger: pino({ level: 'silent' }),
    ready: async () => ({ ok: true, checks: {} }),
  });
  const { statusCode } = await gateway.inject({
    method: 'POST',
    url: '/graphql',
    payload: { query: QUESTION },
  });
  if (statusCode !== 200) throw new Error(`The rehearsal was answered with ${statusCode}.`);
  await gateway.close();
  await identity.close();
}
