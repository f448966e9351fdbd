import type { Language } from '@kapstok/schema';
import { pickLanguage } from '../i18n/language.ts';
import { isQuestionName, type QuestionName } from '../question-names.ts';
import { QUESTIONS } from '../questions.ts';

/** What the address of the explorer asks for. */
export interface ExplorerRequest {
  /** The question whose link is marked as current; null for a query of one's own, or none. */
  question: QuestionName | null;
  /** The query to open; null means: whatever this browser had open last. */
  query: string | null;
  variables: string | null;
  /** The language asked for by address; null leaves the browser's own Accept-Language alone. */
  acceptLanguage: string | null;
  pageLanguage: Language;
}

/** `?query=` wins over `?question=`; a question we do not know is as good as none. */
export function readRequest(search: string, wishes: readonly string[]): ExplorerRequest {
  const parameters = new URLSearchParams(search);
  const name = parameters.get('question');
  const own = parameters.get('query');
  const question = own === null && isQuestionName(name) ? name : null;
  const query = own ?? (question === null ? null : QUESTIONS[question]);
  return {
    question,
    query,
    // An empty text, not null: else GraphiQL would add the variables of the query that was open before.
    variables: query === null ? null : (parameters.get('variables') ?? ''),
    acceptLanguage: parameters.get('lang'),
    pageLanguage: pickLanguage(parameters.get('lang'), wishes),
  };
}
