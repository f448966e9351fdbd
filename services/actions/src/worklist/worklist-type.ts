import { EMPTY_PAGE, enumValues, loadPage, pageRequest } from '@kapstok/kit';
import { WORK_KIND } from '@kapstok/schema';
import { builder, connectionType } from '../builder.ts';
import { daysLeft } from '../period/period.ts';
import {
  ActionRef,
  FollowUpFlagRef,
  OrganisationRef,
  ProgrammeRef,
  ProgressUpdateRef,
  ReportingPeriodRef,
} from '../refs.ts';
import type { WorkItem } from './worklist-store.ts';

const Kind = builder.enumType('WorkKind', {
  description: 'What somebody is to do.',
  values: enumValues(WORK_KIND),
});

const WorkItemRef = builder.objectRef<WorkItem>('WorkItem').implement({
  description:
    'Something that waits for you: a report to write, one to decide on, or what was flagged for you.',
  fields: (t) => ({
    kind: t.field({ type: Kind, description: 'What you are to do.', resolve: ({ kind }) => kind }),
    action: t.field({
      type: ActionRef,
      nullable: true,
      description: 'The action that it is about. Null when it may not be read.',
      resolve: ({ actionId }, _args, { loaders, actions }) =>
        loaders.load('action', null, actionId, actions.byIds),
    }),
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description:
        'The organisation that reports, or is to follow up. Null when a role is to, or agreements cannot be reached.',
      resolve: ({ organisationId }) => (organisationId === null ? null : { id: organisationId }),
    }),
    period: t.field({
      type: ReportingPeriodRef,
      nullable: true,
      description: 'The period that it is about. Null when it is about no report, or may not be read.',
      resolve: ({ periodId }, _args, { loaders, periods }) =>
        periodId === null ? null : loaders.load('period', null, periodId, periods.byIds),
    }),
    daysLeft: t.int({
      nullable: true,
      description:
        'Days until it is due, below 0 when it is overdue. Never null: a day due is known of whatever waits.',
      resolve: ({ dueOn }, _args, { today }) => daysLeft(dueOn, today),
    }),
    followUp: t.field({
      type: FollowUpFlagRef,
      nullable: true,
      description: 'What was flagged for you. Null when it is a report that waits.',
      resolve: ({ followUpId }, _args, { loaders, threads }) =>
        followUpId === null ? null : loaders.load('follow-up', null, followUpId, threads.flags),
    }),
    update: t.field({
      type: ProgressUpdateRef,
      nullable: true,
      description: 'What was saved or submitted so far. Null when nothing was.',
      resolve: ({ updateId }, _args, { loaders, updates }) =>
        updateId === null ? null : loaders.load('progress update', null, updateId, updates.byIds),
    }),
    returnedReason: t.exposeString('returnedReason', {
      nullable: true,
      description: 'What is to be improved. Null when it was not returned.',
    }),
  }),
});
const WorkConnection = connectionType('Work', 'things to do', WorkItemRef);

builder.objectField(ProgrammeRef, 'worklist', (t) =>
  t.field({
    type: WorkConnection,
    description:
      'What waits for you, by day due: reports of your organisation to write, finish or improve, what was submitted where you must approve, and what was flagged for you to follow up. Empty when nothing does.',
    args: {
      kinds: t.arg({
        type: [Kind],
        description: 'Only what is to be done so; whatever it is when left out.',
      }),
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
      after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
    },
    resolve: async ({ id }, { kinds, ...args }, { loaders, worklist, viewer, today }) => {
      const request = pageRequest(args);
      const asker = { viewer, today };
      const page = await loaders.load('worklist', [kinds, request], id, (ids) =>
        worklist.pages(asker, kinds ?? null, request, ids),
      );
      return loadPage(page ?? EMPTY_PAGE, (key) =>
        loaders.load('work item', id, key, (ids) => worklist.byIds(asker, id, ids)),
      );
    },
  }),
);
