import { ChangeRefused, idOf, needText, notThere, type Queryable, textOf } from '@kapstok/kit';
import type { RecommendationResponse } from '@kapstok/schema';
import { builder, Language, mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { NOTHING } from '../poverty-test/lifecycle.ts';
import type { PovertyTest } from '../poverty-test/poverty-test.ts';
import { DecisionOutcomeEnum } from '../poverty-test/test-words.ts';
import { RecommendationResponseEnum } from '../recommendation/recommendation-type.ts';
import {
  beginStep,
  localised,
  nextStage,
  pastDay,
  SECRETARY,
  showsTest,
  stepDone,
  testInput,
} from './step-type.ts';

const Response = builder.inputType('RecommendationAnswerInput', {
  description: 'What the deciding body answers to one recommendation.',
  fields: (t) => ({
    recommendationId: t.id({ required: true, description: 'A recommendation of the test.' }),
    response: t.field({ type: RecommendationResponseEnum, required: true, description: 'What it answers.' }),
    reason: t.string({ description: 'Why; needed unless it is adopted.' }),
  }),
});

mutation({
  ...showsTest,
  name: 'decideTest',
  description:
    'Records what the deciding body decided on the advice of a poverty test, with an answer to each recommendation. A decision from before the advice is recorded and flagged. For the secretary of the deciding body.',
  asks: 'What was decided, when, and what is answered to each recommendation.',
  input: (t) => ({
    ...testInput(t),
    outcome: t.field({
      type: DecisionOutcomeEnum,
      required: true,
      description: 'Whether the deciding body followed the advice.',
    }),
    decidedOn: t.field({ type: 'Date', required: true, description: 'Day of the decision, not to come.' }),
    reference: t.string({ description: 'Number of the decision in the minutes. Left out: not noted.' }),
    reason: t.string({ description: 'Why it decided so; needed when it did not follow the advice.' }),
    answers: t.field({ type: [Response], required: true, description: 'An answer to each recommendation.' }),
    language: t.field({
      type: Language,
      description: 'Language of the texts; left out: that of the programme.',
    }),
  }),
  async change(input, context, db) {
    const { tests, today } = context;
    const test = await beginStep(input, SECRETARY, context, db);
    const decidedOn = pastDay(input.decidedOn, 'decidedOn', today);
    const reason =
      input.outcome === 'NOT_FOLLOWED'
        ? needText(input.reason, 'reason', 2000)
        : textOf(input.reason, 'reason', 2000);

    const unansweredCount = await answerAll(test, input, context, db);
    const stage = nextStage(test, 'decide', { ...NOTHING, unansweredCount });
    await tests.set(test.id, {
      stage,
      decision: input.outcome,
      decided_on: decidedOn,
      decision_reference: textOf(input.reference, 'reference', 200),
      decision_reason:
        reason === null ? null : await localised(reason, input.language, test.programmeId, context),
    });
    return stepDone(test, 'TEST_DECIDED', { stage, decision: input.outcome, decidedOn }, reason);
  },
});

interface Given {
  readonly answers: readonly {
    recommendationId: string;
    response: RecommendationResponse;
    reason?: string | null | undefined;
  }[];
  readonly language?: 'nl' | 'fr' | 'en' | 'de' | null | undefined;
}

/** Keeps the answers; how many recommendations got none. */
async function answerAll(
  { id, programmeId }: PovertyTest,
  input: Given,
  context: Context,
  db: Queryable,
): Promise<number> {
  const { recommendations } = context;
  await db.query('select id from recommendation where test_id = $1 order by id for update', [id]);
  const open = new Set((await recommendations.byTest(id)).map((one) => one.id));
  for (const { recommendationId, response, reason } of input.answers) {
    const one = idOf(recommendationId, 'answers', 'recommendation');
    if (!open.delete(one)) throw notThere('answers', 'recommendation of the test, not answered twice');
    const why = textOf(reason, 'answers', 2000);
    if (why === null && response !== 'ADOPTED')
      throw new ChangeRefused(
        'BAD_USER_INPUT',
        `A recommendation that is ${response} needs the reason why.`,
        {
          path: 'answers',
        },
      );
    const response_reason = why === null ? null : await localised(why, input.language, programmeId, context);
    await recommendations.set(one, { response, response_reason });
  }
  return open.size;
}
