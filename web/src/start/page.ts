import { PAGE_LANGUAGES, type PageLanguage } from '../language.ts';
import { explorerAddress, QUESTION_NAMES, QUESTIONS, type QuestionName } from '../questions.ts';
import { STRINGS, type Strings } from '../strings.ts';
import { accountLine } from './account.ts';
import { h } from './dom.ts';
import { programmeSection } from './programme-section.ts';

function languageSwitch(current: PageLanguage, strings: Strings): HTMLElement {
  const links = PAGE_LANGUAGES.map((language) =>
    h(
      'li',
      {},
      h(
        'a',
        {
          href: `/?lang=${language}`,
          lang: language,
          hreflang: language,
          'aria-current': language === current ? 'true' : undefined,
        },
        STRINGS[language].languageName,
      ),
    ),
  );
  return h('nav', { 'aria-label': strings.languages }, h('ul', { class: 'languages' }, ...links));
}

function questionItem(name: QuestionName, language: PageLanguage, strings: Strings): HTMLElement {
  const { title, answers } = strings.question[name];
  return h(
    'li',
    {},
    h('h3', { id: name }, title),
    h('p', {}, answers),
    h(
      'p',
      { class: 'go' },
      h(
        'a',
        {
          href: explorerAddress(name, language),
          id: `open-${name}`,
          'aria-labelledby': `open-${name} ${name}`,
        },
        strings.open,
      ),
    ),
    h(
      'details',
      {},
      h('summary', {}, strings.showQuery),
      // Focusable, so that a keyboard can scroll a wide query.
      h(
        'pre',
        { tabindex: '0', role: 'region', 'aria-label': title, lang: 'en' },
        h('code', {}, QUESTIONS[name].trim()),
      ),
    ),
  );
}

/** The whole start page in one language. */
export function startPage(language: PageLanguage): HTMLElement[] {
  const strings = STRINGS[language];
  const mark = h('img', { src: '/favicon.svg', alt: '', width: '40', height: '40' });
  const items = QUESTION_NAMES.map((name) => questionItem(name, language, strings));
  return [
    h('a', { class: 'skip', href: '#main' }, strings.skip),
    h(
      'header',
      {},
      h('p', { class: 'brand' }, mark, 'Kapstok'),
      accountLine(language, strings),
      languageSwitch(language, strings),
    ),
    h(
      'main',
      { id: 'main' },
      h('h1', {}, strings.headline),
      h('p', { class: 'intro' }, strings.intro),
      programmeSection(language, strings),
      h(
        'section',
        { 'aria-labelledby': 'questions' },
        h('h2', { id: 'questions' }, strings.questions),
        h('p', { class: 'quiet' }, strings.questionsIntro),
        h('ul', { class: 'questions' }, ...items),
      ),
    ),
    h(
      'footer',
      {},
      h('a', { href: `/explorer?lang=${language}` }, strings.explorer),
      h('span', {}, 'EUPL-1.2'),
    ),
  ];
}
