import { EMPTY_PAGE, HubError, loadPage, pageArgs, pageRequest, readableBy } from '@kapstok/kit';
import { ActionGoal, ActionLevel, ActionStatusEnum, RealisationEnum } from '../action/action-words.ts';
import { ParticipationRef } from '../action/detail-types.ts';
import { builder, connectionType, MissingReasonEnum, partialDateFields, titleFields } from '../builder.ts';
import type { Context } from '../context.ts';
import { countWhere } from '../progress/progress.ts';
import { ProgressSummary } from '../progress/progress-type.ts';
import { ActionRef, ProgrammeRef } from '../refs.ts';
import { type ActionOnDate, type DomainOnDate, isKnown, type PlanOnDate } from './plan-history.ts';

const ActionOnDateRef = builder.objectRef<ActionOnDate>('ActionOnDate').implement({
  description: 'An action as it was at the end of a day, UTC.',
  isReadable: readableBy('PLAN'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Identifier of the action, the same on every day.' }),
    code: t.exposeString('code', { description: 'Code that it had.' }),
    ...titleFields(t),
    status: t.field({
      type: ActionStatusEnum,
      description: 'How it stood then.',
      resolve: ({ status }) => status,
    }),
    realisation: t.field({
      type: RealisationEnum,
      nullable: true,
      description: 'What had come of it. Null when no source had said.',
      resolve: ({ realisation }) => realisation,
    }),
    goal: t.field({
      type: ActionGoal,
      nullable: true,
      description: 'Which of the two basic goals it served. Null when none was stated.',
      resolve: ({ goal }) => goal,
    }),
    level: t.field({
      type: ActionLevel,
      nullable: true,
      description: 'At which level it worked. Null when none was stated.',
      resolve: ({ level }) => level,
    }),
    ...partialDateFields(t, 'plannedStart', 'Planned begin, as it was then.'),
    ...partialDateFields(t, 'plannedEnd', 'Planned end, as it was then.'),
    ...partialDateFields(t, 'actualStart', 'Actual begin, as it was known then.'),
    ...partialDateFields(t, 'actualEnd', 'Actual end, as it was known then.'),
    domainCode: t.exposeString('domainCode', { description: 'Code of the policy domain it belonged to.' }),
    blockCode: t.exposeString('blockCode', {
      nullable: true,
      description: 'Code of its block. Null when it was in none.',
    }),
    parentCode: t.exposeString('parentCode', {
      nullable: true,
      description: 'Code of the action of which it was a part. Null when it was no part.',
    }),
    participants: t.field({
      type: [ParticipationRef],
      description: 'The organisations that took part, by role.',
      resolve: async ({ id, date }, _args, { loaders, history }) =>
        (await loaders.load('participants on date', date, id, (ids) => history.participations(date, ids))) ??
        [],
    }),
    action: t.field({
      type: ActionRef,
      nullable: true,
      description: 'The action as it is now. Null when the plan no longer has it.',
      resolve: ({ id }, _args, { loaders, actions }) => loaders.load('action', null, id, actions.byIds),
    }),
  }),
});

const loadCells = async (
  level: 'programme' | 'domain',
  { id, date }: { readonly id: string; readonly date: string },
  { loaders, history }: Context,
) => (await loaders.load('cells on date', [level, date], id, (ids) => history.cells(level, date, ids))) ?? [];

const DomainOnDateRef = builder.objectRef<DomainOnDate>('PolicyDomainOnDate').implement({
  description: 'A policy domain as it was at the end of a day, UTC.',
  isReadable: readableBy('PLAN'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Identifier of the domain, the same on every day.' }),
    code: t.exposeString('code', { description: 'Code that it had.' }),
    ...titleFields(t),
    progress: t.field({
      type: ProgressSummary,
      description: 'How its actions stood then, counted as `PolicyDomain.progress` counts.',
      resolve: (domain, _args, context) => loadCells('domain', domain, context),
    }),
  }),
});
const ActionOnDateConnection = connectionType(
  'ActionOnDate',
  'actions as they were on a day',
  ActionOnDateRef,
);

const UNKNOWN = 'Null when the hub did not keep the plan yet; `reason` then says so.';
const asCells = ({ programmeId, date }: PlanOnDate) => ({ id: programmeId, date });

const PlanOnDateRef = builder.objectRef<PlanOnDate>('PlanOnDate').implement({
  description:
    'The plan of a programme as the hub kept it at the end of a day, UTC. What somebody entered later about that day is not in it.',
  fields: (t) => ({
    date: t.field({ type: 'Date', description: 'The day that was asked for.', resolve: ({ date }) => date }),
    knownSince: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when the hub keeps what the plan was. Null when it keeps nothing of it.',
      resolve: ({ knownSince }) => knownSince,
    }),
    reason: t.field({
      type: MissingReasonEnum,
      nullable: true,
      description:
        'NOT_MEASURED when the day ended before `knownSince`: nobody kept the plan then. Null when it is known.',
      resolve: (plan) => (isKnown(plan) ? null : 'NOT_MEASURED'),
    }),
    actionCount: t.int({
      nullable: true,
      description: `How many actions are counted; those with parts through their parts. ${UNKNOWN}`,
      resolve: async (plan, _args, context) =>
        isKnown(plan) ? countWhere(await loadCells('programme', asCells(plan), context), () => true) : null,
    }),
    progress: t.field({
      type: ProgressSummary,
      nullable: true,
      description: `How the actions stood, by the same method as \`Programme.progress\`. ${UNKNOWN}`,
      resolve: (plan, _args, context) =>
        isKnown(plan) ? loadCells('programme', asCells(plan), context) : null,
    }),
    domains: t.field({
      type: [DomainOnDateRef],
      nullable: true,
      description: `The policy domains that it had, in their order. ${UNKNOWN}`,
      resolve: async (plan, _args, { loaders, history }) => {
        const { programmeId, date } = plan;
        if (!isKnown(plan)) return null;
        const domains = await loaders.load('domains on date', date, programmeId, (ids) =>
          history.domains(date, ids),
        );
        return domains ?? [];
      },
    }),
    actions: t.field({
      type: ActionOnDateConnection,
      nullable: true,
      args: { first: t.arg(pageArgs.first), after: t.arg(pageArgs.after) },
      description: `The actions that it had, with their fields as they were, by code. ${UNKNOWN}`,
      resolve: (plan, args, context) => (isKnown(plan) ? loadActions(plan, args, context) : null),
    }),
  }),
});

async function loadActions(
  { programmeId, date }: PlanOnDate,
  args: Parameters<typeof pageRequest>[0],
  { loaders, history }: Context,
) {
  const request = pageRequest(args);
  const page = await loaders.load('actions on date', [date, request], programmeId, (ids) =>
    history.actionPages(date, request, ids),
  );
  return loadPage(page ?? EMPTY_PAGE, (key) =>
    loaders.load('action on date', date, key, (ids) => history.actionsByIds(date, ids)),
  );
}

builder.objectField(ProgrammeRef, 'onDate', (t) =>
  t.field({
    type: PlanOnDateRef,
    nullable: true,
    description:
      'The plan as it was at the end of a past day, UTC, or as it is today. Null, with an error, for a day to come.',
    args: { date: t.arg({ type: 'Date', required: true, description: 'The day, today at the latest.' }) },
    resolve: async ({ id }, { date }, { loaders, history, today }) => {
      if (date > today)
        throw new HubError('BAD_USER_INPUT', `date is ${date}; the plan is known until ${today}, today.`);
      const known = await loaders.load('known since', null, id, history.knownSince);
      return { programmeId: id, date, knownSince: known?.since ?? null };
    },
  }),
);
