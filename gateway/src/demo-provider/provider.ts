import { randomBytes } from 'node:crypto';
import type { ClaimedRole } from '@kapstok/schema';
import { exportJWK, generateKeyPair } from 'jose';
import type { Provider } from 'oidc-provider';
import type { Logger } from 'pino';
import { escapeHtml, htmlPage } from '../http/html.ts';
import type { ClaimMapping } from '../identity/claims.ts';
import type { OidcOptions } from '../identity/provider.ts';
import type { DemoPersona } from './persona.ts';
import { quietly } from './quietly.ts';

/** Where the provider is on the hub's own address. */
export const DEMO_PATH = '/oidc';

const ROLES_CLAIM = 'kapstok_roles';
const SESSION_SECONDS = 3600;

/** The demo accounts' roles are read from claims as those of any other provider. */
const CLAIMS: ClaimMapping = {
  subject: 'sub',
  name: 'name',
  email: 'email',
  roles: ROLES_CLAIM,
  roleFormats: ['{role}@{programme}:{organisations}', '{role}@{programme}', '{role}'],
  roleNames: {
    PARTNER: 'PARTNER',
    ASSOCIATION: 'ASSOCIATION',
    COORDINATOR: 'COORDINATOR',
    DIRECTOR: 'DIRECTOR',
    REVIEWER: 'REVIEWER',
    SECRETARY: 'SECRETARY',
    EVALUATOR: 'EVALUATOR',
    ADMINISTRATOR: 'ADMINISTRATOR',
  },
  organisation: null,
};

/** What the hub is to its own demo provider; the secret is drawn at each start. */
export function demoOptions(origin: string): OidcOptions {
  return {
    issuer: `${origin}${DEMO_PATH}`,
    client: { id: 'kapstok', secret: randomBytes(32).toString('base64url') },
    audience: null,
    tokenType: 'at+jwt',
    scopes: 'openid profile',
    claims: CLAIMS,
  };
}

/** A real provider with the demo accounts; its keys and all that it remembers end with the process. */
export async function loadDemoProvider(
  { issuer, client, scopes }: OidcOptions,
  personas: readonly DemoPersona[],
  log: Logger,
): Promise<Provider> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = {
    ...(await exportJWK(privateKey)),
    kid: randomBytes(8).toString('hex'),
    use: 'sig',
    alg: 'ES256',
  };
  return quietly(async () => {
    const { Provider } = await import('oidc-provider');
    const provider: Provider = new Provider(issuer, {
      clients: [
        {
          client_id: client?.id ?? '',
          client_secret: client?.secret ?? '',
          redirect_uris: [`${new URL(issuer).origin}/sign-in/callback`],
          response_types: ['code'],
          grant_types: ['authorization_code'],
          id_token_signed_response_alg: 'ES256',
        },
      ],
      jwks: { keys: [key] },
      cookies: { keys: [randomBytes(32).toString('hex')], names: COOKIE_NAMES },
      claims: { openid: ['sub'], profile: ['name', ROLES_CLAIM] },
      scopes: scopes.split(' '),
      ttl: {
        Session: SESSION_SECONDS,
        Interaction: SESSION_SECONDS,
        Grant: SESSION_SECONDS,
        IdToken: 300,
        AccessToken: 300,
      },
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
      clientBasedCORS: () => false,
      interactions: { url: (_context, { uid }) => `${DEMO_PATH}/interaction/${uid}` },
      findAccount: (_context, id) => accountOf(personas.find((persona) => persona.id === id)),
      // There is no consent to give: the accounts are made up, and the hub is the only client.
      async loadExistingGrant({ oidc }) {
        const grant = new provider.Grant({
          ...(oidc.session?.accountId !== undefined && { accountId: oidc.session.accountId }),
          ...(oidc.client !== undefined && { clientId: oidc.client.clientId }),
        });
        grant.addOIDCScope(scopes);
        await grant.save();
        return grant;
      },
      renderError(context) {
        const text = 'This sign-in cannot go on. Begin again on the demo page.';
        context.type = 'html';
        context.body = htmlPage({
          language: 'en',
          title: 'Demo sign-in',
          body: `<h1>${escapeHtml(text)}</h1><p><a href="/demo">Demo</a></p>`,
        });
      },
    });
    provider.on('server_error', (_context, error) => log.error({ err: error }, 'the demo provider failed'));
    return provider;
  }, log);
}

const COOKIE_NAMES = {
  interaction: 'kapstok-demo',
  resume: 'kapstok-demo-resume',
  session: 'kapstok-demo-session',
};

function accountOf(persona: DemoPersona | undefined) {
  if (persona === undefined) return undefined;
  const { id, name, roles } = persona;
  return { accountId: id, claims: () => ({ sub: id, name, [ROLES_CLAIM]: roles.map(written) }) };
}

/** A role as a claim. */
function written({ role, programme, enterpriseNumber }: ClaimedRole): string {
  if (programme === null) return role;
  return enterpriseNumber === null ? `${role}@${programme}` : `${role}@${programme}:${enterpriseNumber}`;
}
