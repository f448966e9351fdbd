import type { QuestionName } from './question-names.ts';
import childPovertyBlocks from './questions/child-poverty-blocks.graphql?raw';
import directorOverview from './questions/director-overview.graphql?raw';
import kansarmoedeIndex from './questions/kansarmoede-index.graphql?raw';

/** The text of the ready-made questions, which only the explorer loads. */
export const QUESTIONS: Readonly<Record<QuestionName, string>> = {
  'director-overview': directorOverview,
  'child-poverty-blocks': childPovertyBlocks,
  'kansarmoede-index': kansarmoedeIndex,
};
