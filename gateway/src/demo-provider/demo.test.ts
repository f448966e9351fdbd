import { describe, expect, test } from 'vitest';
import { TestBrowser } from '../../testing/browser.ts';
import { hub } from '../../testing/hub.ts';
import { PERSONAS } from '../../testing/personas.ts';

async function demoHub() {
  const opened = await hub({}, { demo: PERSONAS });
  const { url } = await opened.listen({ host: '127.0.0.1', port: 0 });
  return { ...opened, url, browser: new TestBrowser() };
}

describe('the demo accounts', () => {
  test('sign in with one click, through a real provider', async () => {
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
    expect(await (await browser.send(`${url}/session`)).json()).toEqual({
      isSignedIn: true,
      name: 'Bo Maes',
      signInUrl: '/demo',
    });
    expect(lines.filter(({ level }) => level >= 40)).toEqual([]);
  });
});
