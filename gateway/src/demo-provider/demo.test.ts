import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TestBrowser } from '../../testing/browser.ts';
import { hub } from '../../testing/hub.ts';
import { oidcOptions } from '../../testing/oidc.ts';
import { PERSONAS } from '../../testing/personas.ts';

const said: unknown[] = [];
beforeEach(() => {
  for (const method of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((...given) => void said.push(given));
});
afterEach(() => void vi.restoreAllMocks());

async function demoHub() {
  const opened = await hub({}, { demo: PERSONAS });
  const { url } = await opened.listen({ host: '127.0.0.1', port: 0 });
  return { ...opened, url, browser: new TestBrowser() };
}
const sessionOf = async ({ browser, url }: { browser: TestBrowser; url: string }) =>
  (await browser.send(`${url}/session`)).json();

describe('the demo accounts', () => {
  test('sign in with one click, through a real provider, and nothing is written to the terminal', async () => {
    const { url, browser, identities, lines } = await demoHub();
    const page = await browser.open(`${url}/sign-in?as=partner&return=/explorer?x=1`);
    expect(page.url).toBe(`${url}/explorer?x=1`);
    expect(identities.seen).toEqual([
      {
        issuer: `${url}/oidc`,
        subject: 'partner',
        name: 'Bo Maes',
        email: null,
        claimedRoles: PERSONAS[1]?.roles,
      },
    ]);
    expect(await sessionOf({ browser, url })).toEqual({
      isSignedIn: true,
      name: 'Bo Maes',
      signInUrl: '/demo',
    });
    const paths = browser.visited.map((address) => new URL(address).pathname);
    expect(paths).toEqual(expect.arrayContaining(['/oidc/auth', '/sign-in/callback']));
    expect(lines.filter(({ level }) => level >= 40)).toEqual([]);
    expect(said).toEqual([]);
  });

  test('take the place of one another', async () => {
    const { url, browser, identities } = await demoHub();
    await browser.open(`${url}/sign-in?as=partner`);
    await browser.open(`${url}/sign-in?as=director`);
    expect(await sessionOf({ browser, url })).toMatchObject({ name: 'Ann Peeters' });
    expect(identities.sessions.size).toBe(1);
  });

  test.each(['', '?as=nobody', '?as=director&as=partner', '?as[]=director'])(
    'are chosen on the page when nobody we know is asked for: /sign-in%s',
    async (query) => {
      const { url, browser, identities } = await demoHub();
      const page = await browser.open(`${url}/sign-in${query}`);
      expect([page.status, page.url]).toEqual([200, `${url}/demo`]);
      expect(identities.sessions.size).toBe(0);
    },
  );

  test('are explained on a page without script, in the language asked for', async () => {
    const { url, browser } = await demoHub();
    const page = await browser.send(`${url}/demo?return=/explorer`, {
      headers: { 'accept-language': 'nl-BE' },
    });
    const html = await page.text();
    expect(html).toContain('<html lang="nl">');
    expect(html).toContain('Leidt &lt;het&gt; plan.');
    expect(html).toContain('href="/sign-in?as=director&amp;return=%2Fexplorer"');
    expect(html).not.toContain('<script');
    expect(await (await browser.send(`${url}/demo?lang=fr`)).text()).toContain('<html lang="fr">');
    const lost = await browser.send(`${url}/demo?return=//elsewhere.example`);
    expect(await lost.text()).toContain('return=%2F"');
  });

  test('are at a provider that answers as the hub does: its headers, its doors, no stranger', async () => {
    const { url, browser } = await demoHub();
    const about = await browser.send(`${url}/oidc/.well-known/openid-configuration`);
    expect(about.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(about.headers.get('x-content-type-options')).toBe('nosniff');
    const metadata = (await about.json()) as { issuer: string; jwks_uri: string };
    expect(metadata).toMatchObject({ issuer: `${url}/oidc`, jwks_uri: `${url}/oidc/jwks` });
    expect(JSON.stringify(await (await browser.send(metadata.jwks_uri)).json())).not.toContain('"d"');
    const foreign = { headers: { origin: 'https://elsewhere.example' } };
    expect((await browser.send(`${url}/oidc/jwks`, foreign)).status).toBe(403);
    const registration = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect((await browser.send(`${url}/oidc/reg`, registration)).status).toBe(404);
    const elsewhere = new URLSearchParams({
      client_id: 'kapstok',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'https://elsewhere.example/',
    });
    const refused = await browser.send(`${url}/oidc/auth?${elsewhere}`);
    expect([refused.status, refused.headers.get('location')]).toEqual([400, null]);
  });

  test('an interaction that nobody began leads to the page', async () => {
    const { url, browser } = await demoHub();
    expect((await browser.open(`${url}/oidc/interaction/made-up`)).url).toBe(`${url}/demo`);
  });
});

describe('a hub with demo accounts does not start', () => {
  test('beside an identity provider', async () => {
    const options = { demo: PERSONAS, oidc: oidcOptions('https://login.example') };
    await expect(hub({}, options)).rejects.toThrow('Demo accounts');
  });

  test('where others reach it', async () => {
    await expect(hub({}, { demo: PERSONAS, publicUrl: 'https://plan.example' })).rejects.toThrow(
      'no passwords',
    );
    const opened = await hub({}, { demo: PERSONAS, publicUrl: 'https://localhost' });
    await expect(opened.listen({ host: '0.0.0.0', port: 0 })).rejects.toThrow('identity provider');
  });
});
