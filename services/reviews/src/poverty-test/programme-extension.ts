import { reads } from '@kapstok/kit';
import { ProgrammeRef } from '../refs.ts';
import { testingSummary } from '../testing-summary/summary-type.ts';
import { testList } from './test-list.ts';

ProgrammeRef.implement({
  // Whoever does not read its plan does not know it, and would miss part of every sum.
  programmeOf: ({ id }, { viewer }) => (reads(viewer, 'PLAN', id) ? id : null),
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    povertyTesting: t.field(testingSummary('programme', 'How its actions stand in their poverty tests.')),
    povertyTests: t.field(testList('programme', 'The poverty tests of its actions and agreements.')),
  }),
});
