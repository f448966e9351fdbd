import { AgreementRef } from '../refs.ts';
import { testList } from './test-list.ts';

AgreementRef.implement({
  // Which programme an agreement is of is not known here: its tests decide.
  programmeOf: 'ANY',
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    povertyTests: t.field(testList('agreement', 'The poverty tests of the agreement itself.')),
  }),
});
