import { enumValues } from '@kapstok/kit';
import {
  COUNT_BASIS,
  INDICATOR_DIRECTION,
  INDICATOR_FREQUENCY,
  INDICATOR_UNIT,
  RESULT_LEVEL,
} from '@kapstok/schema';
import { builder } from '../builder.ts';

export const ResultLevelEnum = builder.enumType('ResultLevel', {
  description: 'What kind of result an indicator measures.',
  values: enumValues(RESULT_LEVEL),
});
export const UnitEnum = builder.enumType('IndicatorUnit', {
  description: 'In what the values of an indicator are given.',
  values: enumValues(INDICATOR_UNIT),
});
export const DirectionEnum = builder.enumType('IndicatorDirection', {
  description: 'Which way is progress.',
  values: enumValues(INDICATOR_DIRECTION),
});
export const CountBasisEnum = builder.enumType('CountBasis', {
  description: 'How persons or things that occur twice are counted.',
  values: enumValues(COUNT_BASIS),
});
export const FrequencyEnum = builder.enumType('IndicatorFrequency', {
  description: 'How often a new value is expected.',
  values: enumValues(INDICATOR_FREQUENCY),
});
