import { AgreementRef } from '../refs.ts';
import { testList } from './test-list.ts';

AgreementRef.implement({
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    povertyTests: t.field(testList('agreement', 'The poverty tests of the agreement itself.')),
  }),
});
