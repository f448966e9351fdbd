import { existsSync } from 'node:fs';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { SLUG } from './settings.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Slow 4G as Lighthouse applies it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms of round trip, with its correction factors. */
const SLOW_4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8,
  uploadThroughput: (750 * 1024 * 0.9) / 8,
};
const CPU_TIMES_SLOWER = 4;

const PAGES = ['/', `/plan/${SLUG}`, `/plan/${SLUG}/domain/D02`, `/plan/${SLUG}/action/D02-001`];
const WIDTHS = [1280, 390];

interface Paint {
  readonly first: number;
  readonly largest: number;
  readonly shift: number;
}

/** Milliseconds until something and until the largest thing was painted, and how far what stood there moved. */
const PAINT = `new Promise((resolve) => {
  const of = (type) => new Promise((found) => {
    const observer = new PerformanceObserver((list) => found(list.getEntries()));
    observer.observe({ type, buffered: true });
    setTimeout(() => found([]), 500);
  });
  Promise.all([of('paint'), of('largest-contentful-paint'), of('layout-shift')]).then(([paint, largest, shift]) =>
    resolve({
      first: paint.find(({ name }) => name === 'first-contentful-paint')?.startTime ?? NaN,
      largest: largest.at(-1)?.startTime ?? NaN,
      shift: shift.reduce((sum, { value, hadRecentInput }) => sum + (hadRecentInput ? 0 : value), 0),
    }));
})`;

/** What a first visit takes on a slow line and a slow machine: a table. Nothing is asserted; a busy machine says more. */
export async function measurePages(url: string, rounds: number): Promise<string> {
  if (!existsSync(CHROMIUM))
    return `There is no ${CHROMIUM}: pages are not measured. CHROMIUM names another one.`;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const lines = [
    ['page', 'width', 'first ms', 'largest ms', 'shift', 'html kB', 'script kB', 'style kB', 'requests'].join(
      '\t',
    ),
  ];
  try {
    for (const path of PAGES)
      for (const width of WIDTHS) {
        // The first visit draws the page; people mostly meet one that is kept.
        const visits: Visit[] = [];
        for (let round = 0; round <= rounds; round += 1) visits.push(await visit(browser, url + path, width));
        lines.push(rowOf(path, width, visits.slice(1)));
      }
  } finally {
    await browser.close();
  }
  return lines.join('\n');
}

interface Visit extends Paint {
  readonly bytes: Readonly<Record<string, number>>;
  readonly requests: number;
}

async function visit(browser: Browser, address: string, width: number): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'nl-BE' });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const received = await listen(devtools);
    await devtools.send('Network.emulateNetworkConditions', SLOW_4G);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_TIMES_SLOWER });
    await page.goto(address, { waitUntil: 'networkidle' });
    return { ...(await paintOf(page)), ...received() };
  } finally {
    await context.close();
  }
}

const paintOf = (page: Page): Promise<Paint> => page.evaluate<Paint>(PAINT);

/** Counts what comes over the line, compressed as it is, by kind. */
async function listen(devtools: CDPSession): Promise<() => Pick<Visit, 'bytes' | 'requests'>> {
  const kinds = new Map<string, string>();
  const bytes: Record<string, number> = {};
  devtools.on('Network.responseReceived', ({ requestId, type }) => void kinds.set(requestId, type));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'Other';
    bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength;
  });
  await devtools.send('Network.enable');
  return () => ({ bytes, requests: kinds.size });
}

function rowOf(path: string, width: number, visits: readonly Visit[]): string {
  const middle = (pick: (visit: Visit) => number) =>
    visits.map(pick).toSorted((a, b) => a - b)[Math.floor(visits.length / 2)] ?? Number.NaN;
  const kilobytes = (kind: string) => (middle(({ bytes }) => bytes[kind] ?? 0) / 1000).toFixed(1);
  return [
    path,
    width,
    middle(({ first }) => first).toFixed(0),
    middle(({ largest }) => largest).toFixed(0),
    middle(({ shift }) => shift).toFixed(3),
    kilobytes('Document'),
    kilobytes('Script'),
    kilobytes('Stylesheet'),
    middle(({ requests }) => requests),
  ].join('\t');
}
