import childPovertyBlocks from './questions/child-poverty-blocks.graphql?raw';
import directorOverview from './questions/director-overview.graphql?raw';
import kansarmoedeIndex from './questions/kansarmoede-index.graphql?raw';

/** The ready-made questions, in the order in which they are offered. The name is the file and the address. */
export const QUESTIONS = {
  'director-overview': directorOverview,
  'child-poverty-blocks': childPovertyBlocks,
  'kansarmoede-index': kansarmoedeIndex,
} as const;

export type QuestionName = keyof typeof QUESTIONS;

export const QUESTION_NAMES = Object.keys(QUESTIONS) as QuestionName[];

export function isQuestionName(name: string | null): name is QuestionName {
  return name !== null && Object.hasOwn(QUESTIONS, name);
}

/** The address that opens a question in the explorer, in a language and with variables where they are given. */
export function explorerAddress(
  question: QuestionName,
  language: string,
  variables?: Record<string, unknown>,
): string {
  const parameters = new URLSearchParams({ question, lang: language });
  if (variables) parameters.set('variables', JSON.stringify(variables));
  return `/explorer?${parameters}`;
}
