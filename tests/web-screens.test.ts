import { readFile } from 'node:fs/promises';
import { DATASETS } from '@kapstok/schema';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOfAxe, tabTo } from './browser-helpers.ts';
import {
  askForBrowser,
  CITY,
  type Dashboard,
  hasBrowser,
  openDashboard,
  openPeriod,
  overflow,
  type Pages,
} from './dashboard.ts';

askForBrowser('web-screens.test.ts');

const PDF = Buffer.from('%PDF-1.7\nTwelve families have a garden.');
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe.runIf(hasBrowser)('pages for who works on a plan', { timeout: 120_000 }, () => {
  let dashboard: Dashboard;
  let pages: Pages;
  beforeAll(async () => {
    dashboard = await openDashboard();
    pages = dashboard.pages;
  }, 300_000);
  afterAll(() => dashboard?.close());

  const isSoak = process.env['KAPSTOK_SOAK'] === '1';
  const LOOKS = [1280, 390] as const;
  let looks = 0;
  /**
   * How much too wide a page is on a screen and a phone, light and dark, and what the checker finds: on the one or the
   * other in turn, in the soak on both, with pictures.
   */
  async function faultsOf(page: Page, name: string): Promise<string[]> {
    const found: string[] = [];
    const checked = LOOKS[looks++ % LOOKS.length];
    for (const width of LOOKS) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: width === 390 ? 'dark' : 'light' });
      const wide = await overflow(page);
      if (wide > 0) found.push(`${name} at ${width}: ${wide} pixels too wide`);
      if (!isSoak && width !== checked) continue;
      for (const fault of await faultsOfAxe(page)) found.push(`${name} at ${width}: ${fault}`);
      if (isSoak) await pages.picture(page, `${name}-${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    return found;
  }
  /** Opens all that is folded away. */
  const unfold = (page: Page) =>
    page.evaluate(`document.querySelectorAll('main details').forEach((one) => { one.open = true; })`);

  test('an association proposes; what became of it is told with a reason', async () => {
    const association = await pages.visitor({ as: 'association', width: 390 });
    const { page } = association;
    await page.goto(`${pages.url}${CITY}`);
    await page.getByRole('link', { name: 'Initiatieven', exact: true }).click();
    await page.getByText('Er is nog niets voorgesteld.').waitFor();
    for (const title of ['Een naaiatelier', 'Een repaircafé', 'Een fietsatelier']) {
      await page.getByLabel('Titel').fill(title);
      await page.getByLabel('Wat, voor wie').fill('Voor wie zelf wil herstellen.');
      await page.getByLabel('Domein').selectOption({ index: 2 });
      await page.getByRole('button', { name: 'Stel voor' }).click();
      await page.getByRole('heading', { name: title }).waitFor();
    }
    await page.getByText(/Ingediend\. .* I-/).waitFor();

    const director = await pages.visitor({ as: 'director' });
    await director.page.goto(`${pages.url}${CITY}/initiatives`);
    const decide = async (
      title: string,
      how: string,
      more: (card: ReturnType<Page['locator']>) => unknown,
    ) => {
      const card = director.page.locator('.card-row', {
        has: director.page.getByRole('heading', { name: title }),
      });
      await card.locator('summary').click();
      await card.getByLabel('Beslissing').selectOption(how);
      await more(card);
      await card.getByLabel('Reden').fill(`Zo beslist: ${title}.`);
      await card.getByRole('button', { name: 'Noteer de beslissing' }).click();
      await card.getByText(`Zo beslist: ${title}.`).waitFor();
    };
    await decide('Een naaiatelier', 'NEW', () => undefined);
    await decide('Een repaircafé', 'MERGE', async (card) =>
      card.getByLabel('In welk initiatief').selectOption({ label: await optionWith(card, 'naaiatelier') }),
    );
    await decide('Een fietsatelier', 'DECLINE', () => undefined);
    expect(await faultsOf(director.page, 'initiatives')).toEqual([]);

    await page.reload();
    const card = (title: string) =>
      page.locator('.card-row', { has: page.getByRole('heading', { name: title }) });
    await card('Een naaiatelier').getByText('Zo beslist: Een naaiatelier.').waitFor();
    expect(await card('Een naaiatelier').getByRole('link', { name: 'Een naaiatelier' }).count()).toBe(1);
    expect(await card('Een repaircafé').innerText()).toMatch(/samengevoegd[\s\S]*Een naaiatelier/);
    expect(await card('Een fietsatelier').innerText()).toContain('niet weerhouden');
    expect([...association.faults, ...director.faults]).toEqual([]);
  });

  test('a dialogue session is recorded with what it was about, and something is proposed for it', async () => {
    const { page, faults } = await pages.visitor({ as: 'coordinator' });
    await page.goto(`${pages.url}${CITY}/dialogue`);
    const form = page.locator('form', { hasText: 'Gehouden op' });
    await form.getByRole('textbox', { name: 'Titel' }).fill('Aan tafel in het wijkhuis');
    await form.getByRole('textbox', { name: 'Plaats' }).fill('Wijkhuis Noord');
    await form.getByLabel('Hoeveel mensen').fill('14');
    await form.locator('summary').first().click();
    await form.getByRole('checkbox').first().check();
    await form.locator('summary').last().click();
    await form.getByLabel(/^D02-001 /).check();
    await form.getByRole('button', { name: 'Noteer een sessie' }).click();
    const card = page.locator('.card-row', {
      has: page.getByRole('heading', { name: 'Aan tafel in het wijkhuis' }),
    });
    await card.waitFor();
    expect(await card.innerText()).toMatch(/Wijkhuis Noord[\s\S]*14 personen[\s\S]*rechtstreeks/);
    await card.getByRole('link', { name: 'Volkstuinen' }).waitFor();
    await unfold(page);
    expect(await faultsOf(page, 'dialogue')).toEqual([]);
    await page.getByRole('link', { name: 'Initiatieven', exact: true }).click();
    await page.getByLabel('Dialoogsessie').selectOption({ label: await sessionLabel(page) });
    await page.getByLabel('Titel').fill('Een tuin erbij');
    await page.getByRole('button', { name: 'Stel voor' }).click();
    await page.getByText('Voorgesteld door Aan tafel in het wijkhuis').waitFor();
    expect(faults).toEqual([]);
  });
  const sessionLabel = async (page: Page) => {
    const option = page.locator('option', { hasText: 'Aan tafel in het wijkhuis' });
    await option.waitFor({ state: 'attached' });
    return (await option.textContent()) ?? '';
  };
  const optionWith = async (card: ReturnType<Page['locator']>, words: string) => {
    const option = card.locator('option', { hasText: words });
    await option.waitFor({ state: 'attached' });
    return (await option.textContent()) ?? '';
  };

  test('a test is requested from the action; the register leads to every recommendation', async () => {
    const { page, faults } = await pages.visitor({ as: 'director' });
    await page.goto(`${pages.url}${CITY}/action/D02-001`);
    await page.getByRole('link', { name: 'Vraag een armoedetoets aan' }).click();
    await page
      .getByLabel('Actie')
      .and(page.locator('select'))
      .locator('option:checked', { hasText: 'D02-001' })
      .waitFor({ state: 'attached' });
    await page.getByLabel('Vragenlijst').selectOption({ index: 1 });
    await page.getByLabel('Titel').fill('Toets van de volkstuinen');
    await page.getByLabel('Dag van de geplande beslissing').fill(dayIn(60));
    await page.getByLabel('Wie beslist').fill('college');
    expect(await faultsOf(page, 'request-test')).toEqual([]);
    await page.getByRole('button', { name: 'Vraag een armoedetoets aan' }).click();
    await page.getByRole('heading', { level: 1, name: 'Toets van de volkstuinen' }).waitFor();
    await page.getByText('ontwerp').first().waitFor();
    await page.getByRole('link', { name: 'Armoedetoetsen' }).first().click();
    await page.getByRole('link', { name: 'Alle aanbevelingen' }).click();
    await page.getByRole('heading', { level: 1, name: 'Aanbevelingen' }).waitFor();
    await page.getByRole('checkbox', { name: 'gedaan' }).check();
    await page.waitForURL(/status=DONE/);
    await page.locator('[aria-busy="false"] tbody tr').first().waitFor();
    for (const row of await page.locator('tbody tr').allInnerTexts()) expect(row).toContain('gedaan');
    expect(await page.locator('tbody').innerText()).toMatch(/gedaan op/);
    expect(await faultsOf(page, 'recommendations')).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('a file is sent with its report, and stands on the page of the action when it is approved', async () => {
    await openPeriod(pages, 'F-1');
    const partner = await pages.visitor({ as: 'partner', width: 390 });
    const { page } = partner;
    await page.goto(`${pages.url}${CITY}/work`);
    const work = page.locator('.queue a').first();
    const title = (await work.textContent()) ?? '';
    await work.click();
    const file = page.getByLabel('Voeg een bestand toe');
    await page.getByText('hoogstens 10 MB').waitFor();
    await file.setInputFiles({ name: 'a.exe', mimeType: 'application/x-msdownload', buffer: PDF });
    await page.getByText('Dit soort bestand kan niet.').waitFor();
    await file.setInputFiles({
      name: 'b.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.alloc(10_000_001, 1),
    });
    await page.getByText('Dit bestand heeft 10 MB').waitFor();
    // What the hub finds in the file itself counts, whatever its name.
    await file.setInputFiles({ name: 'c.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no PDF') });
    await page.getByText('Its content is none of these').waitFor();
    await file.setInputFiles({ name: 'verslag.pdf', mimeType: 'application/pdf', buffer: PDF });
    await page.getByText('verslag.pdf is toegevoegd.').waitFor();
    expect(await faultsOf(page, 'report')).toEqual([]);
    await page.setViewportSize({ width: 390, height: 900 });
    await page.getByLabel('Hoe staat de actie?').selectOption('RUNNING');
    await page.getByLabel('Wat is er gedaan?').fill('Twaalf gezinnen kregen een tuin.');
    await page.getByLabel('Waarom is het niet bekend?').selectOption('NOT_MEASURED');
    await page.getByRole('button', { name: 'Dien in' }).click();
    await page.locator('#receipt').waitFor();
    const received = page.getByRole('link', { name: 'verslag.pdf' });
    await received.waitFor();
    expect(await page.locator('main').innerText()).toMatch(/verslag\.pdf \(PDF, 1 kB\)/);

    const director = await pages.visitor({ as: 'director' });
    await director.page.goto(`${pages.url}${CITY}/approvals`);
    await director.page.getByRole('checkbox', { name: title }).check();
    await director.page.getByRole('button', { name: 'Keur goed' }).click();
    await director.page.getByText('1 update goedgekeurd.').waitFor();

    const anybody = await pages.visitor();
    await anybody.page.goto(`${pages.url}${CITY}`);
    const { programme } = await pages.ask(
      anybody,
      '{ programme(slug: "voorbeeldstad") { actions(first: 100, filter: { statuses: [RUNNING] }) { nodes { code title } } } }',
    );
    const { code } = programme.actions.nodes.find((one: { title: string }) => one.title === title);
    await anybody.page.goto(`${pages.url}${CITY}/action/${code}`);
    const loading = anybody.page.waitForEvent('download');
    await anybody.page.getByRole('link', { name: 'verslag.pdf' }).click();
    const loaded = await loading;
    expect(loaded.suggestedFilename()).toBe('verslag.pdf');
    expect(await readFile(await loaded.path())).toEqual(PDF);
    expect([...director.faults, ...anybody.faults]).toEqual([]);
  });

  test('two colleagues fill in one report: both see what differs, and nothing typed is lost', async () => {
    await openPeriod(pages, 'F-2');
    const [mine, theirs] = [
      await pages.visitor({ as: 'partner' }),
      await pages.visitor({ as: 'partner', width: 390 }),
    ];
    await mine.page.goto(`${pages.url}${CITY}/work`);
    const address = await mine.page.locator('.queue a', { hasText: '' }).last().getAttribute('href');
    const fill = (page: Page, label: string, text: string) => page.getByLabel(label).fill(text);
    for (const { page } of [mine, theirs]) await page.goto(`${pages.url}${address}`);
    await theirs.page.getByLabel('Wat is er gedaan?').waitFor();
    await fill(mine.page, 'Wat is er gedaan?', 'Mijn lange verhaal.');
    await mine.page.locator('#kept', { hasText: 'Bewaard als ontwerp.' }).waitFor();
    await fill(theirs.page, 'Wat is er gedaan?', 'Het verhaal van de collega.');
    await fill(theirs.page, 'Mensen bereikt', '12');
    const dialog = theirs.page.getByRole('dialog', { name: 'Iemand anders wijzigde dit intussen' });
    await dialog.waitFor();
    expect(await dialog.innerText()).toMatch(
      /Van de ander[\s\S]*Mijn lange verhaal\.[\s\S]*Van mij[\s\S]*Het verhaal van de collega\./,
    );
    expect(await faultsOf(theirs.page, 'conflict')).toEqual([]);
    // Put off by a key: what was typed stays, and the question comes back.
    await theirs.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await theirs.page.getByLabel('Wat is er gedaan?').inputValue()).toBe(
      'Het verhaal van de collega.',
    );
    await fill(theirs.page, 'Wat in de weg staat', 'Regen.');
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Niet nu' }).click();
    await theirs.page.getByRole('button', { name: 'Kies wat telt' }).click();
    await dialog.waitFor();
    const story = dialog.getByRole('group', { name: 'Wat is er gedaan?' });
    await story.getByLabel(/^Van de ander/).check();
    await dialog.getByRole('button', { name: 'Ga verder met deze keuze' }).click();
    await theirs.page.locator('#kept', { hasText: 'Bewaard als ontwerp.' }).waitFor();
    await theirs.page.reload();
    const value = (label: string) => theirs.page.getByLabel(label).inputValue();
    expect(await value('Wat is er gedaan?')).toBe('Mijn lange verhaal.');
    expect([await value('Mensen bereikt'), await value('Wat in de weg staat')]).toEqual(['12', 'Regen.']);
    expect([...mine.faults, ...theirs.faults]).toEqual([]);
  });

  test('two reviewers make one quickscan: theirs and mine stand side by side', async () => {
    const [one, two] = [await pages.visitor({ as: 'reviewer' }), await pages.visitor({ as: 'reviewer' })];
    await one.page.goto(`${pages.url}${CITY}/tests?stage=DRAFT`);
    const address = await one.page.locator('tbody a').first().getAttribute('href');
    for (const { page } of [one, two]) {
      await page.goto(`${pages.url}${address}`);
      await page.getByLabel('huisvesting').waitFor();
    }
    const save = (page: Page) => page.getByRole('button', { name: 'Bewaar' }).first().click();
    await one.page.getByLabel('huisvesting').selectOption('0');
    await save(one.page);
    await one.page.locator('.plain', { hasText: 'huisvesting: geen effect (0)' }).waitFor();
    await two.page.getByLabel('huisvesting').selectOption('0');
    await two.page.getByLabel('mobiliteit').selectOption('0');
    await two.page.getByLabel('huisvesting').selectOption('1');
    await save(two.page);
    const dialog = two.page.getByRole('dialog');
    await dialog.waitFor();
    const side = dialog.getByRole('group', { name: 'huisvesting' });
    expect(await side.innerText()).toMatch(/Van de ander\s+geen effect \(0\)[\s\S]*Van mij\s+beter/);
    await side.getByLabel(/^Van de ander/).check();
    await dialog.getByRole('button', { name: 'Ga verder met deze keuze' }).click();
    expect(await two.page.getByLabel('huisvesting').inputValue()).toBe('0');
    await save(two.page);
    await two.page.locator('.plain', { hasText: 'mobiliteit: geen effect (0)' }).waitFor();
    expect([...one.faults, ...two.faults]).toEqual([]);
  });

  test('a period that is closed lets one person in until a day, and out again', async () => {
    await openPeriod(pages, 'F-3');
    const partner = await pages.visitor({ as: 'partner' });
    const { viewer } = await pages.ask(
      partner,
      '{ viewer { account { issuer subject } roles { programme { id } organisation { id } } } }',
    );
    const { page, faults } = await pages.visitor({ as: 'director' });
    const [role] = viewer.roles;
    const { assignRole } = await pages.ask(
      { context: page.context() },
      'mutation ($input: AssignRoleInput!) { assignRole(input: $input) { userErrors { message } } }',
      {
        input: {
          ...viewer.account,
          role: 'PARTNER',
          programmeId: role.programme.id,
          organisationId: role.organisation.id,
        },
      },
    );
    expect(assignRole.userErrors).toEqual([]);
    await page.goto(`${pages.url}${CITY}/periods`);
    const card = page.locator('.card-row', { has: page.getByRole('heading', { name: 'F-3' }) });
    await card.locator('summary').click();
    await card.getByLabel('Reden').fill('Alles is binnen.');
    await card.getByRole('button', { name: 'Sluit de periode' }).click();
    await card.locator('summary', { hasText: 'Laat iemand nog melden' }).click();
    const person = card.getByLabel('Eén persoon').and(card.locator('select'));
    await person.selectOption({ index: 1 });
    await card.getByLabel('Tot en met').fill(dayIn(7));
    await card.locator('form', { hasText: 'Tot en met' }).getByLabel('Reden').fill('Was ziek.');
    await unfold(page);
    expect(await faultsOf(page, 'periods')).toEqual([]);
    await card.getByRole('button', { name: 'Laat iemand nog melden' }).click();
    await card.getByText(/Pieter Wouters.*Was ziek\./).waitFor();
    const mayReport = async () => {
      await partner.page.goto(`${pages.url}${CITY}/work`);
      await partner.page.getByRole('heading', { level: 1, name: 'Mijn werk' }).waitFor();
      return partner.page.getByText('Periode F-3').count();
    };
    expect(await mayReport()).toBeGreaterThan(0);
    await card.locator('summary', { hasText: 'Trek in' }).click();
    const out = card.locator('form', { has: page.getByRole('button', { name: 'Trek in' }) });
    await out.getByLabel('Reden').fill('Toch niet.');
    await out.getByRole('button', { name: 'Trek in' }).click();
    await card.getByText('Was ziek.').waitFor({ state: 'detached' });
    expect(await mayReport()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('an evaluator takes along what is shown, and the whole', async () => {
    const { page, faults } = await pages.visitor({ as: 'evaluator' });
    await page.goto(`${pages.url}/plan/kortrijk-2013/figures/kansarmoede-index`);
    const take = async (name: RegExp) => {
      const loading = page.waitForEvent('download');
      await page.getByRole('link', { name }).click();
      return readFile(await (await loading).path(), 'utf8');
    };
    const shown = await take(/^CSV: /);
    expect(shown.split('\n')[0]).toContain('indicator');
    expect(
      new Set(
        shown
          .trim()
          .split(/\r?\n/)
          .slice(1)
          .map((line) => line.split(',')[3]),
      ),
    ).toEqual(new Set(['kansarmoede-index']));
    await page.getByRole('link', { name: 'Gegevens' }).click();
    const all = await take(/^CSV: Waarnemingen/);
    expect(all.length).toBeGreaterThan(shown.length);
    expect(JSON.parse(await take(/^metadata: Waarnemingen/))).toHaveProperty('tableSchema');
    const names = Object.keys(DATASETS);
    expect(await page.locator('tbody th .code').allInnerTexts()).toEqual(names);
    const links = page.locator('tbody .downloads li:first-child a');
    const statuses: number[] = [];
    for (const link of await links.all()) {
      const file = new URL((await link.getAttribute('href')) ?? '', pages.url);
      file.searchParams.set('limit', '1');
      statuses.push(
        (await page.request.get(file.href)).status(),
        (await page.request.head(file.href)).status(),
      );
    }
    expect(statuses).toEqual(names.flatMap(() => [200, 200]));
    await unfold(page);
    expect(await faultsOf(page, 'data')).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('a value is asked about, answered, evaluated and followed up on the page of the action', async () => {
    const director = await pages.visitor({ as: 'director' });
    await director.page.goto(`${pages.url}${CITY}/action/D02-001`);
    const talk = director.page.locator('section', {
      has: director.page.getByRole('heading', { name: 'Opmerkingen en vragen' }),
    });
    await talk.getByLabel('Opmerking').fill('Hoe staat het met de wachtlijst?');
    await talk.getByRole('button', { name: 'Plaats' }).click();
    await talk.getByText('Hoe staat het met de wachtlijst?').waitFor();
    await talk.getByLabel('Iemand moet dit nakijken').check();
    await talk.getByLabel('Wat na te kijken').fill('De wachtlijst tellen.');
    await talk.getByLabel('Wie kijkt het na').selectOption('COORDINATOR');
    await talk.getByLabel('Klaar tegen').fill(dayIn(10));
    await talk.getByRole('button', { name: 'Vraag het' }).click();
    await talk.getByText('De wachtlijst tellen.').waitFor();

    const coordinator = await pages.visitor({ as: 'coordinator' });
    await coordinator.page.goto(`${pages.url}${CITY}/action/D02-001`);
    await coordinator.page.locator('summary', { hasText: 'Antwoord' }).click();
    await coordinator.page.getByLabel('Wat ervan kwam').fill('Er staan er veertien op.');
    await coordinator.page.getByRole('button', { name: 'Bewaar' }).click();
    await coordinator.page.getByText('Er staan er veertien op.').waitFor();

    const evaluator = await pages.visitor({ as: 'evaluator' });
    await evaluator.page.goto(`${pages.url}${CITY}/action/D02-001`);
    expect(await evaluator.page.getByRole('heading', { name: 'Opmerkingen en vragen' }).count()).toBe(0);
    await evaluator.page.locator('summary', { hasText: 'Noteer een evaluatie' }).click();
    await evaluator.page.getByLabel('Titel').fill('Na een jaar tuinieren');
    await evaluator.page.getByLabel('Bevindingen').fill('De wachtlijst groeit.\nKinderen komen mee.');
    await evaluator.page.getByRole('button', { name: 'Noteer een evaluatie' }).click();
    await evaluator.page.getByRole('heading', { name: 'Na een jaar tuinieren' }).waitFor();
    await evaluator.page.getByText('Kinderen komen mee.').waitFor();

    const { page } = director;
    await page.reload();
    await page.locator('summary', { hasText: 'Volg op' }).first().click();
    const finding = page.locator('.findings > li').first();
    await finding.getByLabel('Wat verandert').fill('Tien tuinen erbij.');
    await finding.getByLabel('Reden').fill('De wachtlijst groeit.');
    await finding.getByRole('button', { name: 'Stuur de actie bij' }).click();
    await finding.getByText('Bijgestuurd: Tien tuinen erbij.').waitFor();
    await finding.getByLabel('Wat ermee gebeurde').selectOption('IN_PROGRESS');
    await finding.locator('form').first().getByRole('button', { name: 'Bewaar' }).click();
    await finding.locator('.badge', { hasText: 'in uitvoering' }).waitFor();
    await unfold(page);
    expect(await faultsOf(page, 'action')).toEqual([]);
    expect([...director.faults, ...coordinator.faults, ...evaluator.faults]).toEqual([]);
  });

  test('a payment is planned and noted as paid', async () => {
    const { page, faults } = await pages.visitor({ as: 'director' });
    await page.goto(`${pages.url}${CITY}/claims`);
    await page.locator('summary', { hasText: 'Plan een betaling' }).click();
    await page.getByLabel('Overeenkomst').selectOption({ index: 1 });
    await page.getByLabel('Ontvanger').selectOption({ index: 1 });
    await page.getByLabel('Bedrag in euro').fill('1250,50');
    await page.getByLabel('Klaar tegen').fill(dayIn(3));
    await page.getByRole('button', { name: 'Plan een betaling' }).click();
    await page.getByText(/Gepland als SP-/).waitFor();
    const total = async () =>
      Number(/van ([\d.]+) getoond/.exec(await page.locator('caption').last().innerText())?.[1]);
    const before = await total();
    await page.getByRole('button', { name: 'Is betaald' }).first().click();
    await page.getByText(`van ${before - 1} getoond`).waitFor();
    expect(await faultsOf(page, 'claims')).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('with a keyboard alone: an initiative is proposed', async () => {
    const { page, faults } = await pages.visitor({ as: 'association' });
    await page.goto(`${pages.url}${CITY}/initiatives`);
    await page.getByRole('heading', { level: 1, name: 'Initiatieven' }).waitFor();
    await tabTo(page, 'Titel');
    await page.keyboard.type('Getypt zonder muis');
    await tabTo(page, 'Stel voor');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Getypt zonder muis' }).waitFor();
    expect(faults).toEqual([]);
  });

  test('what is typed while a list is read again stays', async () => {
    const { page, context, faults } = await pages.visitor({ as: 'association' });
    await page.goto(`${pages.url}${CITY}/initiatives`);
    const title = page.getByLabel('Titel');
    await title.fill('Een leeskring');
    let letThrough = () => {};
    const typed = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await context.route('**/graphql', async (route) => {
      const { operationName } = route.request().postDataJSON();
      if (operationName === 'Initiatives') await typed;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Stel voor' }).click();
    await page.getByText('Ingediend. Dank u.').waitFor();
    await title.fill('Een schrijfkring');
    letThrough();
    await page.getByRole('heading', { name: 'Een leeskring' }).waitFor();
    expect(await title.inputValue()).toBe('Een schrijfkring');
    await page.getByRole('button', { name: 'Stel voor' }).click();
    await page.getByRole('heading', { name: 'Een schrijfkring' }).waitFor();
    expect(faults).toEqual([]);
  });

  test('a button that is pressed twice has its effect once', async () => {
    const { page, context, faults } = await pages.visitor({ as: 'association' });
    let sent = 0;
    await context.route('**/graphql', async (route) => {
      if (route.request().postDataJSON().operationName === 'ProposeInitiative') sent += 1;
      await route.continue();
    });
    await page.goto(`${pages.url}${CITY}/initiatives`);
    await page.getByLabel('Titel').fill('Tweemaal geklikt');
    await page.getByRole('button', { name: 'Stel voor' }).dblclick();
    await page.getByRole('heading', { name: 'Tweemaal geklikt' }).waitFor();
    expect(sent).toBe(1);
    expect(await page.getByRole('heading', { name: 'Tweemaal geklikt' }).count()).toBe(1);
    expect(faults).toEqual([]);
  });

  test('on a phone parts and filters that do not fit wait for a press', async () => {
    const { page, faults } = await pages.visitor({ as: 'director', width: 390 });
    await page.goto(`${pages.url}${CITY}/attention`);
    // On a phone the parts and the filters that do not fit wait for a press.
    const parts = page.getByRole('navigation', { name: 'Onderdelen van het plan' });
    await parts.getByRole('link', { name: 'Aandacht' }).waitFor();
    expect(await parts.getByRole('link', { name: 'Bronnen' }).isVisible()).toBe(false);
    await parts.getByRole('button', { name: /^Nog \d+ onderdelen$/ }).click();
    await parts.getByRole('link', { name: 'Bronnen' }).waitFor();
    await page.getByRole('button', { name: 'Filters (0 gekozen)' }).click();
    await page.getByRole('checkbox', { name: 'zonder budget' }).check();
    await page.getByRole('button', { name: 'Filters (1 gekozen)' }).waitFor();
    await page.getByRole('button', { name: 'Minder onderdelen' }).click();
    expect(await parts.getByRole('link', { name: 'Bronnen' }).isVisible()).toBe(false);
    expect(faults).toEqual([]);
  });

  test('the paper for the council holds the plan and nothing to press', async () => {
    const { page, faults } = await pages.visitor({ as: 'director', width: 794 });
    for (const [name, address] of [
      ['plan', CITY],
      ['action', `${CITY}/action/D02-001`],
    ] as const) {
      await page.goto(`${pages.url}${address}`);
      await page.locator('main h2').first().waitFor();
      await page.getByText('Noteer een evaluatie').or(page.getByText('Afdrukken')).first().waitFor();
      await page.emulateMedia({ media: 'print' });
      await pages.picture(page, `paper-${name}`);
      const pressed = page
        .locator('main :is(button, input, select, textarea, summary)')
        .filter({ visible: true });
      // What is folded away on a screen is told on paper, with its heading.
      for (const text of await pressed.allInnerTexts()) expect(text).toContain('regels');
      const paper = await page.pdf({ format: 'A4', tagged: true, outline: true });
      expect(paper.subarray(0, 4).toString()).toBe('%PDF');
      await page.emulateMedia({ media: 'screen' });
    }
    await page.goto(`${pages.url}${CITY}`);
    await page.locator('details').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText('Stand op').isVisible()).toBe(true);
    expect(await page.locator('.rules dl').isVisible()).toBe(true);
    expect(faults).toEqual([]);
  });
});
