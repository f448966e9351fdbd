import { CHANGE_INPUT, ChangeRefused, needText, newId, textOf } from '@kapstok/kit';
import { Language, mutation } from '../builder.ts';
import { NOTHING } from '../poverty-test/lifecycle.ts';
import { TestStageEnum } from '../poverty-test/test-words.ts';
import {
  beginStep,
  dayFrom,
  localised,
  nextStage,
  REVIEWER_OR_STEERING,
  showsTest,
  stepDone,
  testInput,
} from './step-type.ts';

mutation({
  ...showsTest,
  name: 'startFollowUp',
  description:
    'Begins the follow-up of a decided poverty test. For reviewers, the director and the coordinator of the domain.',
  asks: 'Which test is now followed up.',
  input: testInput,
  async change(input, context, db) {
    const test = await beginStep(input, REVIEWER_OR_STEERING, context, db);
    const stage = nextStage(test, 'startFollowUp');
    await context.tests.set(test.id, { stage });
    return stepDone(test, 'TEST_FOLLOW_UP_STARTED', { stage });
  },
});

mutation({
  ...showsTest,
  name: 'closeTest',
  description:
    'Closes a poverty test of which every recommendation was carried out or rejected. For reviewers, the director and the coordinator of the domain.',
  asks: 'Which test has nothing left to do.',
  input: testInput,
  async change(input, context, db) {
    const test = await beginStep(input, REVIEWER_OR_STEERING, context, db);
    const all = await context.recommendations.byTest(test.id);
    const openCount = all.filter((one) => one.status === 'OPEN' && one.response !== 'REJECTED').length;
    const stage = nextStage(test, 'close', { ...NOTHING, openCount });
    await context.tests.set(test.id, { stage });
    return stepDone(test, 'TEST_CLOSED', { stage });
  },
});

mutation({
  ...showsTest,
  name: 'scheduleRetest',
  description:
    'Says until when a poverty test holds, or after which event it is to be repeated. For reviewers, the director and the coordinator of the domain.',
  asks: 'When the test is to be repeated.',
  input: (t) => ({
    ...testInput(t),
    retestOn: t.field({ type: 'Date', description: 'Last day on which the test holds. Left out: it stays.' }),
    trigger: t.string({ description: 'An event after which it is to be repeated. Left out: it stays.' }),
    budgetShare: t.int({
      description:
        'Percentage, 1 to 1000, by which the planned money may move before it is due. Left out: it stays, 20 at first.',
    }),
    language: t.field({
      type: Language,
      description: 'Language of the event; left out: that of the programme.',
    }),
  }),
  async change(input, context, db) {
    const test = await beginStep(input, REVIEWER_OR_STEERING, context, db);
    nextStage(test, 'scheduleRetest');
    const from = test.advisedOn ?? test.quickscanOn ?? test.requestedOn;
    const retestOn = dayFrom(input.retestOn, 'retestOn', from) ?? test.retestOn;
    const trigger = textOf(input.trigger, 'trigger', 500);
    const share = input.budgetShare ?? test.retestShare;
    if (share < 1 || share > 1000)
      throw new ChangeRefused('BAD_USER_INPUT', 'budgetShare is a percentage from 1 to 1000.', {
        path: 'budgetShare',
      });
    const say = (text: string) => localised(text, input.language, test.programmeId, context);
    await context.tests.set(test.id, {
      retest_on: retestOn,
      retest_share: share,
      ...(trigger === null ? {} : { retest_trigger: await say(trigger) }),
    });
    return stepDone(test, 'RETEST_SCHEDULED', { retestOn, budgetShare: share, trigger });
  },
});

mutation({
  ...showsTest,
  name: 'withdrawTest',
  description:
    'Calls a poverty test off: it counts as none from then on. For reviewers, the director and the coordinator of the domain.',
  asks: 'Which test is to be called off, and why.',
  input: (t) => ({
    ...testInput(t),
    reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
  }),
  async change(input, context, db) {
    const test = await beginStep(input, REVIEWER_OR_STEERING, context, db);
    const reason = needText(input.reason, 'reason', 1000);
    const stage = nextStage(test, 'withdraw');
    await context.tests.set(test.id, { stage, withdrawn_on: context.today });
    return stepDone(test, 'TEST_WITHDRAWN', { stage }, reason);
  },
});

mutation({
  ...showsTest,
  name: 'rateStage',
  description:
    'Judges how well a stage of a poverty test was done, from 1 to 4; what was said before is replaced. For reviewers, the director and the coordinator of the domain.',
  asks: 'Which stage was done how well.',
  input: (t) => ({
    ...testInput(t),
    stage: t.field({ type: TestStageEnum, required: true, description: 'The stage that is judged.' }),
    score: t.int({ required: true, description: 'From 1, poor, to 4, very good.' }),
    note: t.string({ description: 'Why it is judged so. Left out: nobody said.' }),
  }),
  async change(input, context, db) {
    const test = await beginStep(input, REVIEWER_OR_STEERING, context, db);
    nextStage(test, 'rate');
    const { stage, score } = input;
    if (score < 1 || score > 4)
      throw new ChangeRefused('BAD_USER_INPUT', 'A score is 1, 2, 3 or 4.', { path: 'score' });
    const row = { id: newId(), programme_id: test.programmeId, test_id: test.id };
    await context.details.putQuality({ ...row, stage, score, note: textOf(input.note, 'note', 1000) });
    return stepDone(test, 'STAGE_RATED', { stage, score });
  },
});
