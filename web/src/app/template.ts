import type { Snapshot } from '../graph/graph.ts';
import type { Session } from './session.ts';

/** With what a page was drawn: the browser goes on from there. */
export interface Drawing {
  readonly answers: Snapshot;
  readonly session: Session;
}

interface Filling extends Drawing {
  readonly language: string;
  readonly title: string;
  readonly body: string;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/** Data in a page, which no text in it can end: not even one that holds a closing tag. */
const dataOf = (drawnWith: Drawing): string =>
  JSON.stringify(drawnWith).replace(
    /[<>\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** The built page with what was drawn in it, and the answers from which the browser goes on. */
export function fillTemplate(template: string, { language, title, body, answers, session }: Filling): string {
  const name = title === '' ? 'Kapstok' : `${escapeHtml(title)} · Kapstok`;
  // Functions, since text may hold `$&`.
  return template
    .replace(/ *<noscript>[\s\S]*?<\/noscript>\n?/, '')
    .replace(/<html lang="\w+">/, () => `<html lang="${language}">`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${name}</title>`)
    .replace(
      '<div id="app"></div>',
      () => `<div id="app">${body}</div>
    <script type="application/json" id="answers">${dataOf({ answers, session })}</script>`,
    );
}
