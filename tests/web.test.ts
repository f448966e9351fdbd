import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { demoPersonas, type Hub, openHub } from '@kapstok/cli/testing';
import { pino } from 'pino';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { faultsOfAxe, tabTo } from './browser-helpers.ts';
import { build } from './cli-process.ts';
import { createDatabase, UNBOUNDED } from './hub.ts';
import { ROOT } from './source-files.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const isHere = existsSync(CHROMIUM);
const ABSENT = `There is no ${CHROMIUM}: install the Debian package chromium, or set CHROMIUM to another one.`;
if (!isHere) process.stderr.write(`tests/web.test.ts is skipped. ${ABSENT}\n`);

test.runIf(!isHere && process.env['CI'])('a browser is there to try the dashboard', () => {
  expect.fail(ABSENT);
});

const CITY = '/plan/voorbeeldstad';
type As = 'director' | 'partner' | 'evaluator' | 'reviewer';
interface Options {
  readonly as?: As;
  readonly width?: number;
  readonly isDark?: boolean;
  readonly isScripted?: boolean;
}

describe.runIf(isHere)('the dashboard', { timeout: 120_000 }, () => {
  let hub: Hub;
  let url: string;
  let browser: Browser;
  let pictures: string;
  let database: Awaited<ReturnType<typeof createDatabase>>;
  beforeAll(async () => {
    build('@kapstok/web');
    database = await createDatabase('shipped');
    hub = await openHub({
      ...database.identity,
      log: pino({ level: 'silent' }),
      signIn: { demo: await demoPersonas(database.identity.ownerUrl) },
      deadlines: { subgraphMs: 60_000, requestMs: 60_000 },
      budget: UNBOUNDED,
    });
    ({ url } = await hub.gateway.listen({ host: '127.0.0.1', port: 0 }));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    pictures = await mkdtemp(path.join(tmpdir(), 'kapstok-web-'));
    process.stderr.write(`pictures of the dashboard: ${pictures}\n`);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await hub?.close();
    await database?.drop();
  });

  /** Somebody with a browser of their own, and what it complained about. */
  async function visitor({ as, width = 1280, isDark = false, isScripted = true }: Options = {}) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      locale: 'nl-BE',
      colorScheme: isDark ? 'dark' : 'light',
      javaScriptEnabled: isScripted,
      // A colour that is half way to another is no colour of ours.
      reducedMotion: 'reduce',
    });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
    });
    page.on('pageerror', (error) => void faults.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${url}/`) && !/^(data|blob):/.test(request.url()))
        faults.push(`elsewhere: ${request.url()}`);
    });
    if (as !== undefined) await page.goto(`${url}/sign-in?as=${as}&return=/accessibility`);
    return { context, page, faults };
  }
  const picture = (page: Page, name: string) =>
    // Without a caret that Playwright hides by a style of its own, which the policy forbids.
    page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true, caret: 'initial' });
  const overflow = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  const ask = async (query: string) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'nl' },
      body: JSON.stringify({ query }),
    });
    return JSON.parse(await response.text()).data;
  };

  describe('for the public', () => {
    test('has its numbers in the HTML that is served, without a script', async () => {
      const { programme } = await ask(`{ programme(slug: "voorbeeldstad") { title
        progress { actionCount completion { numerator denominator } } domains { title progress { actionCount } } } }`);
      const { page, faults } = await visitor({ isScripted: false });
      await page.goto(`${url}${CITY}`);
      const text = await page.locator('main').innerText();
      const { numerator, denominator } = programme.progress.completion;
      expect(text).toContain(`${programme.progress.actionCount} acties`);
      expect(text).toContain(`${numerator} van ${denominator} geheel of deels gerealiseerd`);
      for (const { title } of programme.domains) expect(text).toContain(title);
      expect(await page.locator('tbody tr').count()).toBe(programme.domains.length);
      await page.getByRole('link', { name: programme.domains[1].title }).click();
      await page.getByRole('heading', { level: 1, name: programme.domains[1].title }).waitFor();
      await page.getByRole('checkbox', { name: 'stopgezet' }).check();
      await page.getByRole('button', { name: 'Filteren' }).click();
      expect(new URL(page.url()).searchParams.getAll('status')).toEqual(['STOPPED']);
      expect(faults).toEqual([]);
    });

    test.each(['nl', 'fr', 'en', 'de'])(
      'speaks %s, in what is served and in what takes over',
      async (language) => {
        const { page, faults } = await visitor();
        await page.goto(`${url}${CITY}?lang=${language}`);
        await page.locator('#sign-in').waitFor();
        expect(await page.locator('html').getAttribute('lang')).toBe(language);
        const served = await (await fetch(`${url}${CITY}?lang=${language}`)).text();
        expect(served).toContain(await page.locator('h1').innerHTML());
        expect(faults).toEqual([]);
      },
    );

    test('holds nothing inline, and tells what is not there', async () => {
      const served = await fetch(`${url}${CITY}`, { headers: { accept: 'text/html' } });
      const html = await served.text();
      expect(served.headers.get('content-security-policy')).toContain("style-src 'self';");
      expect(html).not.toMatch(/\sstyle=|<style|\son\w+=/);
      expect([...html.matchAll(/<script(?![^>]*src=)([^>]*)>/g)].map(([, kind]) => kind)).toEqual([
        ' type="application/json" id="answers"',
      ]);
      for (const address of ['/plan/nowhere', '/plan/a/b/c/d/e'])
        expect((await fetch(`${url}${address}`, { headers: { accept: 'text/html' } })).status).toBe(404);
    });

    test('sends little: 50 kB of script and 10 kB of style for the first page, compressed', async () => {
      const { page } = await visitor();
      const loaded: string[] = [];
      page.on('response', (response) => void loaded.push(new URL(response.url()).pathname));
      await page.goto(`${url}${CITY}`, { waitUntil: 'networkidle' });
      const sizeOf = (ending: string) =>
        loaded
          .filter((file) => file.endsWith(ending))
          .map((file) => gzipSync(readFileSync(path.join(ROOT, 'web/dist/site', file))).length)
          .reduce((sum, size) => sum + size, 0);
      expect(sizeOf('.js')).toBeGreaterThan(1000);
      expect(sizeOf('.js')).toBeLessThan(50_000);
      expect(sizeOf('.css')).toBeLessThan(10_000);
    });
  });

  /** A period in which partners report, opened by the director in the browser. */
  async function openPeriod(code: string) {
    const { page, faults } = await visitor({ as: 'director' });
    await page.goto(`${url}${CITY}/periods`);
    await page.getByLabel('Code').fill(code);
    await page.getByLabel('Titel').fill(`Periode ${code}`);
    const year = new Date().getUTCFullYear();
    await page.getByLabel('Eerste dag').fill(`${year}-01-01`);
    await page.getByLabel('Laatste dag').fill(`${year}-12-31`);
    await page.getByLabel('Klaar tegen').fill(`${year + 1}-01-31`);
    await page.getByRole('button', { name: 'Open de periode' }).click();
    await page.getByRole('heading', { name: code }).waitFor();
    expect(faults).toEqual([]);
  }

  test('five minutes of a partner: prefilled, kept, one submit, receipt; returned with a reason, and improved', async () => {
    await openPeriod('P-1');
    const partner = await visitor({ as: 'partner', width: 390 });
    const { page } = partner;
    await page.goto(`${url}${CITY}`);
    await page.getByRole('link', { name: 'Mijn werk' }).click();
    const work = page.locator('.queue a').first();
    const title = (await work.textContent()) ?? '';
    await work.click();
    await page.getByLabel('Hoe staat de actie?').selectOption('RUNNING');
    await page.getByLabel('Wat is er gedaan?').fill('Twaalf gezinnen kregen een tuin.');
    await page.getByLabel('Mensen bereikt').fill('31');
    // Nothing typed is lost by a reload, also before the hub heard of it.
    await page.reload();
    expect(await page.getByLabel('Wat is er gedaan?').inputValue()).toBe('Twaalf gezinnen kregen een tuin.');
    await page.getByLabel('Hoeveel is klaar').fill('40');
    await page.locator('#kept', { hasText: 'Bewaard als ontwerp.' }).waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await picture(page, 'report-390');
    await page.getByRole('button', { name: 'Dien in' }).click();
    await page.locator('#receipt', { hasText: 'Ingediend' }).waitFor();
    await picture(page, 'receipt-390');

    const director = await visitor({ as: 'director' });
    await director.page.goto(`${url}${CITY}/approvals`);
    await director.page.getByRole('checkbox', { name: title }).check();
    await director.page.getByLabel('Waarom terugsturen').fill('Hoeveel kinderen waren erbij?');
    await director.page.getByRole('button', { name: 'Stuur terug' }).click();
    await director.page.getByText('1 update teruggestuurd.').waitFor();

    await page.getByRole('link', { name: 'Terug naar mijn werk' }).click();
    await page.reload();
    await page.getByText('Hoeveel kinderen waren erbij?').first().waitFor();
    await page.getByRole('link', { name: title }).click();
    await page.getByLabel('Wat is er gedaan?').fill('Twaalf gezinnen, met twintig kinderen.');
    await page.getByRole('button', { name: 'Dien in' }).click();
    await page.locator('#receipt').waitFor();

    await director.page.reload();
    await director.page.getByText('met twintig kinderen').waitFor();
    await director.page.getByRole('button', { name: 'Kies alle' }).click();
    await director.page.getByRole('button', { name: 'Keur goed' }).click();
    await director.page.getByText('1 update goedgekeurd.').waitFor();
    expect([...partner.faults, ...director.faults]).toEqual([]);
  });

  /** Ends the session behind the back of the browser, as time would. */
  async function endSession(context: BrowserContext) {
    const cookies = await context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const headers = { cookie, origin: url, 'content-type': 'application/x-www-form-urlencoded' };
    await fetch(`${url}/sign-out`, { method: 'POST', headers, redirect: 'manual' });
  }

  test('a sign-in that ends while somebody types takes nothing with it', async () => {
    await openPeriod('P-2');
    const { page, context } = await visitor({ as: 'partner' });
    await page.goto(`${url}${CITY}/work`);
    await page.locator('.queue a').last().click();
    await page.getByLabel('Wat is er gedaan?').waitFor();
    await endSession(context);
    await page.getByLabel('Wat is er gedaan?').fill('Een lange zin die niemand twee keer wil typen.');
    await page.locator('#kept', { hasText: 'Alleen in deze browser bewaard.' }).waitFor();
    const again = page.locator('#signed-out a');
    await again.waitFor();
    await picture(page, 'signed-out');
    await page.goto(
      `${url}/sign-in?as=partner&${new URL((await again.getAttribute('href')) ?? '', url).search.slice(1)}`,
    );
    expect(await page.getByLabel('Wat is er gedaan?').inputValue()).toBe(
      'Een lange zin die niemand twee keer wil typen.',
    );
    await page.locator('#kept', { hasText: 'Bewaard als ontwerp.' }).waitFor();
  });

  test('the question of a director, from the plan to the paper for the council', async () => {
    const { page, faults } = await visitor({ as: 'director' });
    await page.goto(`${url}${CITY}`);
    await page.getByRole('link', { name: /^Alle \d+$/ }).click();
    await page.getByRole('checkbox', { name: 'zonder budget' }).check();
    await page.getByRole('checkbox', { name: 'stil', exact: true }).check();
    await page.getByLabel('Voldoet aan').selectOption('all');
    await page.waitForURL(/match=all/);
    expect(new URL(page.url()).searchParams.getAll('kind').sort()).toEqual(['NO_BUDGET', 'SILENT']);
    await page.locator('[aria-busy="false"] tbody tr').first().waitFor();
    const shown = await page.locator('tbody tr').allInnerTexts();
    for (const row of shown) expect(row).toMatch(/zonder budget[\s\S]*stil/);
    // Who opens the address sees the same list.
    await page.reload();
    await page.locator('tbody tr').first().waitFor();
    expect(await page.locator('tbody tr').allInnerTexts()).toEqual(shown);
    await picture(page, 'attention');
    const paper = await page.pdf({ tagged: true, format: 'A4' });
    expect(paper.subarray(0, 4).toString()).toBe('%PDF');
    expect(paper.includes('StructTreeRoot')).toBe(true);
    expect(faults).toEqual([]);
  });

  test('an evaluator makes a token that reads a series', async () => {
    const { page, faults } = await visitor({ as: 'evaluator' });
    await page.goto(`${url}/plan/kortrijk-2013/figures/kansarmoede-index`);
    await page.getByRole('img', { name: /^Grafiek van/ }).waitFor();
    await page.getByText('18,2 %').first().waitFor();
    await picture(page, 'indicator');
    await page.getByRole('link', { name: 'API-tokens' }).click();
    await page.getByLabel('Naam').fill('jaarrapport');
    await page.getByRole('button', { name: 'Maak het token' }).click();
    const secret = (await page.locator('#secret').textContent()) ?? '';
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify({ query: '{ viewer { isSignedIn mayWrite } }' }),
    });
    expect(JSON.parse(await answer.text()).data.viewer).toEqual({ isSignedIn: true, mayWrite: false });
    await page.getByRole('button', { name: 'Trek in: jaarrapport' }).click();
    await page.getByText('U hebt geen token dat werkt.').waitFor();
    expect(faults).toEqual([]);
  });

  test('a reviewer makes a quickscan, and is told where it leads', async () => {
    const { page, faults } = await visitor({ as: 'reviewer' });
    await page.goto(`${url}${CITY}/tests?stage=DRAFT`);
    await page.locator('tbody a').first().click();
    await page.getByLabel('huisvesting').selectOption('-1');
    await page.getByText('Dit leidt naar de volledige toets').waitFor();
    await page.getByRole('button', { name: 'Bewaar' }).click();
    await page.locator('.route [aria-current]', { hasText: 'volledige toets' }).waitFor();
    await picture(page, 'test');
    expect(faults).toEqual([]);
  });

  test('with a keyboard alone: to the content, to an action that needs attention, and back', async () => {
    const { page, faults } = await visitor({ as: 'director' });
    await page.goto(`${url}${CITY}`);
    await page.locator('h1').waitFor();
    await tabTo(page, 'Naar de inhoud');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Alle ');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Vraagt aandacht' }).waitFor();
    await tabTo(page, 'zonder budget');
    await page.keyboard.press('Space');
    await page.waitForURL(/kind=NO_BUDGET/);
    await page.locator('[aria-busy="false"] tbody a').first().waitFor();
    const title = (await page.locator('tbody a').first().textContent()) ?? '';
    await tabTo(page, title);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Vraagt aandacht' }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'zonder budget' }).isChecked()).toBe(true);
    expect(faults).toEqual([]);
  });

  const SCREENS: Record<As | 'public', readonly string[]> = {
    public: [
      '/',
      CITY,
      `${CITY}/domain/D02`,
      `${CITY}/action/D02-001`,
      '/plan/kortrijk-2013/sources',
      '/accessibility',
      '/withholding',
    ],
    director: [
      CITY,
      `${CITY}/attention`,
      `${CITY}/changes`,
      `${CITY}/approvals`,
      `${CITY}/periods`,
      `${CITY}/claims`,
    ],
    partner: [`${CITY}/work`, `${CITY}/upload`, `${CITY}/claims`],
    evaluator: [
      `${CITY}/figures`,
      '/plan/kortrijk-2013/figures/kansarmoede-index',
      `${CITY}/data`,
      '/account',
    ],
    reviewer: [`${CITY}/tests`],
  };
  const LOOKS = [
    { width: 1280, isDark: false },
    { width: 390, isDark: true },
  ];

  test.each(Object.keys(SCREENS) as (As | 'public')[])(
    'an accessibility checker finds nothing on the screens of: %s',
    async (who) => {
      const { page } = await visitor(who === 'public' ? {} : { as: who });
      const found: string[] = [];
      for (const address of SCREENS[who]) {
        await page.goto(`${url}${address}`, { waitUntil: 'networkidle' });
        for (const { width, isDark } of LOOKS) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' });
          const wide = await overflow(page);
          if (wide > 0) found.push(`${address} at ${width}: ${wide} pixels too wide`);
          for (const fault of await faultsOfAxe(page))
            found.push(`${address} at ${width}${isDark ? ', dark' : ''}: ${fault}`);
        }
        await picture(page, `${who}${address.replace(/\W+/g, '-')}-390`);
      }
      expect(found).toEqual([]);
    },
  );

  test('what is built names no other host', async () => {
    const folder = path.join(ROOT, 'web/dist/site/assets');
    const own = (await readdir(folder)).filter((file) => /^(app|plan|home|load)-.*\.js$/.test(file));
    for (const file of own)
      expect(
        readFileSync(path.join(folder, file), 'utf8').match(/https?:\/\/(?!www\.w3\.org)[\w.-]+/g) ?? [],
      ).toEqual([]);
    expect(own.length).toBeGreaterThan(1);
  });
});
