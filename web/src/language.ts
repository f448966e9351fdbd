/** The languages these pages are written in. Programmes can also hold German; that text comes from the server. */
export const PAGE_LANGUAGES = ['nl', 'fr', 'en'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

function known(tag: string): PageLanguage | undefined {
  const base = tag.toLowerCase().split('-')[0];
  return PAGE_LANGUAGES.find((language) => language === base);
}

/**
 * The page's language: what the address asks (`?lang=fr`), else the browser's first wish that we know, else
 * English. The choice lives in the address, so nothing is stored and a link shows everyone the same page.
 */
export function pickLanguage(asked: string | null, wishes: readonly string[]): PageLanguage {
  for (const tag of asked === null ? wishes : [asked, ...wishes]) {
    const language = known(tag);
    if (language) return language;
  }
  return 'en';
}
