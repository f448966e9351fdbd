import type { TestAdvice, TestStage } from '@kapstok/schema';

/** How the actions of a programme, domain, block or one action stand in their poverty tests. */
export interface TestingSummary {
  readonly actionCount: number;
  readonly testedCount: number;
  readonly validCount: number;
  readonly missingCount: number;
  readonly overdueCount: number;
  readonly byStage: Tally<TestStage>;
  readonly byAdvice: Tally<TestAdvice>;
  readonly openRecommendationCount: number;
  readonly overdueRecommendationCount: number;
  readonly experienceHeardCount: number;
  readonly lastTestedOn: string | null;
  readonly hasSynthetic: boolean;
}

/** How many of each word; words that none has are left out. */
export type Tally<Word extends string> = { readonly [W in Word]?: number };

export const NOTHING_TESTED: TestingSummary = {
  actionCount: 0,
  testedCount: 0,
  validCount: 0,
  missingCount: 0,
  overdueCount: 0,
  byStage: {},
  byAdvice: {},
  openRecommendationCount: 0,
  overdueRecommendationCount: 0,
  experienceHeardCount: 0,
  lastTestedOn: null,
  hasSynthetic: false,
};

/** A tally as a list, in the order of the words. */
export function countsOf<Word extends string>(
  tally: Tally<Word>,
  words: readonly Word[],
): { word: Word; count: number }[] {
  return words.flatMap((word) => {
    const count = tally[word] ?? 0;
    return count > 0 ? [{ word, count }] : [];
  });
}
