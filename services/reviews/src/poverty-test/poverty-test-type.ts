import { EMPTY_PAGE, loadPage, localText, pageRequest } from '@kapstok/kit';
import { builder, connectionType, titleFields } from '../builder.ts';
import type { Context } from '../context.ts';
import { ActionRef, AgreementRef, PovertyTestRef, ProgrammeRef, stub, TestTemplateRef } from '../refs.ts';
import { readsContent, readsTest } from '../rights/rights.ts';
import { sourceField } from '../source/source-field.ts';
import {
  AreaEffectRef,
  decisionOf,
  KnowledgeContributionRef,
  StageQualityRef,
  TestAnswerRef,
  TestDecisionRef,
} from './detail-types.ts';
import { needsFullTest, type PovertyTest, type TestState, wasTestedAfterDecision } from './poverty-test.ts';
import { TestAdviceEnum, TestConclusionEnum, TestMomentEnum, TestStageEnum } from './test-words.ts';

const AnswerConnection = connectionType('TestAnswer', 'answers', TestAnswerRef);

/** How a test stands today; of all tests of the answer in one statement. */
async function stateOf({ id }: PovertyTest, flag: Exclude<keyof TestState, 'id'>, context: Context) {
  const { loaders, tests, today } = context;
  const state = await loaders.load('test state', today, id, (ids) => tests.states(today, ids));
  return state?.[flag] ?? false;
}

/** What a test says, for who may read it; else as though it said nothing yet. */
const told =
  <T, Nothing>(read: (test: PovertyTest) => T, nothing: Nothing) =>
  (test: PovertyTest, _args: unknown, context: Context): T | Nothing =>
    readsContent(test, context) ? read(test) : nothing;

/** What belongs to a test, for who may read it. */
async function loadContent<T>(
  name: string,
  test: PovertyTest,
  context: Context,
  read: (ids: readonly string[]) => Promise<Map<string, T[]>>,
): Promise<T[]> {
  return readsContent(test, context) ? ((await context.loaders.load(name, null, test.id, read)) ?? []) : [];
}

const loadQuickscan = (test: PovertyTest, context: Context) =>
  loadContent('quickscan', test, context, context.details.quickscans);

/** A day that may be missing. */
const day = <Name extends 'quickscanOn' | 'advisedOn' | 'decidedOn' | 'dueOn' | 'retestOn'>(
  name: Name,
  description: string,
) => ({
  type: 'Date' as const,
  nullable: true as const,
  description,
  resolve: (test: PovertyTest) => test[name],
});

PovertyTestRef.implement({
  description:
    'A poverty test: what an action or agreement would do to people in poverty, looked at together with people who know, and what was decided on it. While nothing is decided, what it says is told to those who may read drafts: to others its fields and lists are as empty as before.',
  isReadable: readsTest,
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    ...titleFields(t),
    programme: t.field({
      type: ProgrammeRef,
      nullable: true,
      description: 'The programme it belongs to. Null when the actions service cannot be reached.',
      resolve: ({ programmeId }) => ({ id: programmeId }),
    }),
    action: t.field({
      type: ActionRef,
      nullable: true,
      description:
        'The action that is tested. Null when an agreement is tested, the action may not be read, or the actions service cannot be reached.',
      resolve: ({ actionId }) => stub(actionId),
    }),
    agreement: t.field({
      type: AgreementRef,
      nullable: true,
      description:
        'The agreement that is tested. Null when an action is tested, the agreement may not be read, or the agreements service cannot be reached.',
      resolve: ({ agreementId }) => stub(agreementId),
    }),
    template: t.field({
      type: TestTemplateRef,
      nullable: true,
      description: 'The questionnaire it follows, in the version it follows. Null when it may not be read.',
      resolve: ({ templateId }, _args, { loaders, templates }) =>
        loaders.load('template', null, templateId, templates.byIds),
    }),
    moment: t.field({
      type: TestMomentEnum,
      description: 'When in the life of what is tested.',
      resolve: ({ moment }) => moment,
    }),
    stage: t.field({ type: TestStageEnum, description: 'How far it is.', resolve: ({ stage }) => stage }),
    requestedOn: t.field({
      type: 'Date',
      description: 'Day on which it was asked for.',
      resolve: ({ requestedOn }) => requestedOn,
    }),
    quickscanOn: t.field(
      day('quickscanOn', 'Day of the quickscan. Null when there was none yet, or nobody noted it.'),
    ),
    advisedOn: t.field(day('advisedOn', 'Day of the advice. Null while there is none.')),
    decidedOn: t.field(
      day('decidedOn', 'Day of the decision on what is tested. Null while nothing is decided.'),
    ),
    dueOn: t.field(
      day(
        'dueOn',
        'Day by which the advice, or the reason why none is needed, should be there. Null when none is set.',
      ),
    ),
    retestOn: t.field(
      day(
        'retestOn',
        'Last day on which the test holds; by then it should be repeated. Null when no repetition is planned.',
      ),
    ),
    decidingBody: t.exposeString('decidingBody', {
      nullable: true,
      description: 'Who decides, such as the college or the council. Null when not noted.',
    }),
    advice: t.field({
      type: TestAdviceEnum,
      nullable: true,
      description: 'What it advises. Null while there is no advice.',
      resolve: told(({ advice }) => advice, null),
    }),
    conclusion: t.field({
      type: TestConclusionEnum,
      nullable: true,
      description: 'What it would do, on the whole, to people in poverty. Null while nobody concluded.',
      resolve: told(({ conclusion }) => conclusion, null),
    }),
    screenedOutReason: t.string({
      nullable: true,
      description:
        'Why no full test is needed. In the language asked for, else in one that exists. Null when nobody wrote it down.',
      resolve: (test, _args, context) =>
        readsContent(test, context) ? localText(test.screenedOutReason, context.viewer) : null,
    }),
    decision: t.field({
      type: TestDecisionRef,
      nullable: true,
      description: 'What the deciding body decided on the advice. Null while it has not.',
      resolve: told(decisionOf, null),
    }),
    hasDissent: t.boolean({
      nullable: true,
      description: 'Whether a dissenting view is recorded. Null when nobody noted it.',
      resolve: told(({ hasDissent }) => hasDissent, null),
    }),
    publishedUrl: t.exposeString('publishedUrl', {
      nullable: true,
      description: 'Web address at which the test can be read. Null when it is not published.',
    }),
    quickscan: t.field({
      type: [AreaEffectRef],
      description: 'The effect expected in each area that was looked at, in the order of the eight areas.',
      resolve: (test, _args, context) => loadQuickscan(test, context),
    }),
    needsFullTest: t.boolean({
      nullable: true,
      description:
        'Whether the quickscan asks for a full test: it does as soon as one area has an effect, or an unknown one. Null while not all eight areas were looked at and those that were show none.',
      resolve: async (test, _args, context) => needsFullTest(await loadQuickscan(test, context)),
    }),
    answers: t.field({
      type: AnswerConnection,
      description: 'Answers to the questions of the template, in the order of the questionnaire.',
      args: {
        first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
        after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
      },
      resolve: async (test, args, context) => {
        const { loaders, details } = context;
        const request = pageRequest(args);
        if (!readsContent(test, context)) return { page: EMPTY_PAGE, nodes: [] };
        const page = await loaders.load('answers', request, test.id, (ids) =>
          details.answerPages(request, ids),
        );
        return loadPage(page ?? EMPTY_PAGE, (key) => loaders.load('answer', null, key, details.answers));
      },
    }),
    contributions: t.field({
      type: [KnowledgeContributionRef],
      description:
        'Knowledge brought to it, and kinds of knowledge that are absent with the reason why; by day, those without a day last.',
      resolve: (test, _args, context) =>
        loadContent('contributions', test, context, context.details.contributions),
    }),
    quality: t.field({
      type: [StageQualityRef],
      description: 'How well its stages were done, in their order; empty when nobody judged them.',
      resolve: (test, _args, context) => loadContent('qualities', test, context, context.details.qualities),
    }),
    isValid: t.boolean({
      description:
        'Whether the test holds today. It holds when it was screened out with a reason, when its advice is PROCEED, or when its advice is PROCEED_WITH_ADJUSTMENTS and every recommendation that was not rejected has an owner; and it is not withdrawn and `retestOn` has not passed. An advice that you may not read yet makes it no more than if there were none.',
      resolve: (test, _args, context) => stateOf(test, 'isValid', context),
    }),
    isNegative: t.boolean({
      description:
        'Whether its advice is RECONSIDER or STOP, and it is not withdrawn. An advice that you may not read yet does not count.',
      resolve: (test, _args, context) => stateOf(test, 'isNegative', context),
    }),
    isOverdue: t.boolean({
      description:
        'Whether it should have been further today: `dueOn` has passed without an advice or a screening, or `retestOn` has passed without a later test of the same action (or agreement). A withdrawn test is never overdue, and is no later test.',
      resolve: (test, _args, context) => stateOf(test, 'isOverdue', context),
    }),
    wasTestedAfterDecision: t.boolean({
      description:
        'Whether the decision was taken before the advice was there. False while either day is missing.',
      resolve: wasTestedAfterDecision,
    }),
    isSynthetic: t.exposeBoolean('isSynthetic', { description: 'Whether it is made up for demonstration.' }),
    note: t.exposeString('note', {
      nullable: true,
      reads: 'INTERNAL',
      description: 'Remark, in the language of whoever wrote it. Null when none, or when it is not for you.',
    }),
    source: t.field(sourceField),
  }),
});

builder.asEntity(PovertyTestRef, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, { loaders, tests }) => loaders.loadId('test', id, tests.byIds),
});

builder.queryField('povertyTest', (t) =>
  t.field({
    type: PovertyTestRef,
    nullable: true,
    description: 'One poverty test. Null when there is none with this id, or it is not for you.',
    args: { id: t.arg.id({ required: true, description: 'The id of the test.' }) },
    resolve: (_root, { id }, { loaders, tests }) => loaders.loadId('test', id, tests.byIds),
  }),
);
