import {
  type DoorRefusal,
  type IdentityPort,
  type Person,
  PUBLIC_SUBJECT,
  parseAcceptLanguage,
  type Viewer,
} from '@kapstok/schema';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { refuseWithoutOrigin } from '../http/doors.ts';
import { type Refusal, RefusalError } from '../limits/refusal.ts';
import { NEVER, within } from '../within.ts';
import type { BearerReader } from './bearer.ts';
import { FORGET_SESSION } from './cookies.ts';
import { type Credential, readCredential } from './credential.ts';
import type { RecordRefusal } from './door-refusals.ts';
import { createPublications } from './publications.ts';

/** Finds out who asks. Throws RefusalError: 401 for a credential that is not accepted, 503 when that cannot be told. */
export type Identify = (request: FastifyRequest) => Promise<Viewer>;

export interface IdentifyOptions {
  readonly port: IdentityPort;
  /** Null: no provider's tokens are taken. */
  readonly bearer: BearerReader | null;
  readonly record: RecordRefusal;
  readonly logger: Logger;
  /** How long it may take, in milliseconds: as long as any other service. */
  readonly withinMs: number;
}

const UNKNOWABLE: Refusal = {
  status: 503,
  code: 'SUBGRAPH_UNAVAILABLE',
  message: 'The part of the hub that knows who you are does not answer. Try again in a few seconds.',
  headers: { 'retry-after': '5' },
};

/** What to do about a credential that was not accepted; never why it was not. */
const ADVICE: Readonly<Record<Credential['kind'], string>> = {
  API_TOKEN: 'This API token is not accepted. Make a new one and send that.',
  BEARER_TOKEN: 'This token is not accepted. Get a new one from your identity provider, or use an API token.',
  SESSION: 'You are signed in no longer. Sign in again.',
  UNREADABLE: 'The Authorization header is not accepted. Send: Authorization: Bearer, then one token.',
};

const RECORDED_AS: Readonly<Record<Credential['kind'], DoorRefusal['what']>> = {
  API_TOKEN: 'API_TOKEN',
  BEARER_TOKEN: 'BEARER_TOKEN',
  SESSION: 'SIGN_IN',
  UNREADABLE: 'BEARER_TOKEN',
};

export function createIdentify(options: IdentifyOptions): Identify {
  const publications = createPublications(options.port, options.logger);
  return async (request) => {
    const credential = readCredential(request);
    const forged = credential?.kind === 'SESSION' ? refuseWithoutOrigin(request) : null;
    if (forged !== null) throw new RefusalError(forged);
    const [asker, published] = await knowable(request, options.withinMs, () =>
      Promise.all([credential === null ? PUBLIC : askerOf(credential, options), publications()]),
    );
    if (typeof asker === 'string')
      return refuseCredential(request, credential?.kind ?? 'UNREADABLE', asker, options);
    return {
      subject: asker.subject,
      roles: asker.roles,
      published,
      mayWrite: asker.mayWrite,
      languages: parseAcceptLanguage(request.headers['accept-language']),
      correlationId: request.id,
    };
  };
}

const PUBLIC: Person = { subject: PUBLIC_SUBJECT, name: null, roles: [], mayWrite: false };

/** The person, or for the log why there is none. */
async function askerOf(
  { kind, token }: Credential,
  { port, bearer }: IdentifyOptions,
): Promise<Person | string> {
  if (kind === 'UNREADABLE') return 'the Authorization header is no bearer token';
  if (kind === 'API_TOKEN')
    return (await port.personByApiToken(token)) ?? 'unknown, expired, revoked or closed';
  if (kind === 'SESSION') return (await port.personBySession(token)) ?? 'unknown, expired or closed';
  if (bearer === null) return 'no provider is set whose tokens are taken';
  const identity = await bearer(token);
  if (typeof identity === 'string') return identity;
  return (await port.personByIdentity(identity)) ?? 'the account is closed';
}

/** Nobody is taken for somebody else, or for the public, because the answer is not to be had. */
async function knowable<Result>(
  { log }: FastifyRequest,
  withinMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await within(withinMs, NEVER, work);
  } catch (error) {
    log.error({ err: error }, 'who asks could not be found out');
    throw new RefusalError(UNKNOWABLE);
  }
}

async function refuseCredential(
  { id, ip, log }: FastifyRequest,
  kind: Credential['kind'],
  reason: string,
  { record }: IdentifyOptions,
): Promise<never> {
  log.warn({ credential: kind, address: ip, reason }, 'a credential was not accepted');
  await record({ what: RECORDED_AS[kind], subject: null, reason, correlationId: id }, ip);
  throw new RefusalError({
    status: 401,
    code: 'UNAUTHENTICATED',
    message: ADVICE[kind],
    headers: { 'www-authenticate': 'Bearer', ...(kind === 'SESSION' && { 'set-cookie': FORGET_SESSION }) },
  });
}
