import { LANGUAGES, type Language } from '@kapstok/schema';

const known = (tag: string): Language | undefined => {
  const base = tag.toLowerCase().split('-')[0];
  return LANGUAGES.find((language) => language === base);
};

/**
 * The page's language: what the address asks (`?lang=fr`), else the browser's first wish that we know, else
 * English. The choice lives in the address, so nothing is stored and a link shows everyone the same page.
 */
export function pickLanguage(asked: string | null, wishes: readonly string[]): Language {
  for (const tag of asked === null ? wishes : [asked, ...wishes]) {
    const language = known(tag);
    if (language !== undefined) return language;
  }
  return 'en';
}
