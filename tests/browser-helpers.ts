import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What an accessibility checker finds wrong with the page as it stands: rule, and where. */
export async function faultsOfAxe(page: Page): Promise<string[]> {
  // To read the checker takes as long as to check a small page: once for each page is enough.
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(AXE);
  const found = await page.evaluate<{ id: string; nodes: { target: string[]; failureSummary: string }[] }[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary.split('\n')[1]}`),
  );
}

/** What the keyboard is at: the words by which a person knows it. */
const FOCUSED = `(() => {
  const at = document.activeElement;
  const label = at?.labels?.[0]?.textContent ?? at?.getAttribute('aria-label') ?? at?.textContent ?? '';
  return label.trim();
})()`;

/** Presses Tab until the keyboard is at what bears these words; fails when it never comes there. */
export async function tabTo(page: Page, words: string, { isBack = false } = {}): Promise<void> {
  const met: string[] = [];
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press(isBack ? 'Shift+Tab' : 'Tab');
    const at = await page.evaluate<string>(FOCUSED);
    if (at.startsWith(words)) return;
    met.push(at.slice(0, 40));
  }
  throw new Error(`Tab never came to "${words}", but to: ${met.join(' | ')}`);
}

/** Presses Tab until the keyboard is at what bears these words, and presses it. */
export async function press(page: Page, words: string): Promise<void> {
  await tabTo(page, words);
  await page.keyboard.press('Enter');
}

/** Goes to what bears these words by keyboard, and types: a text, or the word to choose from a list. */
export async function type(page: Page, words: string, text: string): Promise<void> {
  await tabTo(page, words);
  await page.keyboard.type(text);
}
