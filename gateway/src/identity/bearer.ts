import type { Identity } from '@kapstok/schema';
import { errors, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { Configuration } from 'openid-client';
import type { Logger } from 'pino';
import { identityOf } from './claims.ts';
import { ALGORITHMS, CLOCK_TOLERANCE_SECONDS, isLoopback, type OidcOptions } from './provider.ts';
import { createSigningKeys } from './signing-keys.ts';

/**
 * Reads a token of an identity provider: who it vouches for, or for the log why it is not accepted. Throws when that
 * cannot be told because the provider is away.
 */
export type BearerReader = (token: string) => Promise<Identity | string>;

/** Older tokens are not taken, however long the provider lets them live. */
const OLDEST = '12h';

/** Null when the provider gives no tokens for this hub. */
export function createBearerReader(
  { issuer, audience, tokenType, claims }: OidcOptions,
  provider: () => Promise<Configuration>,
  log: Logger,
): BearerReader | null {
  if (audience === null) return null;
  const keys = createSigningKeys(() => provider().then(keysAddress), log);
  const options: JWTVerifyOptions = {
    algorithms: [...ALGORITHMS],
    issuer,
    audience,
    typ: tokenType,
    // Without this jose takes a token that never ends.
    requiredClaims: ['exp', 'iat', 'sub', 'aud', 'iss'],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    maxTokenAge: OLDEST,
  };
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, options);
      // Bound to a key of the client's (DPoP, mTLS), which we do not check: whoever stole it must not get in.
      if (payload['cnf'] !== undefined) return 'the token is bound to a key';
      return identityOf(issuer, payload, claims);
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      return `${error.code}: ${error.message}`;
    }
  };
}

function keysAddress(configuration: Configuration): URL {
  const address = new URL(configuration.serverMetadata().jwks_uri ?? '');
  if (address.protocol === 'https:' || isLoopback(address)) return address;
  throw new Error('the identity provider serves its keys over plain http');
}
