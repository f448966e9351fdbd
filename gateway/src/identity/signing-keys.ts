import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Logger } from 'pino';

const REFRESH_MS = 600_000;
const COOLDOWN_MS = 30_000;
const TRY_AGAIN_MS = 5000;
const WITHIN_MS = 3000;
const LARGEST = 500_000;

/**
 * The keys with which a provider signs, fetched when first needed, again every ten minutes, and for a key id that is
 * not known at most every thirty seconds. A key that the provider no longer serves is taken no more; while the
 * provider is away the known ones stand. Throws JOSEError for a token that names no known key, and another error
 * when no keys are to be had at all.
 */
export function createSigningKeys(address: () => Promise<URL>, log: Logger): JWTVerifyGetKey {
  let known: ReturnType<typeof createLocalJWKSet> | null = null;
  let triedAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> | null = null;
  const load = async () => {
    triedAt = performance.now();
    try {
      known = createLocalJWKSet(await fetchKeys(await address()));
    } catch (error) {
      log.warn({ err: error }, 'the keys of the identity provider could not be fetched');
    } finally {
      loading = null;
    }
  };
  const loadUnless = async (within: number) => {
    if (loading === null && performance.now() - triedAt < within) return;
    loading ??= load();
    await loading;
  };
  return async (header, token) => {
    await loadUnless(known === null ? TRY_AGAIN_MS : REFRESH_MS);
    if (known === null) throw new Error('the identity provider is away, and none of its keys are known');
    try {
      return await known(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await loadUnless(COOLDOWN_MS);
      return known(header, token);
    }
  };
}

async function fetchKeys(address: URL): Promise<JSONWebKeySet> {
  const response = await fetch(address, {
    headers: { accept: 'application/json, application/jwk-set+json' },
    redirect: 'error',
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  if (!response.ok) throw new Error(`the address of the keys answered ${response.status}`);
  const text = await response.text();
  if (text.length > LARGEST) throw new Error(`the keys are larger than ${LARGEST} characters`);
  return JSON.parse(text) as JSONWebKeySet;
}
