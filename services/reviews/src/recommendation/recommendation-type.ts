import { enumValues, localText, reads, speaksFor } from '@kapstok/kit';
import { RECOMMENDATION_RESPONSE, RECOMMENDATION_STATUS } from '@kapstok/schema';
import { builder, textField } from '../builder.ts';
import type { Context } from '../context.ts';
import { OrganisationRef, PovertyTestRef, stub } from '../refs.ts';
import { readsContent, readsTest } from '../rights/rights.ts';
import type { Recommendation, RecommendationState } from './recommendation.ts';

export const RecommendationResponseEnum = builder.enumType('RecommendationResponse', {
  description: 'What the deciding body answered to a recommendation.',
  values: enumValues(RECOMMENDATION_RESPONSE),
});
export const RecommendationStatusEnum = builder.enumType('RecommendationStatus', {
  description: 'Whether a recommendation is carried out.',
  values: enumValues(RECOMMENDATION_STATUS),
});

/** How a recommendation stands today; of all of the answer in one statement. */
async function stateOf(
  { id }: Recommendation,
  flag: Exclude<keyof RecommendationState, 'id'>,
  context: Context,
) {
  const { loaders, recommendations, today } = context;
  const state = await loaders.load('recommendation state', today, id, (ids) =>
    recommendations.states(today, ids),
  );
  return state?.[flag] ?? false;
}

/** With what its test says, or as what the viewer's organisation is to carry out. */
export function readsRecommendation({ programmeId, ownerId, testId }: Recommendation, context: Context) {
  const { loaders, tests, viewer } = context;
  if (reads(viewer, 'TESTS', programmeId) && reads(viewer, 'DRAFTS', programmeId)) return true;
  if (ownerId !== null && speaksFor(viewer, ownerId, programmeId)) return true;
  return loaders
    .load('test', null, testId, tests.byIds)
    .then((test) => test !== null && readsContent(test, context) && readsTest(test, context));
}

export const RecommendationRef = builder.objectRef<Recommendation>('Recommendation').implement({
  description: 'What a test recommends, what the deciding body answered, and what became of it.',
  isReadable: readsRecommendation,
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    test: t.field({
      type: PovertyTestRef,
      nullable: true,
      description: 'The test that makes it. Null when it may not be read.',
      resolve: ({ testId }, _args, { loaders, tests }) => loaders.load('test', null, testId, tests.byIds),
    }),
    text: t.string({
      description:
        'What is recommended, in the language asked for by Accept-Language, else in one that exists.',
      resolve: ({ text }, _args, { viewer }) => localText(text, viewer) ?? '',
    }),
    owner: t.field({
      type: OrganisationRef,
      nullable: true,
      description:
        'The organisation that sees to it. Null when it has none, or agreements cannot be reached.',
      resolve: ({ ownerId }) => stub(ownerId),
    }),
    hasOwner: t.boolean({
      description:
        'Whether it has an owner; said here too, since `owner` is also null when agreements cannot be reached.',
      resolve: ({ ownerId }) => ownerId !== null,
    }),
    dueOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Day by which it should be carried out. Null when none is set.',
      resolve: ({ dueOn }) => dueOn,
    }),
    response: t.field({
      type: RecommendationResponseEnum,
      nullable: true,
      description: 'What the deciding body answered. Null while it has not.',
      resolve: ({ response }) => response,
    }),
    responseReason: textField(t, 'responseReason', 'Why it answered so.'),
    status: t.field({
      type: RecommendationStatusEnum,
      description: 'Whether it is carried out. A rejected one stays OPEN, but `isOpen` is false.',
      resolve: ({ status }) => status,
    }),
    doneOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Day on which it was carried out. Null while it is not.',
      resolve: ({ doneOn }) => doneOn,
    }),
    isOpen: t.boolean({
      description:
        'Whether it still waits to be carried out: neither done nor rejected, of a test that is not withdrawn.',
      resolve: (row, _args, context) => stateOf(row, 'isOpen', context),
    }),
    isOverdue: t.boolean({
      description: 'Whether it still waits to be carried out although `dueOn` has passed.',
      resolve: (row, _args, context) => stateOf(row, 'isOverdue', context),
    }),
    reply: textField(t, 'reply', 'What its owner says of it.'),
    repliedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Day of the reply. Null while there is none.',
      resolve: ({ repliedOn }) => repliedOn,
    }),
    adjustmentId: t.exposeID('adjustmentId', {
      nullable: true,
      description:
        'Id of the adjustment of the action that it led to, as in `Action.adjustments`. Null when it led to none, or only its code is known.',
    }),
    adjustmentCode: t.exposeString('adjustmentCode', {
      nullable: true,
      description:
        'Code of the adjustment of the action that it led to, as in `Action.adjustments`. Null when it led to none.',
    }),
  }),
});
