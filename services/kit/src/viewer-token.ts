import { isDeepStrictEqual } from 'node:util';
import { VIEWER_TOKEN, type Viewer } from '@kapstok/schema';
import { jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { HubError } from './errors.ts';

/** Reads the viewer that the gateway signed. */
export type ViewerReader = (token: string | undefined) => Promise<Viewer>;

/**
 * A reader for one key. It remembers what it verified until the token ends, since one answer may ask a subgraph
 * several times with the same token. Throws UNAUTHENTICATED for whatever it does not accept, and never says why.
 */
export function createViewerReader(key: Uint8Array, now: () => number = Date.now): ViewerReader {
  const known = new LRUCache<string, { viewer: Viewer; until: number }>({ max: 1000 });
  return async (token) => {
    const hit = token === undefined ? undefined : known.get(token);
    if (hit && hit.until > now()) return hit.viewer;
    const verified = await verify(token, key, now);
    if (token !== undefined) known.set(token, verified);
    return verified.viewer;
  };
}

async function verify(token: string | undefined, key: Uint8Array, now: () => number) {
  try {
    const { payload } = await jwtVerify<{ viewer: Viewer }>(token ?? '', key, {
      algorithms: [VIEWER_TOKEN.algorithm],
      issuer: VIEWER_TOKEN.issuer,
      audience: VIEWER_TOKEN.audience,
      requiredClaims: ['exp', 'sub', 'viewer'],
      currentDate: new Date(now()),
    });
    if (!isDeepStrictEqual(payload.sub, payload.viewer.subject)) throw new Error('sub is not the viewer');
    return { viewer: payload.viewer, until: (payload.exp ?? 0) * 1000 };
  } catch {
    throw new HubError('UNAUTHENTICATED', 'This service answers the gateway only.');
  }
}
