import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  askForBrowser,
  CITY,
  type Dashboard,
  hasBrowser,
  type Options,
  openDashboard,
  overflow,
  type Pages,
} from './dashboard.ts';
import { ROOT } from './source-files.ts';

askForBrowser('web.test.ts');

describe.runIf(hasBrowser)('the dashboard', { timeout: 120_000 }, () => {
  let dashboard: Dashboard;
  let pages: Pages;
  let url: string;
  beforeAll(async () => {
    dashboard = await openDashboard();
    ({ pages } = dashboard);
    ({ url } = pages);
  }, 300_000);
  afterAll(() => dashboard?.close());

  const visitor = (options?: Options) => pages.visitor(options);
  const picture = (page: Page, name: string) => pages.picture(page, name);
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

    test('shows the way to sign in without a script, and where one comes back to', async () => {
      const { page } = await visitor({ isScripted: false });
      await page.goto(`${url}${CITY}?lang=fr`);
      const link = page.locator('#sign-in');
      expect(await link.innerText()).toBe('Se connecter');
      const address = new URL((await link.getAttribute('href')) ?? '', url);
      expect(address.searchParams.get('return')).toBe(`${CITY}?lang=fr`);
      await link.click();
      await page.getByText('Dorien Claes').first().waitFor();
    });

    test('says in words why there are more tests to make than actions to follow', async () => {
      const { programme } = await ask(
        '{ programme(slug: "voorbeeldstad") { progress { actionCount } povertyTesting { actionCount } } }',
      );
      const { page } = await visitor({ isScripted: false });
      await page.goto(`${url}${CITY}`);
      const text = await page.locator('main').innerText();
      expect(text).toContain(
        `${programme.progress.actionCount} acties, onderdelen van acties niet meegeteld`,
      );
      expect(text).toContain('acties en onderdelen van acties getoetst');
      expect(await page.locator('.rules').textContent()).toContain(
        `daarom zijn het er ${programme.povertyTesting.actionCount}, en bij voortgang ${programme.progress.actionCount}`,
      );
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
    await page.getByRole('button', { name: 'Trek in jaarrapport' }).click();
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
