import { ProgrammeRef } from '../refs.ts';
import { testingSummary } from '../testing-summary/summary-type.ts';
import { testList } from './test-list.ts';

ProgrammeRef.implement({
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    povertyTesting: t.field(testingSummary('programme', 'How its actions stand in their poverty tests.')),
    povertyTests: t.field(testList('programme', 'The poverty tests of its actions and agreements.')),
  }),
});
