import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/parts.css';
import '../styles/print.css';
import { hydrate, render } from 'preact';
import { browserAsk } from '../graph/browser-ask.ts';
import { Graph } from '../graph/graph.ts';
import { pickLanguage } from '../i18n/language.ts';
import { loadSpeech } from '../i18n/load.ts';
import { Browser } from './browser.tsx';
import { keepMissing, readMissing } from './missing.ts';
import { routeOf } from './routes.ts';
import type { Drawing } from './template.ts';

/** With what the server drew the page; null when it drew none. */
function readDrawing(): Drawing | null {
  const text = document.getElementById('answers')?.textContent;
  return text ? (JSON.parse(text) as Drawing) : null;
}

async function start(): Promise<void> {
  const root = document.getElementById('app');
  const address = new URL(location.href);
  const found = routeOf(address.pathname) ?? routeOf('/');
  if (root === null || found === null) return;
  const drawing = readDrawing();
  // What the server wrote is in the language of the page.
  const drawn = drawing === null ? null : document.documentElement.lang;
  const language = pickLanguage(drawn ?? address.searchParams.get('lang'), navigator.languages);
  document.documentElement.lang = language;
  const [page, speech] = await Promise.all([found.route.load(), loadSpeech(language)]);
  const graph = new Graph(browserAsk(language), drawing?.answers ?? {}, readMissing());
  keepMissing(graph);
  const first = { address, found, page, session: drawing?.session ?? null };
  const app = <Browser graph={graph} speech={speech} first={first} />;
  if (drawing === null) render(app, root);
  else hydrate(app, root);
}

void start();
