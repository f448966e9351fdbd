import type { Identity } from '@kapstok/schema';
import { decodeProtectedHeader } from 'jose';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { type ClaimMapping, type Claims, identityOf } from './claims.ts';
import type { PendingSignIn } from './cookies.ts';
import { ALGORITHMS } from './provider.ts';

/** The provider at which people sign in, and what is asked of it. */
export interface SignInProvider {
  /** Throws while the provider is away. */
  readonly configuration: () => Promise<Configuration>;
  readonly scopes: string;
  readonly claims: ClaimMapping;
  /** Where a person begins: `/sign-in`, or a page that explains first. */
  readonly path: string;
  /** What a request adds to the question to the provider, by its query. */
  readonly parameters?: (query: Readonly<Record<string, unknown>>) => Record<string, string>;
}

/** Begins a sign-in: where to send the browser, and what it must bring back. */
export async function beginSignIn(
  { configuration, scopes }: SignInProvider,
  redirectUri: string,
  parameters: Record<string, string>,
): Promise<{ address: URL; pending: Omit<PendingSignIn, 'returnTo'> }> {
  const pending = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
  const address = buildAuthorizationUrl(await configuration(), {
    ...parameters,
    redirect_uri: redirectUri,
    scope: scopes,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
  });
  return { address, pending };
}

/**
 * Ends a sign-in: who came back, or for the log why the provider's claims do not say. Throws when the provider
 * refuses, is away, or answers what does not fit what was begun.
 */
export async function finishSignIn(
  { configuration, claims: mapping }: SignInProvider,
  address: URL,
  { state, nonce, verifier }: PendingSignIn,
): Promise<Identity | string> {
  const provider = await configuration();
  const tokens = await authorizationCodeGrant(provider, address, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  const idToken = tokens.claims();
  if (idToken === undefined || tokens.id_token === undefined) return 'there is no ID token';
  const { alg } = decodeProtectedHeader(tokens.id_token);
  if (alg === undefined || !ALGORITHMS.includes(alg)) return `the ID token is signed with ${alg}`;
  const { issuer, userinfo_endpoint: about } = provider.serverMetadata();
  // Many providers put no more than the subject into the ID token.
  const more: Claims =
    about === undefined ? {} : await fetchUserInfo(provider, tokens.access_token, idToken.sub);
  return identityOf(issuer, { ...more, ...idToken }, mapping);
}
