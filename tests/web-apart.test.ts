import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApartHub, openApartHub } from './apart-hub.ts';
import { faultsOfAxe } from './browser-helpers.ts';
import { build } from './cli-process.ts';
import { askForBrowser, CITY, hasBrowser, overflow, Pages } from './dashboard.ts';
import { nl, words } from './web-words.ts';

askForBrowser('web-apart.test.ts');

describe.runIf(hasBrowser)('while a service is dead', { timeout: 120_000 }, () => {
  let hub: ApartHub;
  let pages: Pages;
  beforeAll(async () => {
    build('@kapstok/web');
    hub = await openApartHub('shipped');
    pages = await Pages.open((await hub.gateway.listen({ host: '127.0.0.1', port: 0 })).url);
  }, 300_000);
  afterAll(async () => {
    await pages?.close();
    await hub?.close();
  });

  const banner = (page: Page, part: string) => page.locator(`[data-missing=${part}]`);
  const saidTime = async (page: Page, part: string) =>
    /sinds (\d\d:\d\d)/.exec(await banner(page, part).innerText())?.[1];
  /** The time of the day, as pages say it. */
  const clock = (at: number) =>
    new Intl.DateTimeFormat('nl', { hour: '2-digit', minute: '2-digit' }).format(at);

  test('the page says which part is missing and since when, shows the rest, and heals at a press', async () => {
    const { page } = await pages.visitor();
    const before = Date.now();
    await hub.proxies.reviews.stop();
    await page.goto(`${pages.url}${CITY}`);
    await banner(page, 'reviews').waitFor();
    expect(await banner(page, 'reviews').innerText()).toContain(words.Service.reviews);
    const said = await saidTime(page, 'reviews');
    expect([clock(before), clock(Date.now())]).toContain(said);
    await pages.picture(page, 'missing-reviews');

    const main = await page.locator('main').innerText();
    expect(main).toContain('170 acties');
    expect(main).toContain(nl.money);
    expect(main).not.toContain(nl.testedWhy);
    expect(await faultsOfAxe(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 900 });
    expect(await overflow(page)).toBeLessThanOrEqual(0);

    // Another page that needs nothing of it says nothing; back here it is still since then, not since now.
    await page.getByRole('link', { name: nl.partSources }).click();
    await page.getByRole('heading', { level: 1, name: nl.partSources }).waitFor();
    await page.goBack();
    await banner(page, 'reviews').waitFor();
    await page.reload();
    expect(await saidTime(page, 'reviews')).toBe(said);

    await hub.proxies.reviews.start();
    await page.getByRole('button', { name: nl.retry }).click();
    await page.getByText(nl.testedWhy).first().waitFor();
    await banner(page, 'reviews').waitFor({ state: 'detached' });
  });

  test('it says so without a script too, and what was drawn without it is not kept', async () => {
    const { page } = await pages.visitor({ isScripted: false });
    await hub.proxies.reviews.stop();
    await page.goto(`${pages.url}${CITY}?lang=nl`);
    expect(await banner(page, 'reviews').innerText()).toContain(words.Service.reviews);
    await hub.proxies.reviews.start();
    await page.reload();
    expect(await banner(page, 'reviews').count()).toBe(0);
    expect(await page.locator('main').innerText()).toContain(nl.testedWhy);
  });

  test('when nothing of a page is there, it says that, and trying again brings it', async () => {
    const { page } = await pages.visitor();
    await hub.proxies.actions.stop();
    await page.goto(`${pages.url}${CITY}/tests`);
    await page.getByRole('heading', { level: 1, name: nl.failed }).waitFor();
    expect(await banner(page, 'actions').innerText()).toContain(words.Service.actions);
    expect(await faultsOfAxe(page)).toEqual([]);
    await hub.proxies.actions.start();
    await page.locator('main').getByRole('button', { name: nl.retry }).click();
    await page.getByRole('heading', { level: 1, name: nl.partTests }).waitFor();
  });
});
