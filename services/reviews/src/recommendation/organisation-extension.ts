import { OrganisationRef } from '../refs.ts';
import { loadRecommendations, RecommendationConnection, recommendationArgs } from './recommendation-list.ts';

OrganisationRef.implement({
  programmeOf: 'ANY',
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    recommendations: t.field({
      type: RecommendationConnection,
      nullable: true,
      reads: 'TESTS',
      orOwn: true,
      description:
        'Recommendations of poverty tests that the organisation sees to, across programmes: what still waits to be carried out first, then by due day, those without one last. Null when the reviews service cannot be reached, or they are not for you.',
      args: recommendationArgs,
      resolve: ({ id }, given, context) => loadRecommendations('organisation', id, given, context),
    }),
  }),
});
