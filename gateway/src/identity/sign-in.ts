import type { IdentityPort } from '@kapstok/schema';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { refuseWithoutOrigin } from '../http/doors.ts';
import { RefusalError } from '../limits/refusal.ts';
import { NEVER, within } from '../within.ts';
import {
  COOKIE,
  createSignInSeal,
  type PendingSignIn,
  SESSION_COOKIE,
  SIGN_IN_COOKIE,
  SIGN_IN_SECONDS,
} from './cookies.ts';
import type { RecordRefusal } from './door-refusals.ts';
import { beginSignIn, finishSignIn, type SignInProvider } from './relying-party.ts';
import { returnPath } from './return-path.ts';
import { NEEDS_HTTPS, NOT_SIGNED_IN, PROVIDER_AWAY, refuseSignIn } from './sign-in-pages.ts';

export interface SignInOptions {
  readonly port: IdentityPort;
  readonly provider: SignInProvider;
  /** `https://hub.example`: under which browsers reach the hub, and which the provider knows. */
  readonly origin: () => string;
  /** The key from which the one for the sign-in cookie derives. */
  readonly key: Uint8Array;
  readonly record: RecordRefusal;
  /** Whether a trusted proxy tells by which scheme a request came. */
  readonly knowsScheme: boolean;
}

const CALLBACK = '/sign-in/callback';
const WITHIN_MS = 5000;
/** With which openid-client says that the provider did not answer, or not as a provider. */
const AWAY = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'];

/** The routes by which browsers sign in: `/sign-in`, `/sign-in/callback`. The session begins anew each time. */
export function addSignIn(server: FastifyInstance, options: SignInOptions): void {
  const { provider, origin } = options;
  const { seal, open } = createSignInSeal(options.key);

  server.get<{ Querystring: Record<string, unknown> }>('/sign-in', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const canonical = new URL(origin());
    // At the address that the provider knows; cookies of another name of ours would not come back.
    if (request.headers.host !== canonical.host) return reply.redirect(`${canonical.origin}${request.url}`);
    if (options.knowsScheme && canonical.protocol !== `${request.protocol}:`)
      return refuseSignIn(request, reply, NEEDS_HTTPS, provider.path);
    try {
      const more = provider.parameters?.(request.query) ?? {};
      const { address, pending } = await beginSignIn(provider, `${canonical.origin}${CALLBACK}`, more);
      const sealed = await seal({
        ...pending,
        returnTo: returnPath(request.query['return'], canonical.origin),
      });
      reply.setCookie(SIGN_IN_COOKIE, sealed, { ...COOKIE, maxAge: SIGN_IN_SECONDS });
      return reply.redirect(address.href);
    } catch (error) {
      request.log.error({ err: error }, 'the identity provider cannot be reached');
      return refuseSignIn(request, reply, PROVIDER_AWAY, provider.path);
    }
  });

  server.get(CALLBACK, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    reply.clearCookie(SIGN_IN_COOKIE, COOKIE);
    const pending = await open(request.cookies[SIGN_IN_COOKIE] ?? '');
    if (pending === null) return refuseReturn(request, reply, 'no sign-in was begun here', options);
    try {
      return await finish(request, reply, pending, options);
    } catch (error) {
      if (isRefusal(error)) return refuseReturn(request, reply, reasonOf(error), options);
      request.log.error({ err: error }, 'a sign-in could not be finished');
      return refuseSignIn(request, reply, PROVIDER_AWAY, provider.path);
    }
  });
}

async function finish(
  request: FastifyRequest,
  reply: FastifyReply,
  pending: PendingSignIn,
  options: SignInOptions,
): Promise<FastifyReply> {
  const { port, provider, origin } = options;
  const identity = await finishSignIn(provider, new URL(request.url, origin()), pending);
  if (typeof identity === 'string') return refuseReturn(request, reply, identity, options);
  const session = await within(WITHIN_MS, NEVER, () => port.openSession(identity, request.id));
  if (session === null) return refuseReturn(request, reply, 'the account is closed', options);
  const before = request.cookies[SESSION_COOKIE];
  if (before !== undefined) await closeQuietly(port, before, request);
  reply.setCookie(SESSION_COOKIE, session.token, COOKIE);
  return reply.redirect(returnPath(pending.returnTo, origin()), 303);
}

/** On the server: where one signs in; null where nobody can. */
export const SIGN_IN_PATH = 'signInPath';

/** `/sign-out`, a form of one of our own pages; `/session`, which says who is signed in. */
export function addSession(server: FastifyInstance, port: IdentityPort, signInPath: string | null): void {
  server.decorate(SIGN_IN_PATH, signInPath);
  void server.register(async (scope) => {
    // A form without fields; its origin is what makes it ours.
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, async () => ({}));
    scope.post('/sign-out', async (request, reply) => {
      const forged = refuseWithoutOrigin(request);
      if (forged !== null) throw new RefusalError(forged);
      const token = request.cookies[SESSION_COOKIE];
      if (token !== undefined) await closeQuietly(port, token, request);
      return reply.clearCookie(SESSION_COOKIE, COOKIE).header('cache-control', 'no-store').redirect('/', 303);
    });
  });
  server.get('/session', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const token = request.cookies[SESSION_COOKIE];
    const person =
      token === undefined ? null : await within(WITHIN_MS, NEVER, () => port.personBySession(token));
    if (token !== undefined && person === null) reply.clearCookie(SESSION_COOKIE, COOKIE);
    return { isSignedIn: person !== null, name: person?.name ?? null, signInUrl: signInPath };
  });
}

/** The browser forgets the session in any case. */
async function closeQuietly(port: IdentityPort, token: string, { id, log }: FastifyRequest): Promise<void> {
  await within(WITHIN_MS, NEVER, () => port.closeSession(token, id)).catch((error: unknown) =>
    log.error({ err: error }, 'a session was not closed; it ends by itself'),
  );
}

async function refuseReturn(
  request: FastifyRequest,
  reply: FastifyReply,
  reason: string,
  { record, provider }: SignInOptions,
): Promise<FastifyReply> {
  request.log.warn({ reason, address: request.ip }, 'a sign-in was not accepted');
  await record({ what: 'SIGN_IN', subject: null, reason, correlationId: request.id }, request.ip);
  return refuseSignIn(request, reply, NOT_SIGNED_IN, provider.path);
}

/** The provider said no, or said something that does not fit what was begun; not: it did not answer. */
function isRefusal(error: unknown): error is Error & { code?: string } {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) return true;
  return error instanceof ClientError && !AWAY.includes(error.code ?? '');
}

function reasonOf({ code, message }: Error & { code?: string }): string {
  return `${code ?? 'refused'}: ${message}`.slice(0, 300);
}
