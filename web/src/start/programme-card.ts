import type { PageLanguage } from '../language.ts';
import { explorerAddress } from '../questions.ts';
import type { Strings } from '../strings.ts';
import { h, hook } from './dom.ts';
import type { ProgrammeCard } from './programmes.ts';

/** "januari 2013 – december 2019"; null when the start is not known or not a date. */
export function termText(card: ProgrammeCard, language: PageLanguage, strings: Strings): string | null {
  // Dates are days, not instants: without a fixed zone, 1 January is December west of Greenwich.
  const format = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' });
  const [start, end] = [card.startsOn, card.endsOn].map((day) =>
    day === null ? Number.NaN : Date.parse(day),
  );
  if (start === undefined || Number.isNaN(start)) return null;
  if (end === undefined || Number.isNaN(end)) return strings.since(format.format(start));
  return format.formatRange(start, end);
}

function domainList(card: ProgrammeCard, strings: Strings): HTMLElement | null {
  if (card.domains === null) return h('p', { class: 'quiet' }, strings.domainsMissing);
  if (card.domains.length === 0) return null;
  const items = card.domains.map((title) => h('li', {}, title));
  return h('ul', { class: 'domains', 'aria-label': strings.domains }, ...items);
}

function overviewLink(
  slug: string | null,
  title: string,
  language: PageLanguage,
  strings: Strings,
): HTMLElement | null {
  if (slug === null) return null;
  const href = explorerAddress('director-overview', language, { slug });
  // Read out of context, ten links with the same words are no help: the label adds the title.
  return h(
    'p',
    { class: 'go' },
    h('a', { href, 'aria-label': `${strings.overview}: ${title}` }, strings.overview),
  );
}

/** One programme on its hook: title, term, whether it is invented, its domains, and the way to its overview. */
export function programmeCard(card: ProgrammeCard, language: PageLanguage, strings: Strings): HTMLElement {
  const term = termText(card, language, strings);
  const title = card.title ?? card.slug ?? strings.untitled;
  return h(
    'li',
    { class: 'peg' },
    hook(),
    h(
      'article',
      { class: 'card' },
      h('h3', {}, title),
      term === null ? null : h('p', { class: 'term' }, term),
      card.isFictional
        ? h('p', { class: 'fictional' }, h('strong', {}, strings.fictional), ` ${strings.fictionalWhy}`)
        : null,
      domainList(card, strings),
      overviewLink(card.slug, title, language, strings),
    ),
  );
}
