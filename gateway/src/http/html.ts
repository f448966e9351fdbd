import type { Language } from '@kapstok/schema';

/** Text that can stand in HTML, between tags or in quotes. */
export function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (sign) => names[sign] ?? '');
}

/** The look of the pages that the gateway writes itself: those that must be there when nothing else is. */
const STYLE = `
:root{color-scheme:light dark;--paper:light-dark(#f3f6f5,#10181a);--card:light-dark(#fff,#1a2629);--ink:light-dark(#14211f,#e4ecea);
--quiet:light-dark(#4a5b58,#a3b4b1);--line:light-dark(#c9d4d1,#34454a);--petrol:light-dark(#0b5c63,#7fd0d6);--brass:light-dark(#a86400,#e0aa4a)}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font:1.0625rem/1.55 system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif}
body{margin:0 auto;max-width:60rem;padding:1rem clamp(1rem,4vw,2.5rem) 2.5rem}
a{color:var(--petrol);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--brass);outline-offset:2px;border-radius:2px}
h1,h2{line-height:1.2;margin:0;text-wrap:balance}
h1{font-size:clamp(1.6rem,1.2rem + 2vw,2.4rem);letter-spacing:-.015em}
h2{font-size:1.25rem}
p{margin:.5rem 0 0;max-width:68ch}
.quiet{color:var(--quiet)}
header{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.5rem 1.5rem;margin-bottom:2.5rem}
header a{display:inline-block;padding:.5rem 0;margin-inline-end:1.25rem;min-height:2.75rem}
header a[aria-current]{color:var(--ink);font-weight:700;text-decoration:none}
ul.cards{list-style:none;margin:1.5rem 0 0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr));gap:1rem}
ul.cards li{display:flex;flex-direction:column;background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.25rem 1.25rem}
ul.cards+p{margin-top:1.5rem}
ul.cards .go{margin-top:auto;padding-top:1rem}
.button{display:inline-block;min-height:2.75rem;padding:.55rem 1rem;border-radius:.5rem;background:var(--petrol);color:var(--paper);font-weight:600;text-decoration:none}
`;

export interface Page {
  readonly language: Language;
  readonly title: string;
  /** HTML, in which every text is escaped. */
  readonly body: string;
  /** HTML beside the name in the header. */
  readonly aside?: string;
}

/** A whole page, without script. */
export function htmlPage({ language, title, body, aside = '' }: Page): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escapeHtml(title)} · Kapstok</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml"><style>${STYLE}</style></head>
<body><header><a href="/"><strong>Kapstok</strong></a>${aside}</header>
<main>${body}</main></body></html>
`;
}

/** The languages in which the gateway's own pages are written. */
export const PAGE_LANGUAGES = ['nl', 'fr', 'en'] as const satisfies readonly Language[];
export type PageText = Readonly<Record<(typeof PAGE_LANGUAGES)[number], string>>;

/** The language for a reader who wishes for these, best first; English when none is ours. */
export function pageLanguage(wishes: readonly Language[]): keyof PageText {
  for (const wish of wishes) {
    const found = PAGE_LANGUAGES.find((language) => language === wish);
    if (found !== undefined) return found;
  }
  return 'en';
}
