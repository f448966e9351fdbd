import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

/** People at the provider of the test, by the name that they type. */
export const PEOPLE: Readonly<Record<string, { name: string; kapstok: string[] }>> = {
  ann: { name: 'Ann Vermeulen', kapstok: ['regisseur@voorbeeldstad'] },
  bob: { name: 'Bob Zonder Rol', kapstok: ['klant'] },
};
export const CLIENT = { id: 'kapstok', secret: 'a secret of forty characters for the test' } as const;

/**
 * An identity provider on a port of its own, as a city has one: people type a name, and may go back without signing
 * in. `register` makes the hub known to it.
 */
export async function openCityProvider() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let provider: Provider | undefined;
  server.on('request', async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer);
    if (provider === undefined) return void response.writeHead(503).end();
    if (!pathname.startsWith('/interaction/')) return void provider.callback()(request, response);
    const name = searchParams.get('name');
    if (name === null) return void response.setHeader('content-type', 'text/html').end(FORM);
    const result = Object.hasOwn(PEOPLE, name)
      ? { login: { accountId: name } }
      : { error: 'access_denied', error_description: 'went back' };
    await provider.interactionFinished(request, response, result);
  });
  return {
    issuer,
    register: async (hubUrl: string) => {
      provider = await make(issuer, `${hubUrl}/sign-in/callback`);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const FORM = `<!doctype html><html lang="nl"><title>Stad</title><link rel="icon" href="data:,">
<form><label>Naam <input name="name"></label><button>Verder</button></form></html>`;

async function make(issuer: string, redirectUri: string): Promise<Provider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const provider: Provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'k1', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['x'.repeat(32)], names: { session: 'city', interaction: 'city-i', resume: 'city-r' } },
    claims: { openid: ['sub'], profile: ['name', 'kapstok'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) }),
    async loadExistingGrant({ oidc }) {
      const grant = new provider.Grant({
        accountId: oidc.session?.accountId ?? '',
        clientId: oidc.client?.clientId ?? '',
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  return provider;
}
