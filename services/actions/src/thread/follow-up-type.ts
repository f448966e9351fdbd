import {
  CHANGE_INPUT,
  ChangeRefused,
  EMPTY_PAGE,
  idOf,
  loadPage,
  lockRow,
  needRow,
  needText,
  notThere,
  pageArgs,
  pageRequest,
} from '@kapstok/kit';
import type { Approver } from '@kapstok/schema';
import { builder, connectionType, mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { ActionRef, FollowUpFlagRef, OrganisationRef, ProgressUpdateRef } from '../refs.ts';
import { ApproverEnum } from '../update/update-type.ts';
import { needSubject } from './load-subject.ts';
import { ReportedFieldEnum, reportFields } from './report-fields-type.ts';
import { answers, type Subject, talks } from './thread.ts';
import type { ThreadParent } from './thread-store.ts';

type PageArgs = Parameters<typeof pageRequest>[0] & { readonly isOpen?: boolean | null | undefined };

FollowUpFlagRef.implement({
  description:
    'Something of an action, or of what is reported of it, that somebody is to look into by a day; never public.',
  isReadable: (flag, { viewer }) => talks(viewer, flag),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    action: t.field({
      type: ActionRef,
      nullable: true,
      description: 'The action that it is about. Null when it may not be read.',
      resolve: ({ actionId }, _args, { loaders, actions }) =>
        loaders.load('action', null, actionId, actions.byIds),
    }),
    ...reportFields(t),
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description:
        'The organisation that follows it up. Null when a role does, or agreements cannot be reached.',
      resolve: ({ role, organisationId }) =>
        role !== null || organisationId === null ? null : { id: organisationId },
    }),
    role: t.field({
      type: ApproverEnum,
      nullable: true,
      description: 'The role that follows it up. Null when an organisation does.',
      resolve: ({ role }) => role,
    }),
    dueOn: t.field({ type: 'Date', description: 'By when, UTC.', resolve: ({ dueOn }) => dueOn }),
    isOverdue: t.boolean({
      description: 'Whether that day lies before today and nobody answered.',
      resolve: ({ dueOn, resolvedAt }, _args, { today }) => resolvedAt === null && dueOn < today,
    }),
    reason: t.exposeString('reason', { description: 'What is to be looked into, and why.' }),
    flaggedBy: t.exposeID('flaggedBy', { description: 'Id of the account that flagged it.' }),
    flaggedAt: t.field({
      type: 'DateTime',
      description: 'When it was flagged, UTC.',
      resolve: ({ flaggedAt }) => flaggedAt,
    }),
    answer: t.exposeString('answer', {
      nullable: true,
      description: 'What came of it. Null while it is open.',
    }),
    resolvedBy: t.exposeID('resolvedBy', {
      nullable: true,
      description: 'Id of the account that answered. Null while it is open.',
    }),
    resolvedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was answered, UTC. Null while it is open.',
      resolve: ({ resolvedAt }) => resolvedAt,
    }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
  }),
});
const FlagConnection = connectionType('FollowUpFlag', 'follow-up flags', FollowUpFlagRef);

const OPEN = 'Only open ones (true) or only answered ones (false); both when left out.';
const pageOf =
  (parent: ThreadParent) =>
  async ({ id }: { id: string }, { isOpen, ...args }: PageArgs, { loaders, threads, viewer }: Context) => {
    const request = pageRequest(args);
    const page = await loaders.load(`follow-ups ${parent}`, [isOpen, request], id, (ids) =>
      threads.flagPages(viewer, parent, isOpen ?? null, request, ids),
    );
    return loadPage(page ?? EMPTY_PAGE, (key) => loaders.load('follow-up', null, key, threads.flags));
  };

builder.objectField(ActionRef, 'followUps', (t) =>
  t.field({
    type: FlagConnection,
    description:
      'What of it, and of its reports, somebody is to look into, by day due. Empty for who takes no part in the talk.',
    args: {
      isOpen: t.arg.boolean({ description: OPEN }),
      first: t.arg(pageArgs.first),
      after: t.arg(pageArgs.after),
    },
    resolve: pageOf('action_id'),
  }),
);
builder.objectField(ProgressUpdateRef, 'followUps', (t) =>
  t.field({
    type: FlagConnection,
    description: 'What of it somebody is to look into, by day due. Empty for who takes no part in the talk.',
    args: {
      isOpen: t.arg.boolean({ description: OPEN }),
      first: t.arg(pageArgs.first),
      after: t.arg(pageArgs.after),
    },
    resolve: pageOf('update_id'),
  }),
);

const SHOWS = {
  field: 'followUp',
  type: FollowUpFlagRef,
  description: 'The flag as it is now. Null when it is not for you.',
  load: (id: string, { loaders, threads }: Context) => loaders.load('follow-up', null, id, threads.flags),
} as const;

mutation({
  name: 'flagForFollowUp',
  description:
    'Asks somebody to look into an action, or into a part of what is reported of it, by a day; it is in their worklist until it is answered. For who speaks for the organisation that reports or owns the action, and for who steers its domain.',
  asks: 'What is to be looked into, by whom, by when and why.',
  input: (t) => ({
    actionId: t.id({ description: 'The action that it is about; left out: it is about a report.' }),
    progressUpdateId: t.id({ description: 'The report that it is about; left out: it is about an action.' }),
    field: t.field({ type: ReportedFieldEnum, description: 'The part of the report; left out: the whole.' }),
    organisationId: t.id({
      description:
        'The organisation that follows it up: the one that reports, or owns the action; left out: a role does.',
    }),
    role: t.field({
      type: ApproverEnum,
      description: 'The role that follows it up; left out: an organisation does.',
    }),
    dueOn: t.field({ type: 'Date', required: true, description: 'By when, UTC; today or later.' }),
    reason: t.string({
      required: true,
      description: 'What is to be looked into, and why; 1000 characters at most.',
    }),
  }),
  objectType: 'FollowUpFlag',
  shows: SHOWS,
  async change(input, context) {
    const { viewer, threads, now, today } = context;
    const reason = needText(input.reason, 'reason', 1000);
    const subject = await needSubject(input, context);
    const role = roleOf(input, subject);
    const { dueOn } = input;
    if (dueOn < today)
      throw new ChangeRefused('BAD_USER_INPUT', `It is due on ${today} at the earliest.`, { path: 'dueOn' });
    const flag = { ...subject, role, dueOn, reason, flaggedBy: viewer.subject, flaggedAt: now };
    const id = await threads.flag(flag);
    const { programmeId, actionId, updateId, field, organisationId } = subject;
    const who = role === null ? { organisationId } : { role };
    const after = { actionId, progressUpdateId: updateId, field, ...who, dueOn };
    return { objectId: id, audit: { what: 'FOLLOW_UP_FLAGGED', programmeId, before: null, after, reason } };
  },
});

/** The role that follows it up; null: the organisation does. */
function roleOf(
  input: { readonly role?: Approver | null | undefined; readonly organisationId?: string | null | undefined },
  { organisationId }: Subject,
): Approver | null {
  const { role = null } = input;
  if ((role === null) === (input.organisationId == null))
    throw new ChangeRefused('BAD_USER_INPUT', 'Say who follows it up: give either organisationId or role.');
  if (role !== null) return role;
  const path = 'organisationId';
  if (idOf(input.organisationId ?? '', path, 'organisation') === organisationId) return null;
  const message =
    'The organisation that follows it up is the one that reports, or that owns the action today.';
  throw new ChangeRefused('BAD_USER_INPUT', message, { path });
}

mutation({
  name: 'resolveFollowUp',
  description:
    'Answers what was flagged. For who is to follow it up, and for who steers the domain; what is for the director, for the director alone.',
  asks: 'Which flag is answered, and how.',
  input: (t) => ({
    followUpId: t.id({ required: true, description: 'The flag that is answered.' }),
    answer: t.string({ required: true, description: 'What came of it, 2000 characters at most.' }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'FollowUpFlag',
  shows: SHOWS,
  async change(input, { viewer, threads, now }, db) {
    const byIds = threads.flags;
    const answer = needText(input.answer, 'answer', 2000);
    const found = await needRow(input.followUpId, 'followUpId', 'follow-up flag', byIds);
    if (!talks(viewer, found)) throw notThere('followUpId', 'follow-up flag');
    if (!answers(viewer, found))
      throw new ChangeRefused('NOT_ALLOWED', `Only ${whoAnswers(found.role)} answers this.`);
    const { id, programmeId, resolvedAt } = await lockRow(
      db,
      'follow_up',
      { id: found.id, byIds },
      input.expectedVersion,
    );
    if (resolvedAt !== null)
      throw new ChangeRefused('CONFLICT', 'It was answered already.', { objectId: id });
    await threads.resolve(id, answer, viewer.subject, now);
    const audit = { what: 'FOLLOW_UP_RESOLVED', programmeId, before: null, after: { answer } };
    return { objectId: id, audit };
  },
});

const whoAnswers = (role: Approver | null): string => {
  if (role === 'DIRECTOR') return 'the director of the programme';
  return 'who steers the domain';
};
