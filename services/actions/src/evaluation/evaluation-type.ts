import { enumValues, readableBy } from '@kapstok/kit';
import { FOLLOW_UP } from '@kapstok/schema';
import { AdjustmentRef } from '../action/detail-types.ts';
import { builder, textField, titleFields } from '../builder.ts';
import { ActionRef, OrganisationRef } from '../refs.ts';
import type { Evaluation, Finding } from './evaluation.ts';

export const FollowUpEnum = builder.enumType('FollowUp', {
  description: 'What was done about a finding.',
  values: enumValues(FOLLOW_UP),
});

export const EvaluationRef = builder.objectRef<Evaluation>('Evaluation');
export const FindingRef = builder.objectRef<Finding>('Finding');

const version = { description: 'Counts its changes; give it as `expectedVersion`.' };

FindingRef.implement({
  description: 'What an evaluation found, and what was done about it.',
  isReadable: readableBy('PEOPLE'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    version: t.exposeInt('version', version),
    position: t.exposeInt('position', { description: 'Place in the evaluation, from 1.' }),
    text: textField(t, 'text', 'What was found.'),
    followUp: t.field({
      type: FollowUpEnum,
      description: 'What was done about it.',
      resolve: ({ followUp }) => followUp,
    }),
    followUpNote: textField(t, 'followUpNote', 'What was done about it, or why nothing.'),
    followedUpOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When somebody last said what was done. Null while nobody did.',
      resolve: ({ followedUpOn }) => followedUpOn,
    }),
    evaluation: t.field({
      type: EvaluationRef,
      nullable: true,
      description: 'The evaluation that found it. Null when it is not for you.',
      resolve: ({ evaluationId }, _args, { loaders, evaluations }) =>
        loaders.load('evaluation', null, evaluationId, evaluations.byIds),
    }),
    adjustments: t.field({
      type: [AdjustmentRef],
      description: 'What was changed because of it, oldest first.',
      resolve: async ({ id }, _args, { loaders, evaluations }) =>
        (await loaders.load('adjustments of finding', null, id, evaluations.adjustments)) ?? [],
    }),
  }),
});

EvaluationRef.implement({
  description: 'When an action was judged, by whom, with findings.',
  isReadable: readableBy('PEOPLE'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    version: t.exposeInt('version', version),
    ...titleFields(t),
    summary: textField(t, 'summary', 'What it says as a whole.'),
    evaluatedOn: t.field({
      type: 'Date',
      description: 'When it was judged.',
      resolve: ({ evaluatedOn }) => evaluatedOn,
    }),
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'Who judged it. Null when it was the city itself, or agreements cannot be reached.',
      resolve: ({ organisationId }) => (organisationId === null ? null : { id: organisationId }),
    }),
    action: t.field({
      type: ActionRef,
      nullable: true,
      description: 'The action that was judged. Null when it is not for you.',
      resolve: ({ actionId }, _args, { loaders, actions }) =>
        loaders.load('action', null, actionId, actions.byIds),
    }),
    findings: t.field({
      type: [FindingRef],
      description: 'What was found, in its order.',
      resolve: async ({ id }, _args, { loaders, evaluations }) =>
        (await loaders.load('findings', null, id, evaluations.findings)) ?? [],
    }),
  }),
});

builder.objectField(ActionRef, 'evaluations', (t) =>
  t.field({
    type: [EvaluationRef],
    description:
      'When it was judged, oldest first; empty for who does not read the figures of the programme.',
    reads: 'PEOPLE',
    resolve: async ({ id }, _args, { loaders, evaluations }) =>
      (await loaders.load('evaluations', null, id, evaluations.byActions)) ?? [],
  }),
);
