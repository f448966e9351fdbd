import { enumValues, localText } from '@kapstok/kit';
import { ANSWER_TYPE } from '@kapstok/schema';
import { builder, titleFields } from '../builder.ts';
import { originsOf, type TemplateQuestion, type TemplateSection } from './template.ts';

export const AnswerTypeEnum = builder.enumType('TestAnswerType', {
  description: 'What an answer to a question of a poverty test looks like.',
  values: enumValues(ANSWER_TYPE),
});

export const SectionRef = builder.objectRef<TemplateSection>('TestSection');
export const QuestionRef = builder.objectRef<TemplateQuestion>('TestQuestion');

SectionRef.implement({
  description: 'A section of the questionnaire of a poverty test.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description: 'Code, unique within the version of the template, such as `Q1`.',
    }),
    position: t.exposeInt('position', { description: 'Place in the order, from 1.' }),
    ...titleFields(t),
    questions: t.field({
      type: [QuestionRef],
      description: 'Its questions, in their order.',
      resolve: async ({ id }, _args, { loaders, templates }) =>
        (await loaders.load('questions', null, id, templates.questions)) ?? [],
    }),
  }),
});

QuestionRef.implement({
  description: 'A question of the questionnaire of a poverty test.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description: 'Code, unique within the version of the template, such as `q1.4`.',
    }),
    position: t.exposeInt('position', {
      description: 'Place in the order of the whole questionnaire, from 1.',
    }),
    text: t.string({
      description: 'The question, in the language asked for by Accept-Language, else in one that exists.',
      resolve: ({ text }, _args, { viewer }) => localText(text, viewer) ?? '',
    }),
    answerType: t.field({
      type: AnswerTypeEnum,
      description: 'What an answer looks like.',
      resolve: ({ answerType }) => answerType,
    }),
    origins: t.stringList({
      description:
        'Practices it is taken from, as short codes that the description of the template explains, such as `FL`; empty when none is named.',
      resolve: originsOf,
    }),
    routesToFullTest: t.exposeBoolean('routesToFullTest', {
      description: 'Whether the answer can lead from the quickscan to the full test.',
    }),
    section: t.field({
      type: SectionRef,
      nullable: true,
      description: 'The section it stands in. Null when it may not be read.',
      resolve: ({ sectionId }, _args, { loaders, templates }) =>
        loaders.load('section', null, sectionId, templates.sectionsByIds),
    }),
  }),
});
