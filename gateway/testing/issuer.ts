import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** A key of a provider, by which it signs and which it serves. */
export interface TestKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

export async function testKey(kid: string, alg = 'RS256'): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** A provider that describes itself and serves keys over HTTP; what a test asks of it can change while it runs. */
export async function testIssuer(keys: TestKey[]) {
  const state = { keys, isAway: false, fetches: 0 };
  const server = createServer((request, response) => {
    if (state.isAway) return void request.socket.destroy();
    response.setHeader('content-type', 'application/json');
    if (request.url === '/.well-known/openid-configuration') {
      const about = { issuer, jwks_uri: `${issuer}/keys`, authorization_endpoint: `${issuer}/auth` };
      return void response.end(JSON.stringify(about));
    }
    state.fetches += 1;
    response.end(JSON.stringify({ keys: state.keys.map(({ jwk }) => jwk) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { issuer, state, close };
}

export const AUDIENCE = 'https://hub.example';
export const seconds = (from: number): number => Math.floor(Date.now() / 1000) + from;

/** An access token as a provider makes it; what is given replaces what is usual, undefined leaves it out. */
export async function accessToken(
  issuer: string,
  { kid, alg, privateKey }: TestKey,
  { header = {}, ...claims }: Readonly<Record<string, unknown>> & { header?: Record<string, unknown> } = {},
): Promise<string> {
  const payload = {
    iss: issuer,
    aud: AUDIENCE,
    sub: 'ann',
    name: 'Ann Peeters',
    roles: ['director'],
    iat: seconds(0),
    exp: seconds(300),
    ...claims,
  };
  const sent = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
  return new SignJWT(sent)
    .setProtectedHeader({ alg, kid, typ: 'at+jwt', ...header })
    .sign(privateKey, { crit: { x: true } });
}
