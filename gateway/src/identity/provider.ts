import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  None,
} from 'openid-client';
import type { ClaimMapping } from './claims.ts';

/** An identity provider and what the hub is to it. */
export interface OidcOptions {
  /** `https`, or `http` on loopback. */
  readonly issuer: string;
  /** Who the hub is in a browser sign-in; null: only tokens are taken. A null secret: a public client. */
  readonly client: { readonly id: string; readonly secret: string | null } | null;
  /** The `aud` of access tokens for this hub; null: no tokens are taken, only browser sign-in. */
  readonly audience: string | null;
  /** The `typ` of access tokens: `at+jwt` by the standard (RFC 9068), `JWT` with providers that are older. */
  readonly tokenType: 'at+jwt' | 'JWT';
  /** What a sign-in asks of the provider, with spaces between; some refuse all when one is not granted. */
  readonly scopes: string;
  readonly claims: ClaimMapping;
}

/** What providers may sign with: no shared secret, and nothing unsigned. */
export const ALGORITHMS: readonly string[] = ['RS256', 'PS256', 'ES256', 'EdDSA'];
export const CLOCK_TOLERANCE_SECONDS = 30;

const TIMEOUT_SECONDS = 5;
const TRY_AGAIN_MS = 5000;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;

/** Whether nobody but this machine is reached there: at an address of the web, or on a host to listen on. */
export function isLoopback(at: URL | string): boolean {
  return LOOPBACK.test(typeof at === 'string' ? at : at.hostname);
}

/** The provider as it describes itself, asked when first needed and then kept; throws while it is away. */
export function createProvider(options: OidcOptions): () => Promise<Configuration> {
  const issuer = new URL(options.issuer);
  if (issuer.protocol !== 'https:' && !isLoopback(issuer))
    throw new Error(`The issuer ${options.issuer} must be https: who listens in would become anybody.`);
  let known: Promise<Configuration> | null = null;
  let failedAt: number | null = null;
  return () => {
    const isWorthTrying = failedAt !== null && performance.now() - failedAt > TRY_AGAIN_MS;
    if (known === null || isWorthTrying) {
      failedAt = null;
      known = discover(issuer, options);
      known.catch(() => {
        failedAt = performance.now();
      });
    }
    return known;
  };
}

function discover(issuer: URL, { client }: OidcOptions): Promise<Configuration> {
  const secret = client?.secret ?? undefined;
  return discovery(
    issuer,
    client?.id ?? 'kapstok',
    { ...(secret !== undefined && { client_secret: secret }), [clockTolerance]: CLOCK_TOLERANCE_SECONDS },
    secret === undefined ? None() : fittingAuthentication(secret),
    {
      timeout: TIMEOUT_SECONDS,
      // The signature of an ID token is checked even where it came straight from the provider.
      execute: [enableNonRepudiationChecks, ...(isLoopback(issuer) ? [allowInsecureRequests] : [])],
    },
  );
}

/** As the provider takes it: in the header, which every provider must, unless it says that it takes it in the body only. */
function fittingAuthentication(secret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return methods.includes('client_secret_basic') ? basic(server, ...rest) : post(server, ...rest);
  };
}
