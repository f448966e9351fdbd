import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LANGUAGES, type Language } from '@kapstok/schema';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOfAxe } from './browser-helpers.ts';
import {
  type As,
  askForBrowser,
  CITY,
  type Dashboard,
  hasBrowser,
  openDashboard,
  openPeriod,
  overflow,
  PERIOD_OPERATIONS,
  settled,
  type Visitor,
} from './dashboard.ts';
import { ROOT } from './source-files.ts';
import { DIRECTOR, tokenMaker } from './tokens.ts';
import { addressOf, importScarce, inLanguage, SCREENS } from './web-screens.ts';

askForBrowser('web-accessibility.test.ts');

const isSoak = process.env['KAPSTOK_SOAK'] === '1';

interface Look {
  readonly width: number;
  readonly isDark: boolean;
}
/** 1280 pixels at 200 % zoom are 640 of the page; 320 are 1280 at 400 %. */
const WIDTHS = [1280, 640, 320] as const;
const EVERY_LOOK: readonly Look[] = WIDTHS.flatMap((width) => [
  { width, isDark: false },
  { width, isDark: true },
]);
/** Four of the six, in which each width and each theme is met. */
const LOOKS: readonly Look[] = [
  { width: 1280, isDark: false },
  { width: 320, isDark: true },
  { width: 640, isDark: true },
  { width: 320, isDark: false },
];
const turn = <Of>(list: readonly Of[], by: number): Of => list[by % list.length] as Of;
/** Which look a language gets differs by screen, so that over the screens each language meets each look; in the soak all. */
const meetingsOf = (i: number): { language: Language; looks: readonly Look[] }[] =>
  isSoak
    ? LANGUAGES.map((language) => ({ language, looks: EVERY_LOOK }))
    : [{ language: turn(LANGUAGES, i), looks: [turn(LOOKS, Math.floor(i / LANGUAGES.length))] }];
/** Screens that show nothing, or a fault, share the parts that say so: here every so many-th, in the soak all. */
const oneIn = (n: number) => (_: unknown, i: number) => isSoak || i % n === 0;

test('every route of the pages is among the screens', () => {
  const shown = new Set(SCREENS.map(({ route }) => route));
  const source = readFileSync(path.join(ROOT, 'web/src/app/routes.ts'), 'utf8');
  const patterns = [...source.matchAll(/\bpage\(\s*'([^']+)'/g)].map(([, pattern = '']) => pattern);
  expect(patterns).toContain('/plan/:slug');
  expect(patterns.filter((pattern) => !shown.has(pattern))).toEqual([]);
});

test('over the screens every language is met in every look', () => {
  const met = SCREENS.flatMap((_, i) => meetingsOf(i)).flatMap(({ language, looks }) =>
    looks.map((look) => JSON.stringify([language, look])),
  );
  expect(new Set(met).size).toBe(LANGUAGES.length * (isSoak ? EVERY_LOOK : LOOKS).length);
});

describe.runIf(hasBrowser)('an accessibility checker finds nothing', { timeout: 300_000 }, () => {
  let dashboard: Dashboard;
  /** Everybody looks with one browser at all that is theirs: what it loaded once it has. */
  const lookers = new Map<As | undefined, Promise<Visitor>>();
  const looker = (as: As | undefined): Promise<Visitor> => {
    const found = lookers.get(as) ?? dashboard.pages.open(as === undefined ? {} : { as });
    lookers.set(as, found);
    return found;
  };
  beforeAll(async () => {
    // Every screen is visited here: what the pages ask must be among the questions that such a hub knows.
    dashboard = await openDashboard(importScarce, { operations: PERIOD_OPERATIONS });
    await openPeriod(dashboard.pages, 'P-A');
  }, 300_000);
  afterAll(() => dashboard?.close());

  /** What is wrong with a page as it stands, in these looks. */
  async function faultsOf(page: Page, what: string, looks: readonly Look[]): Promise<string[]> {
    const found: string[] = [];
    for (const { width, isDark } of looks) {
      const look = `${what} at ${width}${isDark ? ', dark' : ''}`;
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' });
      const wide = await overflow(page);
      if (wide > 0) found.push(`${look}: ${wide} pixels too wide`);
      for (const fault of await faultsOfAxe(page)) found.push(`${look}: ${fault}`);
    }
    return found;
  }

  test.each(SCREENS.map((screen, i) => ({ ...screen, i })))('on the screen: $name', async (screen) => {
    const { pages } = dashboard;
    const visitor = await looker(screen.as);
    const { page, faults } = visitor;
    faults.splice(0);
    const address = await addressOf(pages, visitor, screen);
    const found: string[] = [];
    for (const { language, looks } of meetingsOf(screen.i)) {
      await pages.visit(page, inLanguage(address, language));
      found.push(...(await faultsOf(page, `${screen.name} in ${language}`, looks)));
    }
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
  });

  /** Forms are looked at in fewer: their parts are those of the screens above. */
  const FORM_LOOKS = isSoak ? EVERY_LOOK : LOOKS.slice(1, 2);
  test.each(
    SCREENS.flatMap(({ empty, ...screen }, i) =>
      empty === undefined ? [] : [{ ...screen, empty, i }],
    ).filter(oneIn(3)),
  )('on the screen, where it has nothing to show: $name', async ({ name, as, empty, emptyAs = as, i }) => {
    const { pages } = dashboard;
    const { page } = await looker(emptyAs);
    const found: string[] = [];
    for (const { language, looks } of meetingsOf(i + 1)) {
      await pages.visit(page, inLanguage(empty, language));
      found.push(...(await faultsOf(page, `${name} in ${language}`, looks)));
    }
    expect(found).toEqual([]);
  });

  test.each(SCREENS.map(({ name, at }, i) => ({ name, at, i })).filter(oneIn(5)))(
    'while the hub does not answer, on the screen: $name',
    async ({ name, at, i }) => {
      const { pages } = dashboard;
      const { page, context } = await pages.visitor({ as: 'director' });
      await context.route('**/graphql', (route) => route.abort());
      const found: string[] = [];
      for (const { language, looks } of meetingsOf(i)) {
        await pages.visit(page, inLanguage(typeof at === 'string' ? at : at.list, language));
        found.push(...(await faultsOf(page, `${name} in ${language}`, looks)));
      }
      expect(found).toEqual([]);
    },
  );

  test('on a form that was refused, on a receipt, on the result of a file', async () => {
    const { pages } = dashboard;
    const found: string[] = [];
    const partner = await pages.visitor({ as: 'partner' });
    const { page } = partner;
    await pages.visit(page, inLanguage(`${CITY}/work`, 'nl'));
    await page.locator('.queue a').last().click();
    await page.getByLabel('Hoeveel is klaar').fill('4000');
    await page.getByRole('button', { name: 'Dien in' }).click();
    await page.locator('.field.wrong').first().waitFor();
    found.push(...(await faultsOf(page, 'refused report', FORM_LOOKS)));
    await page.getByLabel('Hoeveel is klaar').fill('40');
    await page.getByLabel('Mensen bereikt').fill('31');
    await page.getByLabel('Hoe staat de actie?').selectOption('RUNNING');
    await page.getByLabel('Wat is er gedaan?').fill('Twaalf gezinnen kregen een tuin.');
    await page.getByRole('button', { name: 'Dien in' }).click();
    await page.locator('#receipt').waitFor();
    found.push(...(await faultsOf(page, 'receipt', FORM_LOOKS)));

    await pages.visit(page, inLanguage(`${CITY}/upload`, 'fr'));
    const csv = 'action,organisation,period,status\nD02-001,nobody,P-1,RUNNING\n';
    await page.locator('input[type=file]').setInputFiles({
      name: 'rows.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(csv),
    });
    await page.locator('form button[type=submit]').last().click();
    await page.locator('#import-result .notice, form .notice.bad').first().waitFor();
    found.push(...(await faultsOf(page, 'result of a file', FORM_LOOKS)));

    const director = await pages.visitor({ as: 'director' });
    await pages.visit(director.page, inLanguage(`${CITY}/approvals`, 'de'));
    await director.page.locator('.queue input').first().waitFor();
    found.push(...(await faultsOf(director.page, 'what waits for approval', FORM_LOOKS)));
    await settled(director.page);
    expect(found).toEqual([]);
  });

  test('in the explorer of questions', async () => {
    const { page, faults } = await dashboard.pages.visitor();
    const found: string[] = [];
    for (const { width, isDark } of isSoak ? EVERY_LOOK : LOOKS.slice(0, 2)) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' });
      await page.goto(`${dashboard.pages.url}/explorer?question=director-overview`);
      await page.locator('.line-numbers').first().waitFor();
      for (const fault of await faultsOfAxe(page))
        found.push(`explorer at ${width}, dark ${isDark}: ${fault}`);
    }
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('where the system forces its colours: bars, badges, where one is and what has the focus keep a line', async () => {
    const { page } = await dashboard.pages.visitor({ as: 'director' });
    await page.emulateMedia({ forcedColors: 'active' });
    await dashboard.pages.visit(page, CITY);
    const styleOf = (selector: string, property: string) =>
      page.evaluate<string>(
        `getComputedStyle(document.querySelector('${selector}')).getPropertyValue('${property}')`,
      );
    expect(await styleOf('.badge', 'border-top-style')).toBe('solid');
    expect(await styleOf('.parts [aria-current]', 'border-bottom-width')).toBe('3px');
    expect(await styleOf('.bar .fill', 'fill')).not.toBe(await styleOf('.bar .track', 'fill'));
    await page.keyboard.press('Tab');
    expect(await styleOf(':focus-visible', 'outline-style')).toBe('solid');
  });

  test('on pages of a hub that answers its own questions only, and others with a token', async () => {
    const { hub, pages } = dashboard;
    const query = '{ programmes { nodes { slug } } }';
    const ask = async (body: object, headers: Record<string, string> = {}) => {
      const response = await fetch(`${pages.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      return { status: response.status, ...JSON.parse(await response.text()) };
    };
    const refused = await ask({ query });
    expect(refused.status).toBe(403);
    expect(refused.errors[0]).toMatchObject({ message: expect.stringContaining('API token') });
    expect(await ask({ query: '{ __schema { queryType { name } } }' })).toMatchObject({ status: 200 });
    const authorization = `Bearer ${await tokenMaker(hub.access)(DIRECTOR)}`;
    const answered = await ask({ query }, { authorization });
    expect(answered.data.programmes.nodes.length).toBeGreaterThan(2);
  });
});
