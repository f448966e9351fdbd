import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

/** What the next person does who comes to the provider. */
export type Visit = { readonly account: string; readonly claims?: Record<string, unknown> } | 'refuse';

export const CLIENT = { id: 'kapstok', secret: 'a secret of forty characters for the test' } as const;

/**
 * An identity provider as a city has one, on a port of its own: oidc-provider, where whoever comes is signed in as
 * the test says, without a form.
 */
export async function openProvider() {
  const state: { visit: Visit; isAway: boolean } = { visit: 'refuse', isAway: false };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let provider: Provider | undefined;
  server.on('request', async (request, response) => {
    if (state.isAway || provider === undefined) return void request.socket.destroy();
    if (!request.url?.startsWith('/interaction/')) return void provider.callback()(request, response);
    const result =
      state.visit === 'refuse'
        ? { error: 'access_denied', error_description: 'the person said no' }
        : { login: { accountId: state.visit.account } };
    await provider.interactionFinished(request, response, result);
  });
  /** Makes a hub known, at the address to which people come back. */
  const register = async (hubUrl: string) => {
    provider = await make(issuer, [`${hubUrl}/sign-in/callback`], state);
  };
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { issuer, state, register, close };
}

const key = generateKeyPair('RS256', { extractable: true }).then(({ privateKey }) => exportJWK(privateKey));

async function make(issuer: string, redirectUris: string[], state: { visit: Visit }): Promise<Provider> {
  const provider: Provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: redirectUris }],
    jwks: { keys: [{ ...(await key), kid: 'k1', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['x'.repeat(32)] },
    claims: { openid: ['sub'], profile: ['name', 'roles'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, ...(state.visit !== 'refuse' && state.visit.claims) }),
    }),
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
