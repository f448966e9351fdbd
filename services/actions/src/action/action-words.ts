import { enumValues } from '@kapstok/kit';
import {
  ACTION_GOAL,
  ACTION_LEVEL,
  ACTION_STATUS,
  DIRECT_BENEFIT,
  INVOLVEMENT_MOMENT,
  PARTICIPATION_ROLE,
  REALISATION,
} from '@kapstok/schema';
import { builder } from '../builder.ts';

export const ActionStatusEnum = builder.enumType('ActionStatus', {
  description: 'How an action stands.',
  values: enumValues(ACTION_STATUS),
});
export const RealisationEnum = builder.enumType('Realisation', {
  description: 'What came of an action.',
  values: enumValues(REALISATION),
});
export const ActionGoal = builder.enumType('ActionGoal', {
  description: 'The two basic goals of a poverty plan.',
  values: enumValues(ACTION_GOAL),
});
export const ActionLevel = builder.enumType('ActionLevel', {
  description: 'At which level an action works.',
  values: enumValues(ACTION_LEVEL),
});
export const DirectBenefitEnum = builder.enumType('DirectBenefit', {
  description: 'The answer to: does the action benefit people in poverty directly?',
  values: enumValues(DIRECT_BENEFIT),
});
export const ParticipationRoleEnum = builder.enumType('ParticipationRole', {
  description:
    'In which role an organisation takes part in an action; the first four are roles of IATI 2.03.',
  values: enumValues(PARTICIPATION_ROLE),
});
export const InvolvementMomentEnum = builder.enumType('InvolvementMoment', {
  description: 'When people with experience of poverty were heard.',
  values: enumValues(INVOLVEMENT_MOMENT),
});
