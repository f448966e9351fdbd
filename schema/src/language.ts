/** The languages a text can be kept in, in the order of fallback. */
export const LANGUAGES = ['nl', 'fr', 'en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in the languages in which it exists; at least one is there. */
export type LocalText = Partial<Record<Language, string>>;

/** The text in the first language asked for that exists, else in the first that exists at all. */
export function pickText(text: LocalText, asked: readonly Language[]): { text: string; language: Language } {
  for (const language of [...asked, ...LANGUAGES]) {
    const found = text[language];
    if (found !== undefined && found !== '') return { text: found, language };
  }
  throw new Error('A text exists in no language; the database forbids this.');
}

/** The languages of an Accept-Language header that we know, best first; empty when there is none of ours. */
export function parseAcceptLanguage(header: string | undefined): Language[] {
  if (!header) return [];
  const wishes = header
    .slice(0, 500)
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.trim().split(';');
      const q = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.trim().toLowerCase().split('-')[0], weight: q === undefined ? 1 : Number(q) };
    })
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return [...new Set(LANGUAGES.filter((l) => wishes.some((w) => w.language === l)))].sort(
    (a, b) =>
      wishes.findIndex((wish) => wish.language === a) - wishes.findIndex((wish) => wish.language === b),
  );
}
