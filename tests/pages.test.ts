import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { build } from './cli-process.ts';
import { openTestHub, type TestHub } from './hub.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const isHere = existsSync(CHROMIUM);
const ABSENT = `There is no ${CHROMIUM}: install the Debian package chromium, or set CHROMIUM to another one.`;
if (!isHere) process.stderr.write(`tests/pages.test.ts is skipped. ${ABSENT}\n`);

test.runIf(!isHere && process.env['CI'])('a browser is there to try the pages', () => {
  expect.fail(ABSENT);
});

describe.runIf(isHere)('in a browser', { timeout: 120_000 }, () => {
  let hub: TestHub;
  let browser: Browser;
  let url: string;
  let pictures: string;
  beforeAll(async () => {
    build('@kapstok/web');
    hub = await openTestHub('shipped');
    ({ url } = await hub.hub.gateway.listen({ host: '127.0.0.1', port: 0 }));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    pictures = await mkdtemp(path.join(tmpdir(), 'kapstok-pages-'));
    process.stderr.write(`pictures of the pages: ${pictures}\n`);
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await hub.close();
  });

  /** A page that notes everything that a person would not want of it. */
  async function open(address: string, width: number, locale = 'nl-BE') {
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const faults: string[] = [];
    // A breach of the content security policy is an error in the console too.
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        faults.push(`console: ${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => void faults.push(`error: ${error.message}`));
    page.on('requestfailed', (request) => {
      // A request that the browser itself drops when it leaves a page is no fault of the page.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') faults.push(`failed: ${request.url()}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(`${url}/`) && !/^(data|blob):/.test(request.url()))
        faults.push(`elsewhere: ${request.url()}`);
    });
    await page.goto(`${url}${address}`);
    return { page, faults };
  }
  const picture = (page: Page, name: string) =>
    // Without a caret that Playwright hides by a style of its own, which the policy forbids.
    page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true, caret: 'initial' });

  /** Titles of the loaded programmes in Dutch. */
  async function programmes(): Promise<{ title: string; domains: { title: string }[] }[]> {
    const { data } = await hub.ask(
      '{ programmes { nodes { title domains { title } } } }',
      {},
      { 'accept-language': 'nl' },
    );
    return data.programmes.nodes;
  }

  describe.each([1280, 390])('of %i pixels', (width) => {
    test('the start page names the programmes, their domains and three questions', async () => {
      const { page, faults } = await open('/', width);
      for (const { title, domains } of await programmes()) {
        const card = page.locator('article', { has: page.getByRole('heading', { name: title }) });
        await card.waitFor();
        expect(await card.locator('.domains li').allTextContents()).toEqual(
          domains.map((domain) => domain.title),
        );
      }
      expect(await page.locator('ul.questions > li').count()).toBe(3);
      await picture(page, `start-${width}`);
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect(overflow).toBeLessThanOrEqual(0);
      expect(faults).toEqual([]);
    });

    test.each(['director-overview', 'child-poverty-blocks', 'kansarmoede-index'])(
      'the question %s opens from there in the explorer, runs, and is answered without errors',
      async (question) => {
        const { page, faults } = await open('/', width);
        await page.locator(`#open-${question}`).click();
        await page.waitForURL(/\/explorer/);
        const run = page.getByRole('button', { name: /execute|run/i }).first();
        await run.waitFor();
        // It can be pressed before the editor has the question, and then does nothing.
        await page.locator('.graphiql-query-editor', { hasText: 'programme' }).first().waitFor();
        await picture(page, `${question}-${width}-before`);
        const answered = page.waitForResponse(
          (response) =>
            response.url().endsWith('/graphql') &&
            !/IntrospectionQuery/.test(response.request().postData() ?? ''),
        );
        await run.click();
        const answer = (await (await answered).json()) as {
          data?: { programme?: object };
          errors?: unknown[];
        };
        expect(answer.errors).toBeUndefined();
        expect(answer.data?.programme).toBeTruthy();
        await page.locator('.result-window', { hasText: 'programme' }).first().waitFor();
        await picture(page, `${question}-${width}`);
        expect(faults).toEqual([]);
      },
    );
  });

  test.each([
    ['fr-BE', 'fr'],
    ['en-GB', 'en'],
    ['pl-PL', 'en'],
  ])('a reader of %s gets the page in %s', async (locale, language) => {
    const { page, faults } = await open('/', 1280, locale);
    await page.locator('article').first().waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await picture(page, `start-${locale}`);
    expect(faults).toEqual([]);
  });

  test('an address that does not exist is told, not served', async () => {
    const response = await fetch(`${url}/no-such-page`);
    expect(response.status).toBe(404);
  });
});
