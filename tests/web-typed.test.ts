import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  askForBrowser,
  CITY,
  type Dashboard,
  hasBrowser,
  openDashboard,
  openPeriod,
  type Pages,
} from './dashboard.ts';
import { withKeyboardAlone } from './web-keyboard.ts';
import { nl } from './web-words.ts';

askForBrowser('web-typed.test.ts');

let dashboard: Dashboard;
let pages: Pages;

describe.runIf(hasBrowser)('on the same pages', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    dashboard = await openDashboard();
    ({ pages } = dashboard);
    await openPeriod(pages, 'P-T');
  }, 300_000);
  afterAll(() => dashboard?.close());

  describe('nothing that was typed is lost', nothingIsLost);
  describe('with a keyboard alone', () => withKeyboardAlone(() => dashboard));
});

function nothingIsLost(): void {
  const sentence = (page: Page) => page.getByLabel(nl.reportNarrative);
  const kept = (page: Page, words: string) => page.locator('#kept', { hasText: words }).waitFor();
  async function toForm(page: Page) {
    await pages.visit(page, `${CITY}/work`);
    await page.locator('.queue a').last().click();
    await sentence(page).waitFor();
  }

  test('by a reload, before and after the hub heard of it', async () => {
    const { page, context, faults } = await pages.visitor({ as: 'partner' });
    await toForm(page);
    await sentence(page).fill('Nog niet verstuurd.');
    await page.reload();
    expect(await sentence(page).inputValue()).toBe('Nog niet verstuurd.');
    await kept(page, nl['kept:SAVED']);
    const other = await context.newPage();
    await other.goto(page.url());
    expect(await sentence(other).inputValue()).toBe('Nog niet verstuurd.');
    expect(faults).toEqual([]);
  });

  test('by a connection that goes: it says so, keeps it here, and sends it once when the line is back', async () => {
    const { page, context } = await pages.visitor({ as: 'partner' });
    await toForm(page);
    await context.setOffline(true);
    await sentence(page).fill('Getypt in de trein.');
    await kept(page, nl['kept:HERE_ONLY']);
    await page.getByRole('button', { name: nl.submit }).click();
    await page.getByText(nl.notSentOffline).first().waitFor();
    expect(await sentence(page).inputValue()).toBe('Getypt in de trein.');
    await context.setOffline(false);
    await kept(page, nl['kept:SAVED']);
    await page.reload();
    expect(await sentence(page).inputValue()).toBe('Getypt in de trein.');
  });

  test('by an answer that is lost on the way back: sent again, it has its effect once', async () => {
    const visitor = await pages.visitor({ as: 'partner' });
    const { page, context } = visitor;
    await toForm(page);
    let lost = 0;
    await context.route('**/graphql', async (route) => {
      if (lost > 0 || !/SaveReport/.test(route.request().postData() ?? '')) return route.continue();
      lost += 1;
      // The hub does it; the browser never hears.
      await route.fetch();
      return route.abort();
    });
    await sentence(page).fill('Het antwoord ging verloren.');
    await kept(page, nl['kept:HERE_ONLY']);
    // Nobody else changed it, though the hub has a version that this form never heard of.
    await sentence(page).fill('Het antwoord ging verloren, de tekst niet.');
    await kept(page, nl['kept:SAVED']);
    expect(lost).toBe(1);
    await page.reload();
    expect(await sentence(page).inputValue()).toBe('Het antwoord ging verloren, de tekst niet.');
  });

  /** Ends the session behind the back of the browser, as time would. */
  async function endSession(context: BrowserContext) {
    const cookies = await context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const headers = { cookie, origin: pages.url, 'content-type': 'application/x-www-form-urlencoded' };
    await fetch(`${pages.url}/sign-out`, { method: 'POST', headers, redirect: 'manual' });
  }

  test('by a sign-in that ends while somebody types', async () => {
    const { page, context } = await pages.visitor({ as: 'partner', isAlone: true });
    await toForm(page);
    await endSession(context);
    await sentence(page).fill('Een lange zin die niemand twee keer wil typen.');
    await kept(page, nl['kept:HERE_ONLY']);
    const again = page.locator('#signed-out a');
    await again.waitFor();
    await pages.picture(page, 'signed-out');
    const back = new URL((await again.getAttribute('href')) ?? '', pages.url).searchParams.get('return');
    await pages.signIn(page, 'partner', back ?? '');
    expect(await sentence(page).inputValue()).toBe('Een lange zin die niemand twee keer wil typen.');
    await kept(page, nl['kept:SAVED']);
  });

  const proposal = (page: Page) => page.getByLabel(nl.title);
  const propose = (page: Page) => page.getByRole('button', { name: nl.proposeSend });

  test('in a form that is sent as a whole: by a reload, another page, the way back, a sign-in that ended', async () => {
    const { page, context } = await pages.visitor({ as: 'association', isAlone: true });
    await pages.visit(page, `${CITY}/initiatives`);
    await proposal(page).fill('Een moestuin op het dak');
    await page.reload();
    expect(await proposal(page).inputValue()).toBe('Een moestuin op het dak');
    await page.getByRole('link', { name: nl.partSources, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: nl.partSources }).waitFor();
    await page.goBack();
    expect(await proposal(page).inputValue()).toBe('Een moestuin op het dak');
    await endSession(context);
    await propose(page).click();
    await page.getByText(nl.notSentSignedOut).waitFor();
    expect(await proposal(page).inputValue()).toBe('Een moestuin op het dak');
    const again = await page.locator('#signed-out a').getAttribute('href');
    const back = new URL(again ?? '', pages.url).searchParams.get('return');
    await pages.signIn(page, 'association', back ?? '');
    expect(await proposal(page).inputValue()).toBe('Een moestuin op het dak');
    await propose(page).click();
    await page.getByRole('heading', { name: 'Een moestuin op het dak' }).waitFor();
    // What was sent does not come back.
    await page.reload();
    expect(await proposal(page).inputValue()).toBe('');
  });

  test('and nobody else who signs in here meets it', async () => {
    const { page } = await pages.visitor({ as: 'director', isAlone: true });
    const talk = page.locator('section', { has: page.getByRole('heading', { name: nl.talk }) });
    const remark = talk.getByLabel(nl.comment, { exact: true });
    await pages.visit(page, `${CITY}/action/D02-001`);
    await remark.fill('Alleen voor mij.');
    await pages.signIn(page, 'coordinator', `${CITY}/action/D02-001`);
    await remark.waitFor();
    expect(await remark.inputValue()).toBe('');
    await pages.signIn(page, 'director', `${CITY}/action/D02-001`);
    expect(await remark.inputValue()).toBe('Alleen voor mij.');
  });

  test('by a refusal: the page says in the reader’s language what is wrong, and quotes the hub', async () => {
    const { page } = await pages.visitor({ as: 'partner' });
    await toForm(page);
    await page.getByLabel(nl.reportPercent).fill('4000');
    await page.getByRole('button', { name: nl.submit }).click();
    const notice = page.locator('[role=alert] .notice');
    await notice.waitFor();
    expect(await notice.innerText()).toContain(nl['refused:BAD_USER_INPUT']);
    expect(await notice.locator('q[lang=en]').first().innerText()).toMatch(/100/);
    expect(await page.getByLabel(nl.reportPercent).inputValue()).toBe('4000');
  });

  test('by another who saved it first: it says that somebody changed it, and what was typed stays', async () => {
    const one = await pages.visitor({ as: 'partner' });
    await toForm(one.page);
    await one.page.getByLabel(nl.reportPercent).fill('10');
    await kept(one.page, nl['kept:SAVED']);
    const two = await pages.visitor({ as: 'partner' });
    await toForm(two.page);
    await two.page.getByLabel(nl.reportPercent).fill('20');
    await kept(two.page, nl['kept:SAVED']);
    await sentence(one.page).fill('Van de eerste.');
    await kept(one.page, nl['kept:HERE_ONLY']);
    await one.page.getByRole('dialog', { name: nl.conflictTitle }).waitFor();
    expect(await sentence(one.page).inputValue()).toBe('Van de eerste.');
  });
}
