import { EMPTY_PAGE, loadPage, pageRequest } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import type { Context } from '../context.ts';
import { PovertyTestRef } from '../refs.ts';
import { rightsOf } from '../rights/rights.ts';
import type { RecommendationFilter, RecommendationOwner } from './recommendation-store.ts';
import { RecommendationRef, RecommendationStatusEnum } from './recommendation-type.ts';

export const RecommendationConnection = connectionType(
  'Recommendation',
  'recommendations',
  RecommendationRef,
);

const Filter = builder.inputType('RecommendationFilter', {
  description:
    'Which recommendations of a list are wanted. What is left out does not restrict; what is given must all hold.',
  fields: (t) => ({
    status: t.field({ type: [RecommendationStatusEnum], description: 'Only with one of these statuses.' }),
    isOverdue: t.boolean({ description: 'True: only those overdue today; false: only those that are not.' }),
  }),
});

export const recommendationArgs = builder.args((t) => ({
  filter: t.field({ type: Filter, description: 'Which recommendations; all when left out.' }),
  first: t.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
  after: t.string({ description: 'Start after this cursor; from the beginning when left out.' }),
}));

interface ListArgs {
  filter?: RecommendationFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}

/** One page of somebody's recommendations. */
export async function loadRecommendations(
  owner: RecommendationOwner,
  id: string,
  given: ListArgs,
  context: Context,
) {
  const { loaders, recommendations, today } = context;
  const request = pageRequest(given);
  const filter = given.filter ?? {};
  const page = await loaders.load('recommendations', [owner, filter, today, request], id, async (ids) =>
    recommendations.pages({ owner, filter, today, rights: await rightsOf(context), request }, ids),
  );
  return loadPage(page ?? EMPTY_PAGE, (key) =>
    loaders.load('recommendation', null, key, recommendations.byIds),
  );
}

builder.objectField(PovertyTestRef, 'recommendations', (t) =>
  t.field({
    type: RecommendationConnection,
    description:
      'What it recommends: what still waits to be carried out first, then by due day, those without one last.',
    args: recommendationArgs,
    resolve: ({ id }, given, context) => loadRecommendations('test', id, given, context),
  }),
);
