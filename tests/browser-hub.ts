import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoPersonas, openHub } from '@kapstok/cli/testing';
import { pino } from 'pino';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { build } from './cli-process.ts';
import { createDatabase, UNBOUNDED } from './hub.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
export const hasBrowser = existsSync(CHROMIUM);
export const NO_BROWSER = `There is no ${CHROMIUM}: install the Debian package chromium, or set CHROMIUM to another one.`;

export interface VisitorOptions {
  /** A demo persona; absent: the public. */
  readonly as?: string;
  readonly width?: number;
}

/** Somebody with a browser of their own, and what it complained about. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly faults: readonly string[];
}

/** A hub with the shipped programmes, its pages, and a browser to look at them. */
export interface BrowserHub {
  readonly url: string;
  visitor(options?: VisitorOptions): Promise<Visitor>;
  /** Asks the graph from within a page, as who looks at it. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on the question
  askFrom(page: Page, query: string, variables?: object): Promise<any>;
  /** Keeps what the page looks like, for a person to look at. */
  picture(page: Page, name: string): Promise<unknown>;
  close(): Promise<void>;
}

export async function openBrowserHub(name: string): Promise<BrowserHub> {
  build('@kapstok/web');
  const database = await createDatabase('shipped');
  const evidenceDirectory = await mkdtemp(path.join(tmpdir(), 'kapstok-evidence-'));
  const hub = await openHub({
    ...database.identity,
    evidenceDirectory,
    log: pino({ level: 'silent' }),
    signIn: { demo: await demoPersonas(database.identity.ownerUrl) },
    deadlines: { subgraphMs: 60_000, requestMs: 60_000 },
    budget: UNBOUNDED,
  });
  await hub.warmUp();
  const { url } = await hub.gateway.listen({ host: '127.0.0.1', port: 0 });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const pictures = await mkdtemp(path.join(tmpdir(), `kapstok-${name}-`));
  process.stderr.write(`pictures of ${name}: ${pictures}\n`);
  return {
    url,
    async visitor({ as, width = 1280 } = {}) {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        locale: 'nl-BE',
        // A colour that is half way to another is no colour of ours.
        reducedMotion: 'reduce',
      });
      onTestFinished(() => context.close());
      // A busy machine must not turn a slow first answer into a failed test.
      context.setDefaultTimeout(60_000);
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
      });
      page.on('pageerror', (error) => void faults.push(error.message));
      if (as !== undefined) await page.goto(`${url}/sign-in?as=${as}&return=/accessibility`);
      return { context, page, faults };
    },
    async askFrom(page, query, variables = {}) {
      const response = await page.request.post(`${url}/graphql`, {
        headers: { origin: url },
        data: { query, variables },
      });
      const body = await response.json();
      if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
      return body.data;
    },
    picture: (page, picture) =>
      // Without a caret that Playwright hides by a style of its own, which the policy forbids.
      page.screenshot({ path: path.join(pictures, `${picture}.png`), fullPage: true, caret: 'initial' }),
    async close() {
      await browser.close();
      await hub.close();
      await database.drop();
      await rm(evidenceDirectory, { recursive: true });
    },
  };
}
