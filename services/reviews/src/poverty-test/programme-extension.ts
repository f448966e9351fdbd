import { reads } from '@kapstok/kit';
import {
  loadRecommendations,
  RecommendationConnection,
  recommendationArgs,
} from '../recommendation/recommendation-list.ts';
import { PolicyDomainRef, ProgrammeRef } from '../refs.ts';
import { testingSummary } from '../testing-summary/summary-type.ts';
import { testList } from './test-list.ts';

ProgrammeRef.implement({
  // Whoever does not read its plan does not know it, and would miss part of every sum.
  programmeOf: ({ id }, { viewer }) => (reads(viewer, 'PLAN', id) ? id : null),
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    povertyTesting: t.field(testingSummary('programme', 'How its actions stand in their poverty tests.')),
    povertyTests: t.field(testList('programme', 'The poverty tests of its actions and agreements.')),
    recommendations: t.field({
      type: RecommendationConnection,
      nullable: true,
      reads: 'TESTS',
      orOwn: true,
      description:
        'What its poverty tests recommend, and what became of it: what still waits to be carried out first, then by due day, those without one last. Null when the reviews service cannot be reached, or they are not for you.',
      args: recommendationArgs,
      resolve: ({ id }, given, context) => loadRecommendations('programme', id, given, context),
    }),
    domainsNeverHeard: t.field({
      type: [PolicyDomainRef],
      nullable: true,
      description:
        'Its policy domains with actions of which no poverty test that was decided or screened out ever heard people with experience of poverty, by id; absent knowledge and withdrawn tests do not count. Null when the reviews service cannot be reached, or it is not for you.',
      reads: 'TESTS',
      resolve: async ({ id }, _args, { loaders, summaries }) =>
        ((await loaders.load('domains never heard', null, id, summaries.neverHeard)) ?? []).map(
          ({ domainId }) => ({ id: domainId }),
        ),
    }),
  }),
});
