import { programmeOfPart } from '@kapstok/kit';
import { ActionRef } from '../refs.ts';
import { testingSummary } from '../testing-summary/summary-type.ts';
import { testList } from './test-list.ts';

ActionRef.implement({
  programmeOf: programmeOfPart('action', 'PLAN'),
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    povertyTesting: t.field(
      testingSummary('action', 'How it stands in its own poverty tests; those of its parts are theirs.'),
    ),
    povertyTests: t.field(testList('action', 'Its own poverty tests; those of its parts are theirs.')),
  }),
});
