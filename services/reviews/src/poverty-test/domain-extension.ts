import { programmeOfPart } from '@kapstok/kit';
import { PolicyDomainRef } from '../refs.ts';
import { testingSummary } from '../testing-summary/summary-type.ts';
import { testList } from './test-list.ts';

PolicyDomainRef.implement({
  programmeOf: programmeOfPart('domain', 'PLAN'),
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    povertyTesting: t.field(testingSummary('domain', 'How its actions stand in their poverty tests.')),
    povertyTests: t.field(testList('domain', 'The poverty tests of its actions.')),
  }),
});
