import { TEST_ADVICE, TEST_STAGE, type TestAdvice, type TestStage, wordsOf } from '@kapstok/schema';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { TestAdviceEnum, TestStageEnum } from '../poverty-test/test-words.ts';
import { rightsOf } from '../rights/rights.ts';
import { countsOf, NOTHING_TESTED, type TestingSummary } from './summary.ts';
import type { SummaryLevel } from './summary-store.ts';

const StageCount = builder.objectRef<{ word: TestStage; count: number }>('TestStageCount').implement({
  description: 'How many poverty tests are in a stage.',
  fields: (t) => ({
    stage: t.field({
      type: TestStageEnum,
      description: 'The stage they are in.',
      resolve: ({ word }) => word,
    }),
    count: t.exposeInt('count', { description: 'How many tests are in it.' }),
  }),
});

const AdviceCount = builder.objectRef<{ word: TestAdvice; count: number }>('TestAdviceCount').implement({
  description: 'How many poverty tests gave an advice.',
  fields: (t) => ({
    advice: t.field({
      type: TestAdviceEnum,
      description: 'The advice they gave.',
      resolve: ({ word }) => word,
    }),
    count: t.exposeInt('count', { description: 'Tests that gave it.' }),
  }),
});

const Summary = builder.objectRef<TestingSummary>('PovertyTestingSummary').implement({
  description:
    'How actions stand in their poverty tests. Counts of actions count every action, one that has parts and its parts alike. Counts of tests on a programme include the tests of its agreements.',
  fields: (t) => ({
    actionCount: t.exposeInt('actionCount', { description: 'How many actions are counted.' }),
    testedCount: t.exposeInt('testedCount', {
      description: 'Actions with at least one test that is past its quickscan and not withdrawn.',
    }),
    validCount: t.exposeInt('validCount', {
      description: 'Actions whose latest concluded test holds today, as `PovertyTest.isValid` says.',
    }),
    missingCount: t.exposeInt('missingCount', {
      description: 'Actions without any test, withdrawn ones not counted.',
    }),
    overdueCount: t.exposeInt('overdueCount', {
      description: 'Actions with a test that is overdue today, as `PovertyTest.isOverdue` says.',
    }),
    byStage: t.field({
      type: [StageCount],
      description: 'Tests by stage, in the order of the stages; stages that none is in are left out.',
      resolve: ({ byStage }) => countsOf(byStage, wordsOf(TEST_STAGE)),
    }),
    byAdvice: t.field({
      type: [AdviceCount],
      description: 'Tests by advice, withdrawn ones left out; advices that none gave are left out.',
      resolve: ({ byAdvice }) => countsOf(byAdvice, wordsOf(TEST_ADVICE)),
    }),
    openRecommendationCount: t.exposeInt('openRecommendationCount', {
      description: 'Recommendations that still wait to be carried out, as `Recommendation.isOpen` says.',
    }),
    overdueRecommendationCount: t.exposeInt('overdueRecommendationCount', {
      description: 'Of these, those whose due day has passed.',
    }),
    experienceHeardCount: t.exposeInt('experienceHeardCount', {
      description:
        'Tests to which people with experience of poverty brought their knowledge, withdrawn ones left out.',
    }),
    lastTestedOn: t.field({
      type: 'Date',
      nullable: true,
      description:
        'Latest day of a quickscan or an advice. Null when there was none, or nobody noted the day.',
      resolve: ({ lastTestedOn }) => lastTestedOn,
    }),
    hasSynthetic: t.exposeBoolean('hasSynthetic', {
      description: 'Whether one of the tests counted is made up for demonstration.',
    }),
  }),
});

/** The field `povertyTesting` of a noun of another service. */
export const testingSummary = (level: SummaryLevel, about: string) => ({
  type: Summary,
  nullable: true as const,
  reads: 'TESTS' as const,
  description: `${about} What is not decided yet counts by its stage only for who may not read drafts. Null when the reviews service cannot be reached, or it is not for you.`,
  resolve: async ({ id }: { id: string }, _args: unknown, context: Context) => {
    const { loaders, summaries, today } = context;
    const summary = await loaders.load('testing', [level, today], id, async (ids) =>
      summaries.byParents({ level, today, rights: await rightsOf(context) }, ids),
    );
    return summary ?? NOTHING_TESTED;
  },
});
