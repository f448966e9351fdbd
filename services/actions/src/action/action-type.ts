import { readableBy } from '@kapstok/kit';
import { builder, partialDateFields, Source, textField, titleFields } from '../builder.ts';
import type { Context } from '../context.ts';
import { CrosswalkLinkRef } from '../domain/crosswalk-type.ts';
import { ActionRef, BlockRef, PlaceRef, PolicyDomainRef, ProgrammeRef } from '../refs.ts';
import { loadSource } from '../source-field.ts';
import type { Action } from './action.ts';
import type { ActionDetailStore } from './action-detail-store.ts';
import {
  ActionGoal,
  ActionLevel,
  ActionStatusEnum,
  DirectBenefitEnum,
  RealisationEnum,
} from './action-words.ts';
import {
  AdjustmentRef,
  DeliveryRef,
  DialogueSessionRef,
  MilestoneRef,
  ParticipationRef,
  StatusChangeRef,
  TargetGroupRef,
  UserParticipationRef,
} from './detail-types.ts';

/** The details of one kind of an action; of all actions of the answer in one statement. */
async function loadDetails<T>(
  kind: string,
  { id }: Action,
  { loaders, details }: Context,
  pick: (
    details: ActionDetailStore,
  ) => (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly T[]>>,
): Promise<readonly T[]> {
  return (await loaders.load(kind, null, id, pick(details))) ?? [];
}

ActionRef.implement({
  description: 'What the programme does: the unit that has partners, money, tests and effect.',
  isReadable: readableBy('PLAN'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
    ...titleFields(t),
    description: textField(t, 'description', 'What is done, for whom.'),
    programme: t.field({
      type: ProgrammeRef,
      nullable: true,
      description: 'The programme it belongs to. Null when it may not be read.',
      resolve: (a, _args, { loaders, programmes }) =>
        loaders.load('programme', null, a.programmeId, programmes.byIds),
    }),
    domain: t.field({
      type: PolicyDomainRef,
      nullable: true,
      description: 'The policy domain it belongs to. Null when it may not be read.',
      resolve: (a, _args, { loaders, domains }) => loaders.load('domain', null, a.domainId, domains.byIds),
    }),
    block: t.field({
      type: BlockRef,
      nullable: true,
      description: 'The block inside its domain. Null when it is in none.',
      resolve: ({ blockId }, _args, { loaders, domains }) =>
        blockId === null ? null : loaders.load('block', null, blockId, domains.blocksByIds),
    }),
    parent: t.field({
      type: ActionRef,
      nullable: true,
      description: 'The action of which it is a part. Null when it is no part.',
      resolve: ({ parentId }, _args, { loaders, actions }) =>
        parentId === null ? null : loaders.load('action', null, parentId, actions.byIds),
    }),
    parts: t.field({
      type: [ActionRef],
      description: 'The actions that are parts of it, by code.',
      resolve: async ({ id }, _args, { loaders, actions }) =>
        (await loaders.load('parts', null, id, actions.parts)) ?? [],
    }),
    goal: t.field({
      type: ActionGoal,
      nullable: true,
      description: 'Which of the two basic goals it serves. Null when none is stated.',
      resolve: ({ goal }) => goal,
    }),
    level: t.field({
      type: ActionLevel,
      nullable: true,
      description: 'At which level it works. Null when none is stated.',
      resolve: ({ level }) => level,
    }),
    status: t.field({
      type: ActionStatusEnum,
      description: 'How it stands.',
      resolve: ({ status }) => status,
    }),
    realisation: t.field({
      type: RealisationEnum,
      nullable: true,
      description: 'What came of it. Null when no source says.',
      resolve: ({ realisation }) => realisation,
    }),
    ...partialDateFields(t, 'plannedStart', 'Planned begin.'),
    ...partialDateFields(t, 'plannedEnd', 'Planned end.'),
    ...partialDateFields(t, 'actualStart', 'Actual begin.'),
    ...partialDateFields(t, 'actualEnd', 'Actual end.'),
    benefitsDirectly: t.field({
      type: DirectBenefitEnum,
      nullable: true,
      description: 'Does it benefit people in poverty directly? Null when nobody answered.',
      resolve: ({ benefitsDirectly }) => benefitsDirectly,
    }),
    isSynthetic: t.exposeBoolean('isSynthetic', { description: 'Whether it is made up for demonstration.' }),
    note: t.exposeString('note', {
      nullable: true,
      description:
        'Internal remark, in the language of whoever wrote it. Null when none, or for who does not steer the programme.',
      reads: 'INTERNAL',
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where it is described. Null when no source is named.',
      resolve: (action, _args, context) => loadSource(action, context),
    }),
    origin: t.field({
      type: DialogueSessionRef,
      nullable: true,
      description: 'The session it came from. Null when none is named, or it is not for you.',
      resolve: ({ originId }, _args, { loaders, details }) =>
        originId === null ? null : loaders.load('session', null, originId, details.sessions),
    }),
    participants: t.field({
      type: [ParticipationRef],
      description: 'The organisations that take part, by role.',
      resolve: (action, _args, context) =>
        loadDetails('participants', action, context, (d) => d.participations),
    }),
    targetGroups: t.field({
      type: [TargetGroupRef],
      description: 'Whom it is meant for, by code.',
      resolve: (action, _args, context) =>
        loadDetails('target groups', action, context, (d) => d.targetGroups),
    }),
    userParticipation: t.field({
      type: [UserParticipationRef],
      description:
        'Where people with experience of poverty were heard on this action: for who steers the programme all of it, for others what went through their own organisation.',
      resolve: (action, _args, context) => loadDetails('heard', action, context, (d) => d.userParticipations),
    }),
    places: t.field({
      type: [PlaceRef],
      nullable: { items: true, list: false },
      description: 'Where it takes place. An item is null when the indicators service cannot be reached.',
      resolve: async (action, _args, context) => {
        const links = await loadDetails('places', action, context, (d) => d.placeIds);
        return links.map(({ placeId }) => ({ id: placeId }));
      },
    }),
    crosswalks: t.field({
      type: [CrosswalkLinkRef],
      description: "Terms of other people's lists to which it is related, by list and code.",
      resolve: (action, _args, context) => loadDetails('crosswalks', action, context, (d) => d.crosswalks),
    }),
    milestones: t.field({
      type: [MilestoneRef],
      description: 'Points that it should reach, by planned day.',
      resolve: (action, _args, context) => loadDetails('milestones', action, context, (d) => d.milestones),
    }),
    deliveries: t.field({
      type: [DeliveryRef],
      description: 'Sessions that it holds, by code.',
      resolve: (action, _args, context) => loadDetails('deliveries', action, context, (d) => d.deliveries),
    }),
    statusChanges: t.field({
      type: [StatusChangeRef],
      description: 'When its status changed, oldest first.',
      resolve: (action, _args, context) =>
        loadDetails('status changes', action, context, (d) => d.statusChanges),
    }),
    adjustments: t.field({
      type: [AdjustmentRef],
      description: 'What was changed in it and why, oldest first.',
      resolve: (action, _args, context) => loadDetails('adjustments', action, context, (d) => d.adjustments),
    }),
  }),
});

builder.objectField(ProgrammeRef, 'userParticipation', (t) =>
  t.field({
    type: [UserParticipationRef],
    description:
      'Where people with experience of poverty were heard, on the plan as a whole and on its actions: for who steers the programme all of it, for others what went through their own organisation.',
    resolve: async ({ id }, _args, { loaders, details }) =>
      (await loaders.load('heard in programme', null, id, details.userParticipationsOfProgrammes)) ?? [],
  }),
);

builder.asEntity(ActionRef, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, { loaders, actions }) => loaders.loadId('action', id, actions.byIds),
});

builder.queryField('action', (t) =>
  t.field({
    type: ActionRef,
    nullable: true,
    description: 'One action. Null when there is none with this id, or it is not for you.',
    args: { id: t.arg.id({ required: true, description: 'The id of the action.' }) },
    resolve: (_root, { id }, { loaders, actions }) => loaders.loadId('action', id, actions.byIds),
  }),
);
