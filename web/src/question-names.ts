/** The ready-made questions, in the order in which they are offered. The name is the file and the address. */
export const QUESTION_NAMES = ['director-overview', 'child-poverty-blocks', 'kansarmoede-index'] as const;

export type QuestionName = (typeof QUESTION_NAMES)[number];

export const isQuestionName = (name: string | null): name is QuestionName =>
  QUESTION_NAMES.some((one) => one === name);

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
