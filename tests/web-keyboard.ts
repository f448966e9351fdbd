import { QUICKSCAN_AREA, wordsOf } from '@kapstok/schema';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { press, tabTo, type } from './browser-helpers.ts';
import { CITY, type Dashboard, openPeriod } from './dashboard.ts';
import { nl, words } from './web-words.ts';

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

/** Nothing here points or clicks: what cannot be done with Tab, Enter, Space and letters fails. */
export function withKeyboardAlone(dashboardOf: () => Dashboard): void {
  test('to the content, to an action that needs attention, and back', async () => {
    const { pages } = dashboardOf();
    const { page, faults } = await pages.visitor({ as: 'director' });
    await pages.visit(page, CITY);
    await press(page, nl.skip);
    await press(page, 'Alle ');
    await heading(page, 'Vraagt aandacht');
    await tabTo(page, words.AttentionKind.NO_BUDGET);
    const filtered = page.waitForResponse(
      (response) => /NO_BUDGET/.test(response.request().postData() ?? '') && response.ok(),
    );
    await page.keyboard.press('Space');
    await page.waitForURL(/kind=NO_BUDGET/);
    await (await filtered).finished();
    await page.locator('[aria-busy="false"] tbody a').first().waitFor();
    const title = (await page.locator('tbody a').first().textContent()) ?? '';
    await press(page, title);
    await heading(page, title);
    await page.goBack();
    await heading(page, 'Vraagt aandacht');
    expect(await page.getByRole('checkbox', { name: words.AttentionKind.NO_BUDGET }).isChecked()).toBe(true);
    expect(faults).toEqual([]);
  });

  test('the five minutes of a partner: worklist, form, evidence, submit, receipt, back', async () => {
    const { pages } = dashboardOf();
    await openPeriod(pages, 'P-1');
    const { page, faults } = await pages.visitor({ as: 'partner', width: 390 });
    await pages.visit(page, CITY);
    await press(page, nl.partWork);
    await heading(page, nl.partWork);
    const title = (await page.locator('.queue a').first().textContent()) ?? '';
    await press(page, title);
    await heading(page, title);
    await type(page, nl.reportStatus, words.ActionStatus.RUNNING);
    await type(page, nl.reportNarrative, 'Twaalf gezinnen kregen een tuin.');
    await type(page, nl.reportPercent, '40');
    await type(page, nl.peopleReached, '31');
    await press(page, nl.evidenceAdd);
    // What is added stands before the button that adds.
    await tabTo(page, nl.webAddress, { isBack: true });
    await page.keyboard.type('https://example.org/tuinen');
    await tabTo(page, nl.title, { isBack: true });
    await page.keyboard.type('Verslag van de tuinen');
    await press(page, nl.submit);
    await page.locator('#receipt', { hasText: nl.receipt }).waitFor();
    const shown = await page.locator('main').innerText();
    for (const text of ['Twaalf gezinnen kregen een tuin.', '31', 'Verslag van de tuinen'])
      expect(shown).toContain(text);
    await press(page, nl.backToWork);
    await heading(page, nl.partWork);
    expect(faults).toEqual([]);
  });

  test('what an evaluator takes along: from the series to a token and an answer', async () => {
    const { pages } = dashboardOf();
    const { page, faults } = await pages.visitor({ as: 'evaluator' });
    await pages.visit(page, '/plan/kortrijk-2013');
    await press(page, nl.partData);
    await heading(page, nl.partData);
    // The first gets files, the second asks the graph.
    await press(page, 'curl');
    await press(page, 'curl');
    const snippet = (await page.locator('details[open] pre').last().textContent()) ?? '';
    const [, address = '', body = ''] = /^curl -s (\S+)[\s\S]*-d '([\s\S]*)'$/.exec(snippet) ?? [];
    await tabTo(page, nl.tokens, { isBack: true });
    await page.keyboard.press('Enter');
    await page.getByLabel(nl.name).waitFor();
    await type(page, nl.name, 'jaarrapport');
    await press(page, nl.tokenMake);
    const secret = (await page.locator('#secret').textContent()) ?? '';
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body,
    });
    const { data } = JSON.parse(await answer.text());
    expect(data.programme.actions.nodes.length).toBeGreaterThan(10);
    expect(faults).toEqual([]);
  });

  /** A poverty test that was just asked for. */
  async function freshTest(): Promise<string> {
    const { pages } = dashboardOf();
    const director = await pages.visitor({ as: 'director' });
    const { programme, testTemplates } = await pages.ask(
      director,
      `{ testTemplates(code: "voorbeeld-toets") { nodes { id } }
        programme(slug: "voorbeeldstad") { actions(first: 100) { nodes { id povertyTests { totalCount } } } } }`,
    );
    const action = programme.actions.nodes.find(
      ({ povertyTests }: { povertyTests: { totalCount: number } }) => povertyTests.totalCount === 0,
    );
    const input = {
      actionId: action.id,
      templateId: testTemplates.nodes[0].id,
      moment: 'DESIGN',
      decidingBody: 'College',
    };
    const { requestTest } = await pages.ask(
      director,
      'mutation ($input: RequestTestInput!) { requestTest(input: $input) { povertyTest { id } userErrors { message } } }',
      { input },
    );
    expect(requestTest.userErrors).toEqual([]);
    return `${CITY}/tests/${requestTest.povertyTest.id}`;
  }

  const stage = (page: Page, name: string) =>
    page.locator('.route [aria-current]', { hasText: name }).waitFor();

  test('a poverty test from quickscan to decision', async () => {
    const { pages } = dashboardOf();
    const address = await freshTest();
    const reviewer = await pages.visitor({ as: 'reviewer' });
    const { page } = reviewer;
    await pages.visit(page, address);
    for (const area of wordsOf(QUICKSCAN_AREA))
      await type(page, words.QuickscanArea[area], nl[area === 'HOUSING' ? 'effect:-1' : 'effect:0']);
    await press(page, nl.save);
    await stage(page, words.TestStage.FULL_TEST);
    await press(page, nl.openDialogue);
    await stage(page, words.TestStage.DIALOGUE);
    const brought = [
      { kind: 'EXPERIENCE', label: nl.inWhichRole, text: 'Ervaringsdeskundigen' },
      { kind: 'POLICY', label: nl.inWhichRole, text: 'Beleidsmedewerker' },
      { kind: 'SCIENTIFIC', label: nl.absenceReason, text: 'Er is geen onderzoek.' },
    ] as const;
    for (const { kind, label, text } of brought) {
      await tabTo(page, nl.kind);
      await page.keyboard.type(words.KnowledgeKind[kind]);
      if (kind === 'EXPERIENCE') {
        await type(page, nl.heardHow, words.InvolvementChannel.DIRECT);
        await type(page, nl.inWhichRole, text);
        await type(page, nl.headCount, '7');
      } else await type(page, label, text);
      await press(page, nl.save);
      await page.locator('.plain strong', { hasText: words.KnowledgeKind[kind] }).waitFor();
    }
    await type(page, nl.conclusion, words.TestConclusion.MIXED);
    await type(page, nl.advice, words.TestAdvice.PROCEED);
    await press(page, nl.giveAdvice);
    await stage(page, words.TestStage.ADVICE);

    const secretary = await pages.visitor({ as: 'secretary' });
    await pages.visit(secretary.page, address);
    await type(secretary.page, nl.decidedOn, '11112026');
    await type(secretary.page, `${nl.decision}`, words.DecisionOutcome.FOLLOWED);
    await type(secretary.page, nl.minutesNumber, '2026/12');
    await press(secretary.page, nl.recordDecision);
    await stage(secretary.page, words.TestStage.DECIDED);
    expect([...reviewer.faults, ...secretary.faults]).toEqual([]);
  });
}
