import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoPersonas, type Hub, openHub, readSettings, signInOptions } from '@kapstok/cli/testing';
import { pino } from 'pino';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { build } from './cli-process.ts';
import { createDatabase } from './hub.ts';
import { CLIENT, openCityProvider } from './sign-in-provider.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const isHere = existsSync(CHROMIUM);
const ABSENT = `There is no ${CHROMIUM}: install the Debian package chromium, or set CHROMIUM to another one.`;
if (!isHere) process.stderr.write(`tests/sign-in.test.ts is skipped. ${ABSENT}\n`);

test.runIf(!isHere && process.env['CI'])('a browser is there to sign in with', () => {
  expect.fail(ABSENT);
});

describe.runIf(isHere)('signing in with a browser', { timeout: 120_000 }, () => {
  let browser: Browser;
  let pictures: string;
  const log: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void log.push(line) });
  let database: Awaited<ReturnType<typeof createDatabase>>;
  beforeAll(async () => {
    build('@kapstok/web');
    database = await createDatabase('shipped');
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    pictures = await mkdtemp(path.join(tmpdir(), 'kapstok-sign-in-'));
    process.stderr.write(`pictures of signing in: ${pictures}\n`);
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await database.drop();
  });

  /** A browser of its own, and what it complained about. */
  async function visitor(width = 1280, locale = 'nl-BE') {
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
    });
    page.on('pageerror', (error) => void faults.push(error.message));
    return { page, context, faults };
  }
  const picture = (page: Page, name: string) =>
    // Without a caret that Playwright hides by a style of its own, which the policy forbids.
    page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true, caret: 'initial' });
  const cookies = async (context: BrowserContext) =>
    (await context.cookies()).filter(({ name }) => name.startsWith('__Host-'));
  const overflow = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');

  /** What the page itself gets when it asks the graph. */
  const ask = async (page: Page, query: string) => {
    const text = await page.evaluate<string>(`fetch('/graphql', {
      method: 'POST', headers: { 'content-type': 'application/json' },
      body: ${JSON.stringify(JSON.stringify({ query }))}
    }).then((response) => response.text())`);
    return JSON.parse(text);
  };
  /** Figures are published nowhere: who sees how many there are was let in. */
  const FIGURES = '{ programme(slug: "voorbeeldstad") { title indicators(first: 1) { totalCount } } }';
  const figures = ({ data }: { data: Figures }) => data.programme.indicators?.totalCount ?? 0;
  type Figures = { programme: { indicators: { totalCount: number } | null } };

  async function listen(hub: Hub): Promise<string> {
    onTestFinished(() => hub.close());
    return (await hub.gateway.listen({ host: '127.0.0.1', port: 0 })).url;
  }

  describe('as a demo account', () => {
    // One hub for all: each visitor has a browser, and so a session, of their own.
    let hub: Hub;
    let url: string;
    beforeAll(async () => {
      const signIn = { demo: await demoPersonas(database.identity.ownerUrl) };
      hub = await openHub({ ...database.identity, log: logger, signIn });
      url = (await hub.gateway.listen({ host: '127.0.0.1', port: 0 })).url;
    });
    afterAll(() => hub?.close());

    test.each([1280, 390])('one click on a page that explains, at %i pixels', async (width) => {
      const { page, context, faults } = await visitor(width);
      await page.goto(`${url}/`);
      await page.locator('#sign-in').click();
      await page.waitForURL(`${url}/demo*`);
      expect(await page.locator('ul.cards li').count()).toBe(8);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await picture(page, `demo-${width}`);
      await page.getByRole('link', { name: 'Meld aan als Dorien Claes' }).click();
      await page.waitForURL(`${url}/?lang=nl`);
      expect(await page.locator('#who').textContent()).toBe('Aangemeld als Dorien Claes');
      await page.locator('article').first().waitFor();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await picture(page, `signed-in-${width}`);
      expect(await cookies(context)).toMatchObject([
        { name: '__Host-kapstok', httpOnly: true, secure: true, sameSite: 'Lax', path: '/' },
      ]);
      expect(faults).toEqual([]);
    });

    test('opens what the role opens, in the page and in the explorer, until signing out', async () => {
      const { page, context, faults } = await visitor();
      await page.goto(`${url}/demo`);
      const before = await ask(page, FIGURES);
      expect(before.errors).toBeUndefined();
      expect(figures(before)).toBe(0);
      await page.goto(`${url}/demo?return=/explorer?question=director-overview`);
      await page.getByRole('link', { name: 'Dorien Claes' }).click();
      await page.waitForURL(`${url}/explorer?question=director-overview`);
      const inside = await ask(page, FIGURES);
      expect(inside.errors).toBeUndefined();
      expect(figures(inside)).toBeGreaterThan(0);
      await page.goto(`${url}/?lang=en`);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.locator('#sign-in').waitFor();
      expect(page.url()).toBe(`${url}/`);
      expect(await cookies(context)).toEqual([]);
      expect(await ask(page, FIGURES)).toEqual(before);
      expect(faults).toEqual([]);
    });

    test('changes to another person without signing out first', async () => {
      const { page } = await visitor();
      for (const name of ['Dorien Claes', 'Elif Yıldız']) {
        await page.goto(`${url}/demo?return=/?lang=nl`);
        await page.getByRole('link', { name }).click();
        await page.waitForURL(`${url}/?lang=nl`);
        await page.locator('#who', { hasText: name }).waitFor();
      }
    });
  });

  describe('at a provider of the city, which settings describe', () => {
    async function cityHub() {
      // oidc-provider tells its developers what they know.
      vi.spyOn(console, 'warn').mockImplementation(() => {});
      vi.spyOn(console, 'info').mockImplementation(() => {});
      onTestFinished(() => void vi.restoreAllMocks());
      const provider = await openCityProvider();
      onTestFinished(() => provider.close());
      const { signIn } = readSettings({
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: CLIENT.id,
        OIDC_CLIENT_SECRET: CLIENT.secret,
        OIDC_CLAIMS: JSON.stringify({
          roles: 'kapstok',
          roleFormats: ['{role}@{programme}', '{role}'],
          roleNames: { regisseur: 'DIRECTOR' },
        }),
      });
      const url = await listen(
        await openHub({ ...database.identity, log: logger, signIn: signInOptions(signIn) }),
      );
      await provider.register(url);
      return { url, provider };
    }
    const enter = async (page: Page, name: string) => {
      await page.getByLabel('Naam').fill(name);
      await page.getByRole('button', { name: 'Verder' }).click();
    };

    test('and back to where it began, with the role that the provider vouches for', async () => {
      const { url, provider } = await cityHub();
      const { page, context, faults } = await visitor();
      await page.goto(`${url}/`);
      await page.locator('#sign-in').click();
      expect(new URL(page.url()).origin).toBe(provider.issuer);
      await enter(page, 'ann');
      await page.waitForURL(`${url}/?lang=nl`);
      expect(await page.locator('#who').textContent()).toBe('Aangemeld als Ann Vermeulen');
      expect(figures(await ask(page, FIGURES))).toBeGreaterThan(0);
      expect(await cookies(context)).toHaveLength(1);
      await page.getByRole('button', { name: 'Afmelden' }).click();
      await page.locator('#sign-in').waitFor();
      expect(await cookies(context)).toEqual([]);
      expect(faults).toEqual([]);
    });

    test('somebody without a role is somebody, and sees what is public', async () => {
      const { url } = await cityHub();
      const { page } = await visitor();
      await page.goto(`${url}/`);
      const before = await ask(page, FIGURES);
      await page.goto(`${url}/sign-in?return=/?lang=nl`);
      await enter(page, 'bob');
      await page.locator('#who', { hasText: 'Bob Zonder Rol' }).waitFor();
      expect(await ask(page, FIGURES)).toEqual(before);
    });

    test('who goes back there is told what to do, and is nobody', async () => {
      const { url } = await cityHub();
      const { page, context } = await visitor();
      await page.goto(`${url}/sign-in`);
      await enter(page, 'nobody of that name');
      await page.getByRole('heading', { name: 'U bent niet aangemeld' }).waitFor();
      await picture(page, 'refused');
      expect(await cookies(context)).toEqual([]);
    });
  });

  test('nothing of it is in the log: no cookie, no token, no code', () => {
    expect(log.join('')).not.toMatch(/__Host-kapstok=|kapstok_[\w-]{43}|code=|id_token/);
  });
});
