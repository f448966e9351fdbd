import { renderToString } from 'preact-render-to-string';
import { readAnswer } from '../graph/answer.ts';
import { Graph } from '../graph/graph.ts';
import { pickLanguage } from '../i18n/language.ts';
import { loadSpeech } from '../i18n/load.ts';
import { QUESTIONS } from '../questions.ts';
import { Root } from './root.tsx';
import { routeOf } from './routes.ts';
import { type Session, visitor } from './session.ts';
import { fillTemplate } from './template.ts';

/** Asks the graph as nobody in particular; the body of the answer, as it would leave the house. */
export type AskText = (query: string, variables: object, language: string) => Promise<unknown>;

export interface Drawn {
  readonly status: number;
  readonly html: string;
  /** Whether all of it was answered; what was not should be asked again soon. */
  readonly isWhole: boolean;
}

/** A page asks, is drawn with the answers, may then ask more; this often at most. */
const ROUNDS = 3;

const generated = import.meta.glob<Readonly<Record<string, unknown>>>('../generated/*.ts', { eager: true });
const isDocument = (value: unknown): value is { readonly text: string } =>
  typeof value === 'object' && value !== null && 'text' in value;

/** The text of every question that the pages ask, for a hub that answers no others. */
export const operations: readonly string[] = [
  ...Object.values(generated).flatMap((module) =>
    Object.values(module)
      .filter(isDocument)
      .map(({ text }) => text),
  ),
  ...Object.values(QUESTIONS),
];

/** Draws the pages of a plan with what everybody may see. */
export const createPages = (template: string) => ({
  patterns: ['/', '/plan/*', '/account', '/accessibility', '/withholding'],
  isPage: (path: string): boolean => routeOf(path) !== null,
  draw: (
    address: URL,
    wishes: readonly string[],
    askText: AskText,
    signInUrl: string | null,
  ): Promise<Drawn | null> => draw(template, address, wishes, askText, visitor(signInUrl)),
});

async function draw(
  template: string,
  address: URL,
  wishes: readonly string[],
  askText: AskText,
  session: Session,
): Promise<Drawn | null> {
  const found = routeOf(address.pathname);
  if (found === null || !found.route.isPublic) return null;
  const language = pickLanguage(address.searchParams.get('lang'), wishes);
  const [page, speech] = await Promise.all([found.route.load(), loadSpeech(language)]);
  const graph = new Graph(async ({ text }, variables) =>
    readAnswer(await askText(text, variables as object, language)),
  );
  const place = { path: address.pathname, search: address.searchParams, go: () => undefined };
  const head = { title: '', isFound: true };
  const round = () => renderToString(<Root {...{ graph, speech, place, head, found, page, session }} />);
  let body = round();
  for (let count = 0; count < ROUNDS && (await graph.settle()); count++) body = round();
  const answers = graph.snapshot();
  return {
    status: head.isFound ? 200 : 404,
    html: fillTemplate(template, { language, title: head.title, body, answers, session }),
    isWhole: Object.values(answers).every(({ errors }) => errors.length === 0),
  };
}
