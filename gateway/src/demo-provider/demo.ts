import { parseAcceptLanguage } from '@kapstok/schema';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import type { Logger } from 'pino';
import { PAGE_LANGUAGES, pageLanguage } from '../http/html.ts';
import { createProvider } from '../identity/provider.ts';
import type { SignInProvider } from '../identity/relying-party.ts';
import { returnPath } from '../identity/return-path.ts';
import { demoPage } from './page.ts';
import type { DemoPersona } from './persona.ts';
import { DEMO_PATH, demoOptions, loadDemoProvider } from './provider.ts';

/** A provider on the hub's own address, with an account for each persona and no passwords. */
export interface Demo {
  readonly signIn: SignInProvider;
  addRoutes(server: FastifyInstance): void;
}

/** Nothing of it is loaded before somebody signs in. */
export function createDemo(personas: readonly DemoPersona[], origin: () => string, log: Logger): Demo {
  const open = lazily(() => {
    const options = demoOptions(origin());
    return { options, provider: loadDemoProvider(options, personas, log), asked: createProvider(options) };
  });
  const { claims, scopes } = demoOptions('http://localhost');
  return {
    signIn: {
      claims,
      scopes,
      path: '/demo',
      configuration: () => open().asked(),
      // Asked anew each time: the next person to click may be another one.
      parameters: ({ as }) => ({ prompt: 'login', ...(typeof as === 'string' && { login_hint: as }) }),
    },
    addRoutes(server) {
      addPage(server, personas, origin);
      void server.register(async (scope) => addProvider(scope, personas, () => open().provider));
    },
  };
}

function addPage(server: FastifyInstance, personas: readonly DemoPersona[], origin: () => string): void {
  server.get<{ Querystring: Record<string, unknown> }>('/demo', (request, reply) => {
    const { lang, return: returnTo } = request.query;
    const wishes = parseAcceptLanguage(request.headers['accept-language']);
    const language = PAGE_LANGUAGES.find((one) => one === lang) ?? pageLanguage(wishes);
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('vary', 'accept-language')
      .send(demoPage(language, personas, returnPath(returnTo, origin())));
  });
}

async function addProvider(
  scope: FastifyInstance,
  personas: readonly DemoPersona[],
  provider: () => Promise<Provider>,
): Promise<void> {
  // The provider reads the body itself.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
  scope.get(`${DEMO_PATH}/interaction/:uid`, async (request, reply) => {
    const opened = await provider();
    const details = await opened.interactionDetails(request.raw, reply.raw).catch(() => null);
    const asked = personas.find(({ id }) => id === details?.params['login_hint']);
    if (details === null || asked === undefined) return reply.redirect('/demo');
    await forgetWhoWasThere(opened, details);
    const login = { login: { accountId: asked.id } };
    return reply.redirect(await opened.interactionResult(request.raw, reply.raw, login));
  });
  scope.all(`${DEMO_PATH}/*`, async (request, reply) => hand(await provider(), request, reply));
}

/** The provider would have the one before sign out first, by a form that a script sends; our pages run no such script. */
async function forgetWhoWasThere(provider: Provider, details: Interaction): Promise<void> {
  if (details.session === undefined) return;
  await (await provider.Session.findByUid(details.session.uid))?.destroy();
  delete details.session;
  await details.persist();
}

/** Hands a request to the provider, under its own path and with the headers that every answer of the hub has. */
function hand(provider: Provider, { raw }: FastifyRequest, reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
  reply.hijack();
  const request = Object.assign(raw, { originalUrl: raw.url });
  request.url = raw.url?.slice(DEMO_PATH.length) ?? '/';
  void provider.callback()(request, reply.raw);
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

function lazily<Result>(make: () => Result): () => Result {
  let made: Result | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
