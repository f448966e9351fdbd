import { CHANGE_INPUT, ChangeRefused, needText } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { NOTHING, type Situation } from '../poverty-test/lifecycle.ts';
import type { PovertyTest } from '../poverty-test/poverty-test.ts';
import { TestAdviceEnum, TestConclusionEnum } from '../poverty-test/test-words.ts';
import { beginStep, nextStage, pastDay, REVIEWER, showsTest, stepDone, testInput } from './step-type.ts';

mutation({
  ...showsTest,
  name: 'adviseTest',
  description:
    'Gives the advice of a poverty test, once each kind of knowledge is there or absent with a reason. To proceed with adjustments, each of them has an owner. For reviewers.',
  asks: 'What the test concludes and advises.',
  input: (t) => ({
    ...testInput(t),
    conclusion: t.field({
      type: TestConclusionEnum,
      required: true,
      description: 'What it would do, on the whole, to people in poverty.',
    }),
    advice: t.field({ type: TestAdviceEnum, required: true, description: 'What the test advises.' }),
    hasDissent: t.boolean({ description: 'Whether somebody disagreed. Left out: nobody noted it.' }),
    advisedOn: t.field({ type: 'Date', description: 'Day of the advice, not to come; left out: today.' }),
  }),
  async change(input, context, db) {
    const { tests, today } = context;
    const test = await beginStep(input, REVIEWER, context, db);
    const advisedOn = pastDay(input.advisedOn, 'advisedOn', today);
    const from = test.quickscanOn ?? test.requestedOn;
    if (advisedOn < from)
      throw new ChangeRefused('BAD_USER_INPUT', `The advice comes after the quickscan of ${from}.`, {
        path: 'advisedOn',
      });
    const { advice, conclusion } = input;
    const stage = nextStage(test, 'advise', await situationOf(test, advice, context));
    const has_dissent = input.hasDissent ?? null;
    await tests.set(test.id, { stage, advice, conclusion, has_dissent, advised_on: advisedOn });
    await tests.keepSubject(test.id);
    return stepDone(test, 'TEST_ADVISED', { stage, advice, conclusion, advisedOn });
  },
});

mutation({
  ...showsTest,
  name: 'withdrawAdvice',
  description:
    'Takes back an advice on which nobody decided yet: the test is in dialogue again, and its action has no valid test until another advice. For reviewers.',
  asks: 'Which advice is to be taken back, and why.',
  input: (t) => ({
    ...testInput(t),
    reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
  }),
  async change(input, context, db) {
    const test = await beginStep(input, REVIEWER, context, db);
    const reason = needText(input.reason, 'reason', 1000);
    const stage = nextStage(test, 'withdrawAdvice');
    await context.tests.set(test.id, {
      stage,
      advice: null,
      conclusion: null,
      advised_on: null,
      has_dissent: null,
    });
    return stepDone(test, 'ADVICE_WITHDRAWN', { stage, advice: test.advice }, reason);
  },
});

async function situationOf(
  { id }: PovertyTest,
  advice: Situation['advice'],
  { details, recommendations }: Context,
): Promise<Situation> {
  const contributions = (await details.contributions([id])).get(id) ?? [];
  const adjustments = await recommendations.byTest(id);
  return {
    ...NOTHING,
    advice,
    knowledge: contributions.map(({ kind }) => kind),
    adjustmentCount: adjustments.length,
    ownerlessCount: adjustments.filter(({ ownerId }) => ownerId === null).length,
  };
}
