import {
  CHANGE_INPUT,
  ChangeRefused,
  freeCode,
  lockRow,
  needRow,
  needText,
  notThere,
  onlySteering,
  textOf,
} from '@kapstok/kit';
import { type FollowUp, holdsRole, type Language, steersDomain } from '@kapstok/schema';
import type { Action } from '../action/action.ts';
import { mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { auditOf, changesOf, textIn } from '../edit/action-patch.ts';
import {
  languageField,
  languageOf,
  listedOrganisation,
  pastDay,
  takePlan,
} from '../edit/edit-inputs-type.ts';
import type { Finding } from './evaluation.ts';
import { EvaluationRef, FindingRef, FollowUpEnum } from './evaluation-type.ts';

const MOST_FINDINGS = 50;

mutation({
  name: 'recordEvaluation',
  description:
    'Records that an action was judged, with findings. For evaluators, the director of the programme and the coordinator of the domain.',
  asks: 'Which action was judged, by whom, and what was found; never who was heard.',
  input: (t) => ({
    actionId: t.id({ required: true, description: 'The action that was judged.' }),
    title: t.string({ required: true, description: 'Title, 500 characters at most.' }),
    summary: t.string({ description: 'What it says as a whole, 5000 characters at most.' }),
    evaluatedOn: t.field({ type: 'Date', description: 'When, UTC, not in the future; left out: today.' }),
    organisationId: t.id({
      description: 'Who judged it, listed by the programme; left out: the city itself.',
    }),
    findings: t.stringList({
      required: true,
      description: `What was found, one text of 2000 characters at most for each, ${MOST_FINDINGS} at most.`,
    }),
    language: languageField(t),
  }),
  objectType: 'Evaluation',
  shows: {
    field: 'evaluation',
    type: EvaluationRef,
    description: 'The evaluation that was recorded. Null when nothing was.',
    load: (id, { loaders, evaluations }) => loaders.load('evaluation', null, id, evaluations.byIds),
  },
  async change(input, context, db) {
    const { actions, edits } = context;
    const action = onlyJudging(await needRow(input.actionId, 'actionId', 'action', actions.byIds), context);
    const { programmeId } = action;
    const language = await languageOf(input.language, programmeId, context);
    const row = {
      title: { [language]: needText(input.title, 'title', 500) },
      summary: textIn(null, language, textOf(input.summary, 'summary', 5000)),
      evaluatedOn: pastDay(input.evaluatedOn, 'evaluatedOn', context),
      organisationId: await listedOrganisation(input.organisationId, programmeId, context),
    };
    const findings = findingsOf(input.findings);
    await takePlan(db, programmeId);
    const code = await freeCode(db, 'evaluation', programmeId, `${action.code}-e`);
    const id = await edits.insert('evaluation', { programmeId, actionId: action.id, code, ...row });
    for (const [index, text] of findings.entries())
      await edits.insert('finding', {
        ...{ programmeId, evaluationId: id, position: index + 1 },
        ...{ text: { [language]: text }, followUp: 'OPEN' },
      });
    const after = { actionId: action.id, code, ...row, findings };
    return { objectId: id, audit: { what: 'EVALUATION_RECORDED', programmeId, before: null, after } };
  },
});

function onlyJudging(action: Action, { viewer }: Context): Action {
  const { programmeId, domainId } = action;
  if (holdsRole(viewer, ['EVALUATOR'], programmeId) || steersDomain(viewer, programmeId, domainId))
    return action;
  const message =
    'Only an evaluator, the director of the programme or the coordinator of the domain records an evaluation.';
  throw new ChangeRefused('NOT_ALLOWED', message);
}

function findingsOf(given: readonly string[]): readonly string[] {
  if (given.length <= MOST_FINDINGS) return given.map((text) => needText(text, 'findings', 2000));
  const message = `An evaluation has ${MOST_FINDINGS} findings at most, not ${given.length}; record several.`;
  throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'findings' });
}

mutation({
  name: 'followUpFinding',
  description:
    'Says what was done about a finding. For the director of the programme and the coordinator of the domain.',
  asks: 'Which finding is followed up, and how.',
  input: (t) => ({
    findingId: t.id({ required: true, description: 'The finding that it is about.' }),
    followUp: t.field({ type: FollowUpEnum, required: true, description: 'What was done about it.' }),
    note: t.string({
      description: 'What was done, or why nothing: must be given for NOT_TAKEN_UP. 2000 characters at most.',
    }),
    language: languageField(t),
    reason: t.string({ description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'Finding',
  shows: {
    field: 'finding',
    type: FindingRef,
    description: 'The finding as it is now. Null when it is not for you.',
    load: (id, { loaders, evaluations }) => loaders.load('finding', null, id, evaluations.findingsByIds),
  },
  async change(input, context, db) {
    const { viewer, actions, evaluations, edits, today } = context;
    const byIds = evaluations.findingsByIds;
    const { id, programmeId, evaluationId } = await needRow(input.findingId, 'findingId', 'finding', byIds);
    const evaluation = (await evaluations.byIds([evaluationId])).get(evaluationId);
    if (evaluation === undefined) throw notThere('findingId', 'finding');
    onlySteering(viewer, await needRow(evaluation.actionId, 'findingId', 'finding', actions.byIds));
    const finding = await lockRow(db, 'finding', { id, byIds }, input.expectedVersion);
    const language = await languageOf(input.language, programmeId, context);
    const patch = { ...followUpOf(input, finding, language), followedUpOn: today };
    const changes = changesOf(finding, patch);
    await edits.update('finding', id, patch);
    const reason = textOf(input.reason, 'reason', 1000);
    return { objectId: id, audit: { what: 'FINDING_FOLLOWED_UP', programmeId, ...auditOf(changes), reason } };
  },
});

function followUpOf(
  input: { readonly followUp: FollowUp; readonly note?: string | null | undefined },
  { followUpNote }: Finding,
  language: Language,
) {
  const { followUp } = input;
  const note = textOf(input.note, 'note', 2000);
  if (followUp === 'NOT_TAKEN_UP' && note === null)
    throw new ChangeRefused('BAD_USER_INPUT', 'Say in note why nothing will be done about it.', {
      path: 'note',
    });
  return {
    followUp,
    followUpNote: input.note === undefined ? followUpNote : textIn(followUpNote, language, note),
  };
}
