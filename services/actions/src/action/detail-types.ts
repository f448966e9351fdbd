import { type FigureValue, localText, reads, speaksFor } from '@kapstok/kit';
import type { MissingReason } from '@kapstok/schema';
import {
  builder,
  DatePrecision,
  Figure,
  InvolvementChannel,
  partialDateFields,
  Source,
  textField,
  titleFields,
} from '../builder.ts';
import type { Context } from '../context.ts';
import { OrganisationRef } from '../refs.ts';
import { loadSource } from '../source-field.ts';
import type {
  Adjustment,
  Delivery,
  DialogueSession,
  Milestone,
  Participation,
  StatusChange,
  TargetGroup,
  UserParticipation,
} from './action.ts';
import { ActionStatusEnum, InvolvementMomentEnum, ParticipationRoleEnum } from './action-words.ts';

const sourceField = {
  type: Source,
  nullable: true,
  description: 'Where it is said. Null when no source is named.',
  resolve: (row: { readonly sourceId: string | null }, _args: unknown, context: Context) =>
    loadSource(row, context),
} as const;

const remark = {
  nullable: true,
  description: 'Internal remark. Null when none, or for who does not steer the programme.',
  reads: 'INTERNAL',
} as const;

/** For who steers the programme, and for who speaks in it for the organisation through which people did. */
const isReadable = (
  { programmeId, organisationId }: { readonly programmeId: string; readonly organisationId: string | null },
  { viewer }: Context,
): boolean =>
  reads(viewer, 'INTERNAL', programmeId) ||
  (organisationId !== null && speaksFor(viewer, organisationId, programmeId));

const figureOf = (value: number | null, reason: MissingReason | null, unit: string): FigureValue => ({
  value: value === null ? null : String(value),
  reason,
  unit,
});

const stub = (id: string | null) => (id === null ? null : { id });

export const ParticipationRef = builder.objectRef<Participation>('Participation').implement({
  description: 'An organisation that takes part in an action.',
  fields: (t) => ({
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'The organisation. Null when the agreements service cannot be reached.',
      resolve: ({ organisationId }) => ({ id: organisationId }),
    }),
    role: t.field({
      type: ParticipationRoleEnum,
      description: 'In which role.',
      resolve: ({ role }) => role,
    }),
    ...partialDateFields(t, 'since', 'From when.'),
    ...partialDateFields(t, 'until', 'Until when.'),
    isSynthetic: t.exposeBoolean('isSynthetic', { description: 'Whether it is made up for demonstration.' }),
    source: t.field(sourceField),
  }),
});

export const TargetGroupRef = builder.objectRef<TargetGroup>('TargetGroup').implement({
  description: 'A group of people for whom an action is meant.',
  fields: (t) => ({
    code: t.string({
      description: 'Code of the group, unique within the programme.',
      resolve: ({ peopleGroup }) => peopleGroup.code,
    }),
    title: t.string({
      description: 'Name of the group in the language asked for, else in one that exists.',
      resolve: ({ peopleGroup }, _args, { viewer }) => localText(peopleGroup.title, viewer) ?? '',
    }),
    personCount: t.field({
      type: Figure,
      description:
        'How many persons the action is meant to reach. SUPPRESSED for who does not read the figures of the programme.',
      // A number of people may be so small that somebody is known by it.
      resolve: ({ programmeId, personCount, personCountReason }, _args, { viewer }) =>
        reads(viewer, 'PEOPLE', programmeId)
          ? figureOf(personCount, personCountReason, 'PERSONS')
          : figureOf(null, 'SUPPRESSED', 'PERSONS'),
    }),
    source: t.field(sourceField),
  }),
});

export const UserParticipationRef = builder.objectRef<UserParticipation>('UserParticipation').implement({
  description: 'Where people with experience of poverty were heard. Counts at most, never names.',
  isReadable,
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    moment: t.field({
      type: InvolvementMomentEnum,
      description: 'When in the life of the plan or action.',
      resolve: ({ moment }) => moment,
    }),
    through: t.field({
      type: InvolvementChannel,
      description: 'Who spoke: people with experience of poverty, or an organisation for them.',
      resolve: ({ through }) => through,
    }),
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description:
        'The organisation that spoke or held it. Null when none is named, or agreements cannot be reached.',
      resolve: ({ organisationId }) => stub(organisationId),
    }),
    headCount: t.field({
      type: Figure,
      description: 'How many people took part.',
      resolve: ({ headCount, headCountReason }) => figureOf(headCount, headCountReason, 'PERSONS'),
    }),
    note: textField(t, 'note', 'What was discussed.'),
    source: t.field(sourceField),
  }),
});

export const DialogueSessionRef = builder.objectRef<DialogueSession>('DialogueSession').implement({
  description: 'A meeting from which actions or changes came.',
  isReadable,
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    ...titleFields(t),
    ...partialDateFields(t, 'heldOn', 'When it was held.'),
    through: t.field({
      type: InvolvementChannel,
      description: 'Who spoke: people with experience of poverty, or an organisation for them.',
      resolve: ({ through }) => through,
    }),
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description:
        'The organisation that held it or spoke. Null when none is named, or agreements cannot be reached.',
      resolve: ({ organisationId }) => stub(organisationId),
    }),
    headCount: t.exposeInt('headCount', {
      nullable: true,
      description: 'How many took part. Null when not known.',
    }),
    note: t.exposeString('note', remark),
    source: t.field(sourceField),
  }),
});

export const MilestoneRef = builder.objectRef<Milestone>('Milestone').implement({
  description: 'A point that an action should reach.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    ...titleFields(t),
    ...partialDateFields(t, 'plannedOn', 'Planned for.'),
    ...partialDateFields(t, 'actualOn', 'Reached on.'),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
    source: t.field(sourceField),
  }),
});

export const DeliveryRef = builder.objectRef<Delivery>('Delivery').implement({
  description: 'Sessions that an action holds at a place, by a recurrence rule.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    ...titleFields(t),
    place: t.exposeString('place', { nullable: true, description: 'Where, in words. Null when not said.' }),
    recurrence: t.exposeString('recurrence', {
      nullable: true,
      description: 'When, as an RFC 5545 recurrence rule. Null when there is no rule.',
    }),
    startsOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'First day. Null when not known.',
      resolve: (d) => d.startsOn,
    }),
    endsOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Last day. Null when not known.',
      resolve: (d) => d.endsOn,
    }),
    plannedCount: t.exposeInt('plannedCount', {
      nullable: true,
      description: 'Sessions planned. Null when not said.',
    }),
    heldCount: t.field({
      type: Figure,
      description: 'How many sessions were held.',
      resolve: ({ heldCount, heldCountReason }) => figureOf(heldCount, heldCountReason, 'SESSIONS'),
    }),
    note: t.exposeString('note', remark),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
    source: t.field(sourceField),
  }),
});

export const StatusChangeRef = builder.objectRef<StatusChange>('ActionStatusChange').implement({
  description: 'When the status of an action changed.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    changedOn: t.field({
      type: 'Date',
      description: 'When; the last possible day when only month or year is known.',
      resolve: ({ changedOn }) => changedOn,
    }),
    changedOnPrecision: t.field({
      type: DatePrecision,
      description: 'How much of `changedOn` is known.',
      resolve: ({ changedOnPrecision }) => changedOnPrecision,
    }),
    fromStatus: t.field({
      type: ActionStatusEnum,
      nullable: true,
      description: 'Status before. Null when not said.',
      resolve: ({ fromStatus }) => fromStatus,
    }),
    toStatus: t.field({
      type: ActionStatusEnum,
      description: 'Status after the change.',
      resolve: ({ toStatus }) => toStatus,
    }),
    note: t.exposeString('note', remark),
    source: t.field(sourceField),
  }),
});

export const AdjustmentRef = builder.objectRef<Adjustment>('Adjustment').implement({
  description: 'What was changed in an action, and why.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    adjustedOn: t.field({
      type: 'Date',
      description: 'When; the last possible day when only month or year is known.',
      resolve: ({ adjustedOn }) => adjustedOn,
    }),
    adjustedOnPrecision: t.field({
      type: DatePrecision,
      description: 'How much of `adjustedOn` is known.',
      resolve: ({ adjustedOnPrecision }) => adjustedOnPrecision,
    }),
    change: textField(t, 'change', 'What was changed.'),
    reason: textField(t, 'reason', 'Why; null too for who does not steer the programme.', 'INTERNAL'),
    session: t.field({
      type: DialogueSessionRef,
      nullable: true,
      description: 'The session that asked for it. Null when none is named, or it is not for you.',
      resolve: ({ sessionId }, _args, { loaders, details }) =>
        sessionId === null ? null : loaders.load('session', null, sessionId, details.sessions),
    }),
    source: t.field(sourceField),
  }),
});
