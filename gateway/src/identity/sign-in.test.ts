import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { TestBrowser } from '../../testing/browser.ts';
import { hub } from '../../testing/hub.ts';
import { DIRECTOR } from '../../testing/identity.ts';
import { oidcOptions } from '../../testing/oidc.ts';
import { openProvider } from '../../testing/provider.ts';

beforeAll(() => {
  // oidc-provider tells its developers what they know; whatever the hub says it says to its log.
  for (const method of ['warn', 'info'] as const) vi.spyOn(console, method).mockImplementation(() => {});
});

const ANN = { account: 'ann', claims: { name: 'Ann Peeters', roles: ['director'] } };

/** A hub whose people sign in at a provider on another port, and a browser. */
async function cityHub() {
  const provider = await openProvider();
  onTestFinished(() => provider.close());
  const opened = await hub({}, { oidc: oidcOptions(provider.issuer) });
  const { url } = await opened.listen({ host: '127.0.0.1', port: 0 });
  await provider.register(url);
  provider.state.visit = ANN;
  return { ...opened, url, provider, browser: new TestBrowser() };
}
type City = Awaited<ReturnType<typeof cityHub>>;

const sessionOf = async ({ browser, url }: City) => (await browser.send(`${url}/session`)).json();
const signedOut = { isSignedIn: false, name: null, signInUrl: '/sign-in' };
const refusals = ({ identities }: City) => identities.refusals.map(({ what }) => what);

describe('signing in', () => {
  test('goes to the provider and back, and then the cookie asks', async () => {
    const city = await cityHub();
    const { browser, url, identities, provider } = city;
    expect(await sessionOf(city)).toEqual(signedOut);
    const page = await browser.open(`${url}/sign-in`);
    expect(page.url).toBe(`${url}/`);
    expect(await sessionOf(city)).toEqual({ isSignedIn: true, name: 'Ann Peeters', signInUrl: '/sign-in' });
    expect(identities.seen).toMatchObject([
      { issuer: provider.issuer, subject: 'ann', claimedRoles: [{ role: 'DIRECTOR' }] },
    ]);
    expect([...browser.cookies.keys()].filter((name) => name.includes('kapstok'))).toEqual([
      '__Host-kapstok',
    ]);
    const answer = await browser.send(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: '*/*', origin: url },
      body: '{"query":"{currency}"}',
    });
    expect(await answer.json()).toEqual({ data: { currency: 'EUR' } });
  });

  test('asks by code with PKCE, state and nonce, and the cookies are for this host alone', async () => {
    const { browser, url } = await cityHub();
    const response = await browser.send(`${url}/sign-in`);
    const asked = new URL(response.headers.get('location') ?? '').searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      scope: 'openid profile',
      redirect_uri: `${url}/sign-in/callback`,
    });
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-kapstok-sign-in=/);
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=900'])
      expect(cookie).toContain(part);
    expect(cookie).not.toMatch(/domain/i);
    // Nothing of what it holds is to be read in it.
    expect(cookie).not.toContain(asked.get('state'));
  });

  const paths: readonly (readonly [string, string])[] = [
    ['/explorer?question=x#y', '/explorer?question=x'],
    ['//elsewhere.example', '/'],
    ['/\\elsewhere.example', '/'],
    ['/\t/elsewhere.example', '/'],
    ['https://elsewhere.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/.//elsewhere.example', '/'],
    ['/sign-in', '/'],
    ['/x/../sign-in/callback', '/'],
    ['/oidc/auth', '/'],
    ['', '/'],
  ];
  test.each(paths)('comes back to %j at %s, never elsewhere', async (asked, reached) => {
    const { browser, url } = await cityHub();
    const page = await browser.open(`${url}/sign-in?${new URLSearchParams({ return: asked })}`);
    expect(page.url.replace(/#.*/, '')).toBe(`${url}${reached}`);
  });

  test('begins at the address that the provider knows', async () => {
    const { browser, url } = await cityHub();
    const other = url.replace('127.0.0.1', 'localhost');
    const response = await browser.send(`${other}/sign-in?return=/x`);
    expect([response.status, response.headers.get('location')]).toEqual([302, `${url}/sign-in?return=/x`]);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  test('makes a new session each time and ends the one before', async () => {
    const city = await cityHub();
    const { browser, url, identities } = city;
    // Somebody else's session, planted before.
    identities.sessions.set('planted', { ...DIRECTOR, name: 'Somebody else' });
    browser.cookies.set('__Host-kapstok', 'planted');
    await browser.open(`${url}/sign-in`);
    expect(browser.cookies.get('__Host-kapstok')).not.toBe('planted');
    expect(identities.sessions.has('planted')).toBe(false);
    expect(await sessionOf(city)).toMatchObject({ name: 'Ann Peeters' });
  });
});

describe('nobody is signed in', () => {
  const expectRefused = async (city: City, response: Response, status = 401) => {
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch('text/html');
    expect(await response.text()).not.toMatch(/access_denied|state|nonce|127\.0\.0\.1|closed/);
    expect(city.identities.sessions.size).toBe(0);
    expect(await sessionOf(city)).toEqual(signedOut);
  };

  test('who says no at the provider', async () => {
    const city = await cityHub();
    city.provider.state.visit = 'refuse';
    await expectRefused(city, await city.browser.open(`${city.url}/sign-in`));
    expect(refusals(city)).toEqual(['SIGN_IN']);
  });

  test('whose account is closed', async () => {
    const city = await cityHub();
    city.identities.closed.add('ann');
    await expectRefused(city, await city.browser.open(`${city.url}/sign-in`));
    expect(refusals(city)).toEqual(['SIGN_IN']);
  });

  /** Goes to the provider and stops on the threshold: the address of the way back is known and not taken. */
  const untilBack = async ({ browser, url }: City): Promise<URL> => {
    let at = `${url}/sign-in`;
    for (;;) {
      if (new URL(at).pathname === '/sign-in/callback') return new URL(at);
      at = new URL((await browser.send(at)).headers.get('location') ?? '', at).href;
    }
  };

  test('who is sent back to another browser', async () => {
    const city = await cityHub();
    const back = await untilBack(city);
    const victim = new TestBrowser();
    expect((await victim.open(back.href)).status).toBe(401);
    expect(victim.cookies.size).toBe(0);
  });

  test('who comes back with the answer to another question', async () => {
    const city = await cityHub();
    const back = await untilBack(city);
    await city.browser.send(`${city.url}/sign-in`);
    await expectRefused(city, await city.browser.open(back.href));
  });

  test('who comes back twice', async () => {
    const city = await cityHub();
    const back = await untilBack(city);
    const cookie = city.browser.cookies.get('__Host-kapstok-sign-in') ?? '';
    await city.browser.open(back.href);
    city.identities.sessions.clear();
    city.browser.cookies.clear();
    city.browser.cookies.set('__Host-kapstok-sign-in', cookie);
    await expectRefused(city, await city.browser.open(back.href));
  });

  const bent: readonly (readonly [string, (back: URL) => void])[] = [
    ['another state', (back) => back.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (back) => back.searchParams.delete('state')],
    ['a made-up code', (back) => back.searchParams.set('code', 'x'.repeat(43))],
    ['no code', (back) => back.searchParams.delete('code')],
    ['two codes', (back) => back.searchParams.append('code', 'y')],
    ['another issuer', (back) => back.searchParams.set('iss', 'https://elsewhere.example')],
    [
      'nothing',
      (back) => {
        back.search = '';
      },
    ],
  ];
  test.each(bent)('who comes back with %s', async (_name, bend) => {
    const city = await cityHub();
    const back = await untilBack(city);
    bend(back);
    await expectRefused(city, await city.browser.open(back.href));
  });

  test.each(['x', 'a.b.c.d.e', ''])('who brings %j instead of what the hub gave to keep', async (kept) => {
    const city = await cityHub();
    const back = await untilBack(city);
    city.browser.cookies.set('__Host-kapstok-sign-in', kept);
    await expectRefused(city, await city.browser.open(back.href));
  });

  test('while the provider is away, and is told when to come back', async () => {
    const city = await cityHub();
    city.provider.state.isAway = true;
    const response = await city.browser.open(`${city.url}/sign-in`, { 'accept-language': 'nl' });
    expect(response.headers.get('retry-after')).toBe('60');
    await expectRefused(city, response, 503);
  });

  test('while the provider goes away in between', async () => {
    const city = await cityHub();
    const back = await untilBack(city);
    city.provider.state.isAway = true;
    await expectRefused(city, await city.browser.open(back.href), 503);
  });

  test('where no provider is set', async () => {
    const opened = await hub();
    expect((await opened.inject('/sign-in')).statusCode).toBe(404);
    expect((await opened.inject('/session')).json()).toEqual({
      isSignedIn: false,
      name: null,
      signInUrl: null,
    });
  });
});

describe('signing out', () => {
  const out = (origin?: string) => ({ method: 'POST', ...(origin !== undefined && { headers: { origin } }) });

  test('ends the session here and at the hub', async () => {
    const city = await cityHub();
    const { browser, url, identities } = city;
    await browser.open(`${url}/sign-in`);
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: url };
    const response = await browser.send(`${url}/sign-out`, { method: 'POST', headers: form });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    expect(identities.sessions.size).toBe(0);
    expect(browser.cookies.has('__Host-kapstok')).toBe(false);
  });

  test.each([undefined, 'https://elsewhere.example', 'null'])(
    'is not for another page to do: origin %s',
    async (origin) => {
      const city = await cityHub();
      await city.browser.open(`${city.url}/sign-in`);
      expect((await city.browser.send(`${city.url}/sign-out`, out(origin))).status).toBe(403);
      expect(await sessionOf(city)).toMatchObject({ isSignedIn: true });
    },
  );

  test('a session that ended is forgotten by the browser', async () => {
    const city = await cityHub();
    await city.browser.open(`${city.url}/sign-in`);
    city.identities.sessions.clear();
    expect(await sessionOf(city)).toEqual(signedOut);
    expect(city.browser.cookies.has('__Host-kapstok')).toBe(false);
  });
});

describe('over plain http beyond this machine', () => {
  test('a hub does not start', async () => {
    const oidc = oidcOptions('https://login.example');
    await expect(hub({}, { oidc, publicUrl: 'http://plan.example' })).rejects.toThrow('https');
  });

  test('nobody signs in: the page says so', async () => {
    const oidc = oidcOptions('https://login.example');
    const opened = await hub({}, { oidc, publicUrl: 'https://plan.example', trustProxy: '127.0.0.1' });
    const headers = { host: 'plan.example', 'x-forwarded-proto': 'http', accept: 'text/html' };
    const response = await opened.inject({ url: '/sign-in', headers });
    expect(response.statusCode).toBe(403);
    expect(response.payload).toContain('Signing in needs https');
    expect(response.headers['set-cookie']).toBeUndefined();
  });
});
