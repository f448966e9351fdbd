import { hkdfSync } from 'node:crypto';
import type { CookieSerializeOptions } from '@fastify/cookie';
import { EncryptJWT, jwtDecrypt } from 'jose';

/**
 * The browser takes a cookie of such a name from this host alone, over https or loopback, for all paths: no
 * neighbouring site can put its own in its place.
 */
export const SESSION_COOKIE = '__Host-kapstok';
export const SIGN_IN_COOKIE = '__Host-kapstok-sign-in';

/** Lax: a link to the hub from elsewhere opens it signed in; a form from elsewhere carries no cookie. */
export const COOKIE: CookieSerializeOptions = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' };

/** Makes the browser forget a session that ended, so that its next request is the public's. */
export const FORGET_SESSION = `${SESSION_COOKIE}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax`;

/** How long somebody may take at the provider. */
export const SIGN_IN_SECONDS = 900;

/** What the browser keeps for us between leaving for the provider and coming back. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where to go afterwards, on this hub. */
  readonly returnTo: string;
}

/** Puts a begun sign-in into a cookie that only this hub reads, so that any of its processes can finish it. */
export function createSignInSeal(key: Uint8Array) {
  const secret = new Uint8Array(hkdfSync('sha256', key, '', 'kapstok sign-in cookie', 32));
  const audience = 'kapstok-sign-in';
  return {
    seal: (pending: PendingSignIn): Promise<string> =>
      new EncryptJWT({ pending })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${SIGN_IN_SECONDS}s`)
        .encrypt(secret),
    /** Null: it is none of ours, or too old. */
    async open(sealed: string): Promise<PendingSignIn | null> {
      const options = {
        audience,
        requiredClaims: ['exp'],
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      };
      return jwtDecrypt<{ pending: PendingSignIn }>(sealed, secret, options).then(
        ({ payload }) => payload.pending,
        () => null,
      );
    },
  };
}
