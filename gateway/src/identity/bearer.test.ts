import { createHmac, createPublicKey } from 'node:crypto';
import { base64url } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { answerOf, codes, hub, openHub, post } from '../../testing/hub.ts';
import { AUDIENCE, accessToken, seconds, type TestKey, testIssuer, testKey } from '../../testing/issuer.ts';
import { oidcOptions } from '../../testing/oidc.ts';
import type { OidcOptions } from '../index.ts';

afterEach(() => void vi.useRealTimers());

/** A hub that takes the tokens of one provider; who opens it closes it. */
async function openCity(changes: Partial<OidcOptions> = {}, keys?: TestKey[]) {
  const key = keys?.[0] ?? (await testKey('k1'));
  const provider = await testIssuer(keys ?? [key]);
  const { issuer, state } = provider;
  const opened = await openHub({}, { oidc: oidcOptions(issuer, changes) });
  const ask = async (token: string) =>
    answerOf(await post(opened, { query: '{currency}' }, { authorization: `Bearer ${token}` }));
  const close = async () => {
    await opened.close();
    provider.close();
  };
  return { ...opened, issuer, state, key, ask, close };
}
type City = Awaited<ReturnType<typeof openCity>>;

async function cityHub(changes: Partial<OidcOptions> = {}, keys?: TestKey[]): Promise<City> {
  const city = await openCity(changes, keys);
  onTestFinished(() => city.close());
  return city;
}

const encode = (part: object) => base64url.encode(JSON.stringify(part));
const PAYLOAD = (issuer: string) => ({
  iss: issuer,
  aud: AUDIENCE,
  sub: 'ann',
  iat: seconds(0),
  exp: seconds(300),
});

/** The public key, which everybody has, used as if it were a secret. */
function confused(issuer: string, { jwk }: TestKey, form: 'pem' | 'jwk'): string {
  const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const secret = form === 'pem' ? pem : JSON.stringify(jwk);
  const signed = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' })}.${encode(PAYLOAD(issuer))}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

describe('a token of the identity provider', () => {
  test.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('signed with %s names its holder', async (alg) => {
    const key = await testKey('k1', alg);
    const { ask, issuer, identities } = await cityHub({}, [key]);
    expect((await ask(await accessToken(issuer, key))).json).toEqual({ data: { currency: 'EUR' } });
    expect(identities.seen).toEqual([
      {
        issuer,
        subject: 'ann',
        name: 'Ann Peeters',
        email: null,
        claimedRoles: [{ role: 'DIRECTOR', programme: null, enterpriseNumber: null }],
      },
    ]);
  });

  test('may be for several audiences, and half a minute off', async () => {
    const { ask, issuer, key } = await cityHub();
    const fine = [
      { aud: ['https://other.example', AUDIENCE] },
      { exp: seconds(-5) },
      { nbf: seconds(25), iat: seconds(25) },
      { header: { typ: 'application/at+jwt' } },
    ];
    for (const claims of fine)
      expect((await ask(await accessToken(issuer, key, claims))).status, JSON.stringify(claims)).toBe(200);
  });

  test('has the type that the provider is known for', async () => {
    const { ask, issuer, key } = await cityHub({ tokenType: 'JWT' });
    expect((await ask(await accessToken(issuer, key, { header: { typ: 'JWT' } }))).status).toBe(200);
    expect((await ask(await accessToken(issuer, key))).status).toBe(401);
  });

  test('is refused like any other when the account is closed', async () => {
    const { ask, issuer, key, identities } = await cityHub();
    identities.closed.add('ann');
    expect((await ask(await accessToken(issuer, key))).status).toBe(401);
  });
});

const with_ = (claims: Parameters<typeof accessToken>[2]) => (city: City) =>
  accessToken(city.issuer, city.key, claims);
const hostile: readonly (readonly [string, (city: City) => string | Promise<string>])[] = [
  [
    'without a signature',
    ({ issuer }) => `${encode({ alg: 'none', typ: 'at+jwt' })}.${encode(PAYLOAD(issuer))}.`,
  ],
  ['signed with the public key as a secret', ({ issuer, key }) => confused(issuer, key, 'pem')],
  ['signed with the public key as JSON', ({ issuer, key }) => confused(issuer, key, 'jwk')],
  ['for another audience', with_({ aud: 'https://other.example' })],
  ['for no audience', with_({ aud: undefined })],
  ['of another issuer, signed with our key', with_({ iss: 'https://login.other-city.example' })],
  ['of no issuer', with_({ iss: undefined })],
  ['that expired', with_({ exp: seconds(-40) })],
  ['that never expires', with_({ exp: undefined })],
  ['that begins later', with_({ nbf: seconds(600) })],
  ['made in the future', with_({ iat: seconds(600) })],
  ['made yesterday, that still runs', with_({ iat: seconds(-86_400) })],
  ['that does not say when it was made', with_({ iat: undefined })],
  ['about nobody', with_({ sub: undefined })],
  ['about somebody without a name', with_({ sub: '' })],
  ['about a number', with_({ sub: 12 })],
  ['that is bound to a key', with_({ cnf: { jkt: 'x' } })],
  ['that is an ID token', with_({ header: { typ: 'JWT' } })],
  ['of no type', with_({ header: { typ: undefined } })],
  ['with a critical header that nobody knows', with_({ header: { crit: ['x'], x: 1 } })],
  [
    'signed with another key under our key id',
    async ({ issuer }) => accessToken(issuer, await testKey('k1')),
  ],
  ['signed with a key that nobody serves', async ({ issuer }) => accessToken(issuer, await testKey('k9'))],
  [
    'that brings its own key',
    async ({ issuer }) => {
      const own = await testKey('own');
      const header = { jwk: own.jwk, jku: 'http://127.0.0.1:1/keys', kid: undefined };
      return accessToken(issuer, own, { header });
    },
  ],
  [
    'of another city, whose provider signs it',
    async () => {
      const key = await testKey('k1');
      const other = await testIssuer([key]);
      onTestFinished(() => other.close());
      return accessToken(other.issuer, key);
    },
  ],
  [
    'changed after it was signed',
    async (city) => {
      const [head, , signature] = (await accessToken(city.issuer, city.key)).split('.');
      return `${head}.${encode({ ...PAYLOAD(city.issuer), sub: 'director' })}.${signature}`;
    },
  ],
  ['cut off', async (city) => (await accessToken(city.issuer, city.key)).slice(0, -8)],
  ['that is garbage', () => 'garbage'],
  ['that is three times garbage', () => 'a.b.c'],
  ['that is encrypted', () => 'a.b.c.d.e'],
];

describe('nobody gets in with a token', () => {
  let city: City;
  beforeAll(async () => {
    city = await openCity();
  });
  afterAll(() => city.close());

  test.each(hostile)('%s', async (_name, make) => {
    const before = city.lines.length;
    const answer = await city.ask(await make(city));
    const reason = city.lines.slice(before).find((line) => line.reason !== undefined)?.reason;
    expect({ status: answer.status, codes: codes(answer) }, String(reason)).toEqual({
      status: 401,
      codes: ['UNAUTHENTICATED'],
    });
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.text).not.toMatch(/expire|signature|audience|issuer|claim|alg|key|JW[TSK]/);
    expect(city.identities.seen).toEqual([]);
    expect(reason).toBeTypeOf('string');
  });
});

describe('the keys of the provider', () => {
  const clock = () => vi.useFakeTimers({ toFake: ['performance'] });

  test('change: a new one is fetched when it is met, the old one works while it is served', async () => {
    clock();
    const [old, next] = [await testKey('old'), await testKey('next')];
    const { ask, issuer, state } = await cityHub({}, [old]);
    expect((await ask(await accessToken(issuer, old))).status).toBe(200);
    state.keys = [old, next];
    vi.advanceTimersByTime(31_000);
    expect((await ask(await accessToken(issuer, next))).status).toBe(200);
    expect((await ask(await accessToken(issuer, old))).status).toBe(200);
    state.keys = [next];
    vi.advanceTimersByTime(601_000);
    expect((await ask(await accessToken(issuer, old))).status).toBe(401);
    expect((await ask(await accessToken(issuer, next))).status).toBe(200);
  });

  test('are not fetched more often because somebody sends unknown key ids', async () => {
    clock();
    const { ask, issuer, state, key } = await cityHub();
    await ask(await accessToken(issuer, key));
    for (let i = 0; i < 5; i += 1)
      await ask(await accessToken(issuer, key, { header: { kid: `k${i + 5}` } }));
    expect(state.fetches).toBe(1);
    vi.advanceTimersByTime(31_000);
    for (let i = 0; i < 5; i += 1)
      await ask(await accessToken(issuer, key, { header: { kid: `k${i + 5}` } }));
    expect(state.fetches).toBe(2);
  });

  test('go on while the provider is away', async () => {
    clock();
    const { ask, issuer, state, key } = await cityHub();
    const token = await accessToken(issuer, key);
    expect((await ask(token)).status).toBe(200);
    state.isAway = true;
    vi.advanceTimersByTime(700_000);
    expect((await ask(token)).status).toBe(200);
  });

  test('that never were known make it 503, not 401: the token may be right', async () => {
    const { ask, issuer, state, key } = await cityHub();
    state.isAway = true;
    const answer = await ask(await accessToken(issuer, key));
    expect({ status: answer.status, codes: codes(answer) }).toEqual({
      status: 503,
      codes: ['SUBGRAPH_UNAVAILABLE'],
    });
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.text).not.toContain('127.0.0.1');
  });
});

test('without an audience no tokens are taken', async () => {
  const { ask, issuer, key } = await cityHub({ audience: null });
  expect((await ask(await accessToken(issuer, key))).status).toBe(401);
});

test('a provider over plain http is refused at the start', async () => {
  await expect(hub({}, { oidc: oidcOptions('http://login.example') })).rejects.toThrow('https');
});
