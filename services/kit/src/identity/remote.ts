import { IDENTITY_HEADER, IDENTITY_TOKEN, type IdentityPort } from '@kapstok/schema';
import { jwtVerify, SignJWT } from 'jose';
import { HubError } from '../errors.ts';
import { http } from '../http.ts';

const METHODS = [
  'personByIdentity',
  'personByApiToken',
  'openSession',
  'personBySession',
  'closeSession',
  'published',
  'recordRefusal',
] as const satisfies readonly (keyof IdentityPort)[];
type Method = (typeof METHODS)[number];

/** Nobody waits longer to hear that it cannot be told who they are. */
const WITHIN_MS = 2500;
const LARGEST_ANSWER_BYTES = 1_000_000;

/** The identity port of an access service that runs as a process of its own, at its address. */
export function remoteIdentity(address: string, key: Uint8Array): IdentityPort & { close(): Promise<void> } {
  const url = new URL('/identity', address);
  const { Agent, request } = http();
  const dispatcher = new Agent({
    connections: 16,
    connectTimeout: WITHIN_MS,
    maxResponseSize: LARGEST_ANSWER_BYTES,
  });
  const call = async (method: Method, ...args: readonly unknown[]): Promise<never> => {
    const response = await request(url, {
      method: 'POST',
      dispatcher,
      headers: { 'content-type': 'application/json', [IDENTITY_HEADER]: await sign(key) },
      body: JSON.stringify({ method, args }),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    if (response.statusCode !== 200) {
      await response.body.dump();
      throw new Error(`${url.host} answered ${response.statusCode} when asked who somebody is`);
    }
    const answer: unknown = await response.body.json();
    if (typeof answer !== 'object' || answer === null || !('result' in answer))
      throw new Error(`${url.host} answered in another shape when asked who somebody is`);
    return answer.result as never;
  };
  return {
    personByIdentity: (identity) => call('personByIdentity', identity),
    personByApiToken: (token, issuer = null) => call('personByApiToken', token, issuer),
    openSession: (identity, correlationId) => call('openSession', identity, correlationId),
    personBySession: (token, issuer = null) => call('personBySession', token, issuer),
    closeSession: (token, correlationId) => call('closeSession', token, correlationId),
    published: () => call('published'),
    recordRefusal: (refusal) => call('recordRefusal', refusal),
    close: () => dispatcher.close(),
  };
}

/** Answers what `remoteIdentity` asks; `body` is what came over the wire. Throws HubError for anything else. */
export async function answerIdentity(port: IdentityPort, body: unknown): Promise<{ result: unknown }> {
  const { method, args } = (body ?? {}) as { method?: unknown; args?: unknown };
  if (!METHODS.some((name) => name === method) || !Array.isArray(args))
    throw new HubError('BAD_REQUEST', `The body is { "method": one of ${METHODS.join(', ')}, "args": […] }.`);
  // The signature says that the gateway asks, which is typed; what it sends is not looked at again.
  const ask = port[method as Method] as (...given: unknown[]) => Promise<unknown>;
  return { result: (await ask.apply(port, args)) ?? null };
}

async function sign(key: Uint8Array): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: IDENTITY_TOKEN.algorithm })
    .setSubject('gateway')
    .setIssuer(IDENTITY_TOKEN.issuer)
    .setAudience(IDENTITY_TOKEN.audience)
    .setExpirationTime(`${IDENTITY_TOKEN.lifetimeSeconds}s`)
    .sign(key);
}

/** Throws UNAUTHENTICATED for whoever is not the gateway of this hub. */
export async function checkDoor(token: string | undefined, key: Uint8Array): Promise<void> {
  try {
    await jwtVerify(token ?? '', key, {
      algorithms: [IDENTITY_TOKEN.algorithm],
      issuer: IDENTITY_TOKEN.issuer,
      audience: IDENTITY_TOKEN.audience,
      requiredClaims: ['exp', 'sub'],
    });
  } catch {
    throw new HubError('UNAUTHENTICATED', 'Who somebody is, is for the gateway of the hub.');
  }
}
