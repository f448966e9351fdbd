import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/parts.css';
import '../styles/print.css';
import { hydrate, render } from 'preact';
import { browserAsk } from '../graph/browser-ask.ts';
import { Graph, type Snapshot } from '../graph/graph.ts';
import { pickLanguage } from '../i18n/language.ts';
import { loadSpeech } from '../i18n/load.ts';
import { Browser } from './browser.tsx';
import { routeOf } from './routes.ts';

/** What the server asked to draw the page; null when it drew none. */
function readSnapshot(): Snapshot | null {
  const text = document.getElementById('answers')?.textContent;
  return text ? (JSON.parse(text) as Snapshot) : null;
}

async function start(): Promise<void> {
  const root = document.getElementById('app');
  const address = new URL(location.href);
  const found = routeOf(address.pathname) ?? routeOf('/');
  if (root === null || found === null) return;
  const snapshot = readSnapshot();
  // What the server wrote is in the language of the page.
  const drawn = snapshot === null ? null : document.documentElement.lang;
  const language = pickLanguage(drawn ?? address.searchParams.get('lang'), navigator.languages);
  document.documentElement.lang = language;
  const [page, speech] = await Promise.all([found.route.load(), loadSpeech(language)]);
  const graph = new Graph(browserAsk(language), snapshot ?? {});
  const app = <Browser graph={graph} speech={speech} first={{ address, found, page }} />;
  if (snapshot === null) render(app, root);
  else hydrate(app, root);
}

void start();
