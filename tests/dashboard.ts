import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoPersonas, type Hub, type HubIdentity, openHub } from '@kapstok/cli/testing';
import { pino } from 'pino';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { build } from './cli-process.ts';
import { createDatabase, UNBOUNDED } from './hub.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
export const hasBrowser = existsSync(CHROMIUM);

/** Says in the output of a file that there is no browser; fails where there must be one. */
export function askForBrowser(file: string): void {
  const absent = `There is no ${CHROMIUM}: install the Debian package chromium, or set CHROMIUM to another one.`;
  if (!hasBrowser) process.stderr.write(`tests/${file} is skipped. ${absent}\n`);
  test.runIf(!hasBrowser && process.env['CI'])('a browser is there to try the dashboard', () => {
    expect.fail(absent);
  });
}

export const CITY = '/plan/voorbeeldstad';
export type As =
  | 'director'
  | 'coordinator'
  | 'partner'
  | 'association'
  | 'evaluator'
  | 'reviewer'
  | 'secretary'
  | 'administrator';

export interface Options {
  readonly as?: As;
  readonly width?: number;
  readonly isDark?: boolean;
  readonly isScripted?: boolean;
  /** With a sign-in of their own, that may be ended. */
  readonly isAlone?: boolean;
}

/** Somebody with a browser of their own, and what it complained about. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly faults: string[];
}

/** A question with the cookies of a browser. */
// biome-ignore lint/suspicious/noExplicitAny: the shape depends on the question
export type AskAs = (visitor: Pick<Visitor, 'context'>, query: string, variables?: object) => Promise<any>;

/** Pages at an address, with browsers that look at them. */
export class Pages {
  readonly url: string;
  readonly pictures: string;
  readonly #browser: Browser;
  /** Who signed in once need not do it again. */
  readonly #signedIn = new Map<As, Promise<Awaited<ReturnType<BrowserContext['storageState']>>>>();

  private constructor(url: string, pictures: string, browser: Browser) {
    this.url = url;
    this.pictures = pictures;
    this.#browser = browser;
  }

  static async open(url: string): Promise<Pages> {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    const pictures = await mkdtemp(path.join(tmpdir(), 'kapstok-web-'));
    process.stderr.write(`pictures of the dashboard: ${pictures}\n`);
    return new Pages(url, pictures, browser);
  }

  close(): Promise<void> {
    return this.#browser.close();
  }

  /** Somebody for as long as the test runs. */
  async visitor(options: Options = {}): Promise<Visitor> {
    const visitor = await this.open(options);
    onTestFinished(() => visitor.context.close());
    return visitor;
  }

  /** Somebody until their context is closed. */
  async open(options: Options = {}): Promise<Visitor> {
    const { as, width = 1280, isDark = false, isScripted = true, isAlone = false } = options;
    const context = await this.#browser.newContext({
      viewport: { width, height: 900 },
      locale: 'nl-BE',
      colorScheme: isDark ? 'dark' : 'light',
      javaScriptEnabled: isScripted,
      // A colour that is half way to another is no colour of ours.
      reducedMotion: 'reduce',
      acceptDownloads: true,
      ...(as === undefined || isAlone ? {} : { storageState: await this.#stateOf(as) }),
    });
    // A busy machine must not turn a slow first answer into a failed test.
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const faults = this.#faultsOf(page);
    if (as !== undefined && isAlone) await this.signIn(page, as);
    return { context, page, faults };
  }

  signIn(page: Page, as: As, to = '/accessibility'): Promise<unknown> {
    return page.goto(`${this.url}/sign-in?${new URLSearchParams({ as, return: to })}`);
  }

  /** Goes there and waits until everything is shown. */
  async visit(page: Page, address: string): Promise<void> {
    await page.goto(new URL(address, this.url).href);
    await settled(page);
  }

  /** Of the whole page, to be looked at. */
  picture(page: Page, name: string): Promise<unknown> {
    // Without a caret that Playwright hides by a style of its own, which the policy forbids.
    return page.screenshot({
      path: path.join(this.pictures, `${name}.png`),
      fullPage: true,
      caret: 'initial',
    });
  }

  readonly ask: AskAs = async ({ context }, query, variables = {}) => {
    const answer = await context.request.post(`${this.url}/graphql`, {
      headers: { origin: this.url, 'accept-language': 'nl' },
      data: { query, variables },
    });
    const { data, errors } = (await answer.json()) as { data: unknown; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  };

  #stateOf(as: As) {
    const state =
      this.#signedIn.get(as) ??
      this.#browser.newContext().then(async (context) => {
        await this.signIn(await context.newPage(), as);
        const made = await context.storageState();
        await context.close();
        return made;
      });
    this.#signedIn.set(as, state);
    return state;
  }

  #faultsOf(page: Page): string[] {
    const faults: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
    });
    page.on('pageerror', (error) => void faults.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${this.url}/`) && !/^(data|blob):/.test(request.url()))
        faults.push(`elsewhere: ${request.url()}`);
    });
    return faults;
  }
}

/** Waits until a page knows who looks at it, and nothing of it is on its way any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('#who, #sign-in').first().waitFor();
  await page.locator('main:not(:has(.waiting)):not(:has([aria-busy="true"])) h1').first().waitFor();
}

/** By how many pixels a page is wider than the screen. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');

/** The hub with all that ships, and browsers. */
export interface Dashboard {
  readonly hub: Hub;
  readonly identity: HubIdentity;
  readonly pages: Pages;
  close(): Promise<void>;
}

/** Opens it; `prepare` has the database before anybody looks at it. With `operations` it answers those of the pages, and these. */
export async function openDashboard(
  prepare: (identity: HubIdentity) => Promise<void> = async () => undefined,
  { operations = null }: { readonly operations?: readonly string[] | null } = {},
): Promise<Dashboard> {
  build('@kapstok/web');
  const { identity, drop } = await createDatabase('shipped');
  await prepare(identity);
  const evidenceDirectory = await mkdtemp(path.join(tmpdir(), 'kapstok-evidence-'));
  const hub = await openHub({
    ...identity,
    evidenceDirectory,
    log: pino({ level: 'silent' }),
    signIn: { demo: await demoPersonas(identity.ownerUrl) },
    deadlines: { subgraphMs: 60_000, requestMs: 60_000 },
    budget: UNBOUNDED,
    operations,
  });
  const { url } = await hub.gateway.listen({ host: '127.0.0.1', port: 0 });
  const pages = await Pages.open(url);
  return {
    hub,
    identity,
    pages,
    async close() {
      await pages.close();
      await hub.close();
      await drop();
      await rm(evidenceDirectory, { recursive: true });
    },
  };
}

const PROGRAMME = '{ programme(slug: "voorbeeldstad") { id } }';
const OPEN_PERIOD =
  'mutation Open($input: OpenPeriodInput!) { openPeriod(input: $input) { userErrors { message } } }';
/** The questions of `openPeriod`, for a hub that answers those it knows. */
export const PERIOD_OPERATIONS = [PROGRAMME, OPEN_PERIOD];

/** A period in which partners of the made-up city report, opened by its director. */
export async function openPeriod(pages: Pages, code: string): Promise<void> {
  const director = await pages.open({ as: 'director' });
  const { programme } = await pages.ask(director, PROGRAMME);
  const year = new Date().getUTCFullYear();
  const { openPeriod: opened } = await pages.ask(director, OPEN_PERIOD, {
    input: {
      programmeId: programme.id,
      code,
      title: `Periode ${code}`,
      startsOn: `${year}-01-01`,
      endsOn: `${year}-12-31`,
      dueOn: `${year + 1}-01-31`,
    },
  });
  expect(opened.userErrors).toEqual([]);
  await director.context.close();
}
