import { localText } from '@kapstok/kit';
import type { DecisionOutcome, LocalText } from '@kapstok/schema';
import { builder, InvolvementChannel, partialDateFields, textField } from '../builder.ts';
import { OrganisationRef, stub } from '../refs.ts';
import { sourceField } from '../source/source-field.ts';
import { QuestionRef } from '../template/question-type.ts';
import type {
  AreaEffect,
  KnowledgeContribution,
  PovertyTest,
  StageQuality,
  TestAnswer,
} from './poverty-test.ts';
import { DecisionOutcomeEnum, KnowledgeKindEnum, QuickscanAreaEnum, TestStageEnum } from './test-words.ts';

export const AreaEffectRef = builder.objectRef<AreaEffect>('AreaEffect').implement({
  description: 'The effect on people in poverty that the quickscan of a test expects in one area.',
  fields: (t) => ({
    area: t.field({
      type: QuickscanAreaEnum,
      description: 'The area that was looked at.',
      resolve: ({ area }) => area,
    }),
    effect: t.exposeInt('effect', {
      nullable: true,
      description: 'From -2, much worse, to 2, much better; 0 is no effect. Null when it is unknown.',
    }),
    note: textField(t, 'note', 'Why.'),
  }),
});

export const TestAnswerRef = builder.objectRef<TestAnswer>('TestAnswer').implement({
  description: 'The answer of a test to one question of its template.',
  fields: (t) => ({
    questionCode: t.exposeString('questionCode', { description: 'Code of the question, such as `q1.4`.' }),
    question: t.field({
      type: QuestionRef,
      nullable: true,
      description: 'The question. Null when the template that the test now follows has none with this code.',
      resolve: ({ questionId }, _args, { loaders, templates }) =>
        questionId === null ? null : loaders.load('question', null, questionId, templates.questionsByIds),
    }),
    answer: t.exposeString('answer', {
      description: 'The answer as it was written, in the shape that the question asks.',
    }),
    note: t.exposeString('note', {
      nullable: true,
      reads: 'INTERNAL',
      description: 'Remark, in the language of whoever wrote it. Null when none, or when it is not for you.',
    }),
  }),
});

export const KnowledgeContributionRef = builder
  .objectRef<KnowledgeContribution>('KnowledgeContribution')
  .implement({
    description:
      'Knowledge that was brought to a test: role, organisation and number of people, never a name. Or, where `absenceReason` is filled, why this kind of knowledge is absent.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
      code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
      kind: t.field({
        type: KnowledgeKindEnum,
        description: 'Kind of knowledge.',
        resolve: ({ kind }) => kind,
      }),
      through: t.field({
        type: InvolvementChannel,
        nullable: true,
        description:
          'How people with experience of poverty were heard. Null for other kinds, and where it is absent.',
        resolve: ({ through }) => through,
      }),
      organisation: t.field({
        type: OrganisationRef,
        nullable: true,
        description:
          'The organisation that brought it. Null when none is named, it may not be read, or agreements cannot be reached.',
        resolve: ({ organisationId }) => stub(organisationId),
      }),
      role: textField(t, 'role', 'In which role people spoke.'),
      // A number of people may be so small that somebody is known by it.
      headCount: t.exposeInt('headCount', {
        nullable: true,
        reads: 'PEOPLE',
        description:
          'How many people spoke. Null when nobody noted it, and for who does not read the figures of the programme.',
      }),
      ...partialDateFields(t, 'contributedOn', 'When they spoke.'),
      summary: textField(t, 'summary', 'What they said, in short.'),
      absenceReason: t.string({
        nullable: true,
        description:
          'Why this kind of knowledge is absent, in the language asked for, else in one that exists. Null when it is there.',
        resolve: ({ absenceReason }, _args, { viewer }) => localText(absenceReason, viewer),
      }),
      source: t.field(sourceField),
    }),
  });

/** What was decided on the advice of a test. */
interface TestDecision {
  readonly outcome: DecisionOutcome;
  readonly reference: string | null;
  readonly reason: LocalText | null;
}

/** Null while nothing is decided. */
export const decisionOf = (test: PovertyTest): TestDecision | null =>
  test.decision === null
    ? null
    : { outcome: test.decision, reference: test.decisionReference, reason: test.decisionReason };

export const TestDecisionRef = builder.objectRef<TestDecision>('TestDecision').implement({
  description: 'What the deciding body decided on the advice of a test.',
  fields: (t) => ({
    outcome: t.field({
      type: DecisionOutcomeEnum,
      description: 'Whether it followed the advice.',
      resolve: ({ outcome }) => outcome,
    }),
    reference: t.exposeString('reference', {
      nullable: true,
      description: 'Number of the decision in the minutes. Null when not noted.',
    }),
    reason: textField(t, 'reason', 'Why it decided so.'),
  }),
});

export const StageQualityRef = builder.objectRef<StageQuality>('StageQuality').implement({
  description: 'How well one stage of a test was done, judged afterwards.',
  fields: (t) => ({
    stage: t.field({
      type: TestStageEnum,
      description: 'The stage that is judged.',
      resolve: ({ stage }) => stage,
    }),
    score: t.exposeInt('score', { description: 'From 1, poor, to 4, very good.' }),
    note: t.exposeString('note', {
      nullable: true,
      description: 'Why, in the language of whoever wrote it. Null when nobody said.',
    }),
  }),
});
