import { webcrypto } from 'node:crypto';
import { VIEWER_TOKEN, type Viewer } from '@kapstok/schema';
import { SignJWT } from 'jose';

/** Signs what the gateway knows of whoever asks, for subgraphs. */
export type ViewerSigner = (viewer: Viewer) => Promise<string>;

/** A signer for one key. The key is imported once: jose would import plain bytes for each token, at three times the cost. */
export function createViewerSigner(key: Uint8Array): ViewerSigner {
  if (key.byteLength < 32) throw new Error('The viewer key must have 32 bytes or more.');
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const secret = webcrypto.subtle.importKey('raw', new Uint8Array(key), algorithm, false, ['sign']);
  return async (viewer) =>
    new SignJWT({ viewer })
      .setProtectedHeader({ alg: VIEWER_TOKEN.algorithm, typ: 'JWT' })
      .setSubject(viewer.subject)
      .setIssuer(VIEWER_TOKEN.issuer)
      .setAudience(VIEWER_TOKEN.audience)
      .setIssuedAt()
      .setExpirationTime(`${VIEWER_TOKEN.lifetimeSeconds}s`)
      .sign(await secret);
}

/** The work, done at the first call and then remembered. */
export function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
