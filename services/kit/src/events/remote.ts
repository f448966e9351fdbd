import { EVENTS_HEADER, EVENTS_TOKEN, type ServiceName } from '@kapstok/schema';
import { jwtVerify, SignJWT } from 'jose';
import { HubError } from '../errors.ts';
import { http } from '../http.ts';
import type { FactsEvent, Position } from './outbox.ts';
import type { EventSource } from './relay.ts';

/** The events of a service that runs as a process of its own, at its address. */
export function remoteEvents(address: string, consumer: ServiceName, key: Uint8Array): EventSource {
  const { request } = http();
  const url = new URL('/events', address);
  return async (after) => {
    const response = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [EVENTS_HEADER]: await sign(consumer, key) },
      body: JSON.stringify(after),
      headersTimeout: 5000,
      bodyTimeout: 30_000,
    });
    if (response.statusCode !== 200) {
      await response.body.dump();
      throw new Error(`${url.host} answered ${response.statusCode} when asked for events`);
    }
    return (await response.body.json()) as FactsEvent[];
  };
}

function sign(consumer: ServiceName, key: Uint8Array): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: EVENTS_TOKEN.algorithm })
    .setSubject(consumer)
    .setIssuer(EVENTS_TOKEN.issuer)
    .setAudience(EVENTS_TOKEN.audience)
    .setExpirationTime(`${EVENTS_TOKEN.lifetimeSeconds}s`)
    .sign(key);
}

/** Throws UNAUTHENTICATED for whoever is not a service of this hub. */
export async function checkService(token: string | undefined, key: Uint8Array): Promise<void> {
  try {
    await jwtVerify(token ?? '', key, {
      algorithms: [EVENTS_TOKEN.algorithm],
      issuer: EVENTS_TOKEN.issuer,
      audience: EVENTS_TOKEN.audience,
      requiredClaims: ['exp', 'sub'],
    });
  } catch {
    throw new HubError('UNAUTHENTICATED', 'Events are for the services of the hub.');
  }
}

/** A position as it comes over the wire. */
export function readPosition(value: unknown): Position {
  const { id } = (value ?? {}) as { id?: unknown };
  if (typeof id === 'string' && /^\d{1,18}$/.test(id)) return { id };
  throw new HubError('BAD_REQUEST', 'A position is { "id": "…" } with digits.');
}
