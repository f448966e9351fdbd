import { programmeOfPart } from '@kapstok/kit';
import { BlockRef } from '../refs.ts';
import { testingSummary } from '../testing-summary/summary-type.ts';
import { testList } from './test-list.ts';

BlockRef.implement({
  programmeOf: programmeOfPart('block', 'PLAN'),
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    povertyTesting: t.field(testingSummary('block', 'How its actions stand in their poverty tests.')),
    povertyTests: t.field(testList('block', 'The poverty tests of its actions.')),
  }),
});
