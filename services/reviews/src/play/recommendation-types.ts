import {
  CHANGE_INPUT,
  ChangeRefused,
  freeCode,
  lockRow,
  type MutationOptions,
  maybeIdOf,
  needRow,
  needText,
  newId,
  notThere,
  type Queryable,
  speaksFor,
} from '@kapstok/kit';
import { Language, mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import type { Step } from '../poverty-test/lifecycle.ts';
import type { Recommendation } from '../recommendation/recommendation.ts';
import { RecommendationRef, readsRecommendation } from '../recommendation/recommendation-type.ts';
import {
  beginStep,
  dayFrom,
  localised,
  nextStage,
  onlyWho,
  pastDay,
  REVIEWER,
  REVIEWER_OR_STEERING,
  showsTest,
  stepDone,
  takeCodes,
  testInput,
} from './step-type.ts';

type InputBuilder = Parameters<MutationOptions<Context, Record<never, never>, unknown>['input']>[0];
const recommendationInput = (t: InputBuilder) => ({
  recommendationId: t.id({ required: true, description: 'The recommendation that it is about.' }),
  expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
});
const showsRecommendation = {
  objectType: 'Recommendation',
  shows: {
    field: 'recommendation',
    type: RecommendationRef,
    description: 'The recommendation as it stands now. Null when it is not for you.',
    load: (id: string, { loaders, recommendations }: Context) =>
      loaders.load('recommendation', null, id, recommendations.byIds),
  },
};

mutation({
  ...showsTest,
  name: 'addRecommendation',
  description:
    'Adds what a poverty test recommends, with who is to see to it and by when, before its advice is given. For reviewers.',
  asks: 'What is recommended, to whom, and by when.',
  input: (t) => ({
    ...testInput(t),
    text: t.string({ required: true, description: 'What is recommended, no names of people in poverty.' }),
    ownerId: t.id({ description: 'The organisation that is to see to it. Left out: none yet.' }),
    dueOn: t.field({ type: 'Date', description: 'Day by which it should be carried out. Left out: none.' }),
    language: t.field({
      type: Language,
      description: 'Language of the text; left out: that of the programme.',
    }),
  }),
  async change(input, context, db) {
    const test = await beginStep(input, REVIEWER, context, db);
    nextStage(test, 'recommend');
    const text = needText(input.text, 'text', 2000);
    const ownerId = maybeIdOf(input.ownerId, 'ownerId', 'organisation');
    await takeCodes(db, test.programmeId);
    const code = await freeCode(db, 'recommendation', test.programmeId, `${test.code}-r`);
    await context.recommendations.add({
      id: newId(),
      programme_id: test.programmeId,
      test_id: test.id,
      code,
      text: await localised(text, input.language, test.programmeId, context),
      owner_id: ownerId,
      due_on: dayFrom(input.dueOn, 'dueOn', context.today),
      status: 'OPEN',
    });
    await context.tests.set(test.id, { version: test.version + 1 });
    return stepDone(test, 'RECOMMENDATION_ADDED', { code, ownerId });
  },
});

mutation({
  ...showsRecommendation,
  name: 'assignRecommendation',
  description:
    'Gives a recommendation an owner and a day. For reviewers, the director and the coordinator of the domain.',
  asks: 'Who is to see to which recommendation, and by when.',
  input: (t) => ({
    ...recommendationInput(t),
    ownerId: t.id({ required: true, description: 'The organisation that is to see to it.' }),
    dueOn: t.field({
      type: 'Date',
      description: 'Day by which it should be carried out. Left out: it stays.',
    }),
  }),
  async change(input, context, db) {
    const { one, test } = await beginRecommendation(input, context, db, { forOwner: false });
    const owner_id = maybeIdOf(input.ownerId, 'ownerId', 'organisation');
    const due_on = dayFrom(input.dueOn, 'dueOn', context.today) ?? one.dueOn;
    if (one.status === 'DONE')
      throw new ChangeRefused('CONFLICT', 'It was carried out already.', { objectId: one.id });
    await context.recommendations.set(one.id, { owner_id, due_on });
    return {
      ...stepDone(test, 'RECOMMENDATION_ASSIGNED', { code: one.code, owner_id, due_on }),
      objectId: one.id,
    };
  },
});

mutation({
  ...showsRecommendation,
  name: 'respondToRecommendation',
  description:
    'Says what the owner of a recommendation makes of it. For the organisation that is to see to it; and for reviewers, the director and the coordinator of the domain.',
  asks: 'What is said about which recommendation.',
  input: (t) => ({
    ...recommendationInput(t),
    reply: t.string({
      required: true,
      description: 'What the owner says, such as how it will be carried out.',
    }),
    language: t.field({
      type: Language,
      description: 'Language of the reply; left out: that of the programme.',
    }),
  }),
  async change(input, context, db) {
    const { one, test } = await beginRecommendation(input, context, db, { step: 'reply' });
    const text = needText(input.reply, 'reply', 2000);
    const reply = await localised(text, input.language, one.programmeId, context);
    await context.recommendations.set(one.id, { reply, replied_on: context.today });
    return { ...stepDone(test, 'RECOMMENDATION_ANSWERED', { code: one.code }), objectId: one.id };
  },
});

mutation({
  ...showsRecommendation,
  name: 'closeRecommendation',
  description:
    'Says that a recommendation was carried out, with the adjustment of the action that it led to. For the organisation that is to see to it; and for reviewers, the director and the coordinator of the domain.',
  asks: 'Which recommendation was carried out, when, and by which adjustment.',
  input: (t) => ({
    ...recommendationInput(t),
    doneOn: t.field({ type: 'Date', description: 'When it was carried out, not to come; left out: today.' }),
    adjustmentId: t.id({
      description: 'The adjustment, as in `Action.adjustments`. Left out: it led to none.',
    }),
    adjustmentCode: t.string({ description: 'Code of that adjustment. Left out: not noted.' }),
  }),
  async change(input, context, db) {
    const { one, test } = await beginRecommendation(input, context, db, { step: 'carryOut' });
    if (one.status === 'DONE' || one.response === 'REJECTED') {
      const message =
        one.status === 'DONE' ? 'It was carried out already.' : 'It was rejected: nobody carries it out.';
      throw new ChangeRefused('CONFLICT', message, { objectId: one.id });
    }
    const done_on = pastDay(input.doneOn, 'doneOn', context.today);
    const adjustment_id = maybeIdOf(input.adjustmentId, 'adjustmentId', 'adjustment');
    const adjustment_code = input.adjustmentCode?.trim() || null;
    await context.recommendations.set(one.id, { status: 'DONE', done_on, adjustment_id, adjustment_code });
    const after = { code: one.code, doneOn: done_on, adjustmentId: adjustment_id };
    return { ...stepDone(test, 'RECOMMENDATION_CARRIED_OUT', after), objectId: one.id };
  },
});

/** A recommendation, locked, with its test, for who may do this with it. */
async function beginRecommendation(
  input: { readonly recommendationId: string; readonly expectedVersion?: number | null | undefined },
  context: Context,
  db: Queryable,
  { step, forOwner = true }: { step?: Step; forOwner?: boolean },
) {
  const { viewer, tests, recommendations } = context;
  const { byIds } = recommendations;
  const found = await needRow(input.recommendationId, 'recommendationId', 'recommendation', byIds);
  const test = (await tests.byIds([found.testId])).get(found.testId);
  if (test === undefined || !(await readsRecommendation(found, context)))
    throw notThere('recommendationId', 'recommendation');
  if (!(forOwner && isOwners(found, viewer))) await onlyWho(REVIEWER_OR_STEERING, test, context);
  const one = await lockRow(db, 'recommendation', { id: found.id, byIds }, input.expectedVersion);
  if (step !== undefined) nextStage(test, step);
  return { one, test };
}

const isOwners = ({ ownerId, programmeId }: Recommendation, viewer: Context['viewer']): boolean =>
  ownerId !== null && speaksFor(viewer, ownerId, programmeId);
