import { enumValues } from '@kapstok/kit';
import {
  AGREEMENT_KIND,
  AGREEMENT_ROLE,
  AGREEMENT_STATUS,
  AMENDMENT_FIELD,
  CITY_ROLE,
  OBLIGATION_KIND,
} from '@kapstok/schema';
import { builder } from '../builder.ts';

export const AgreementKindEnum = builder.enumType('AgreementKind', {
  description: 'What kind of agreement.',
  values: enumValues(AGREEMENT_KIND),
});
export const AgreementStatusEnum = builder.enumType('AgreementStatus', {
  description: 'How an agreement stands.',
  values: enumValues(AGREEMENT_STATUS),
});
export const AgreementRoleEnum = builder.enumType('AgreementRole', {
  description: 'In which role an organisation is party to an agreement.',
  values: enumValues(AGREEMENT_ROLE),
});
export const ObligationKindEnum = builder.enumType('ObligationKind', {
  description: 'What an agreement promises in numbers.',
  values: enumValues(OBLIGATION_KIND),
});
export const CityRoleEnum = builder.enumType('CityRole', {
  description: 'What the city does in an agreement.',
  values: enumValues(CITY_ROLE),
});
export const AmendmentFieldEnum = builder.enumType('AmendmentField', {
  description: 'What an amendment changes.',
  values: enumValues(AMENDMENT_FIELD),
});
