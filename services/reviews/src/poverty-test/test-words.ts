import { enumValues } from '@kapstok/kit';
import {
  DECISION_OUTCOME,
  KNOWLEDGE_KIND,
  QUICKSCAN_AREA,
  TEST_ADVICE,
  TEST_CONCLUSION,
  TEST_MOMENT,
  TEST_STAGE,
} from '@kapstok/schema';
import { builder } from '../builder.ts';

export const TestStageEnum = builder.enumType('TestStage', {
  description: 'How far a poverty test is.',
  values: enumValues(TEST_STAGE),
});
export const TestMomentEnum = builder.enumType('TestMoment', {
  description: 'When in the life of what is tested the test is made.',
  values: enumValues(TEST_MOMENT),
});
export const TestAdviceEnum = builder.enumType('TestAdvice', {
  description: 'What a poverty test advises.',
  values: enumValues(TEST_ADVICE),
});
export const TestConclusionEnum = builder.enumType('TestConclusion', {
  description: 'What the thing tested would do, on the whole, to people in poverty.',
  values: enumValues(TEST_CONCLUSION),
});
export const DecisionOutcomeEnum = builder.enumType('DecisionOutcome', {
  description: 'Whether the deciding body followed the advice of a poverty test.',
  values: enumValues(DECISION_OUTCOME),
});
export const QuickscanAreaEnum = builder.enumType('QuickscanArea', {
  description: 'The eight areas in which the quickscan of a poverty test looks for an effect.',
  values: enumValues(QUICKSCAN_AREA),
});
export const KnowledgeKindEnum = builder.enumType('KnowledgeKind', {
  description: 'The three kinds of knowledge that a poverty test brings together.',
  values: enumValues(KNOWLEDGE_KIND),
});
