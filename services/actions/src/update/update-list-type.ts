import { EMPTY_PAGE, isId, loadPage, pageRequest, speaksFor } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import type { Context } from '../context.ts';
import { ActionRef, ProgressUpdateRef, ReportingPeriodRef } from '../refs.ts';
import type { ProgressUpdate } from './update.ts';
import { ProgressContentRef, ProgressStateEnum } from './update-type.ts';

const UpdateConnection = connectionType('ProgressUpdate', 'progress updates', ProgressUpdateRef);

const loadUpdate =
  ({ loaders, updates }: Context) =>
  (id: string) =>
    loaders.load('progress update', null, id, updates.byIds);

builder.objectField(ActionRef, 'progressUpdates', (t) =>
  t.field({
    type: UpdateConnection,
    description:
      'What organisations reported of it, the latest period first: approved updates, those of your own organisation, and what was submitted where you steer.',
    args: {
      periodId: t.arg.id({ description: 'Only of this period; of every period when left out.' }),
      states: t.arg({
        type: [ProgressStateEnum],
        description: 'Only in these states; in any that you may read when left out.',
      }),
      includeUnapproved: t.arg.boolean({
        description:
          'For evaluators: also what is submitted and not approved yet; `isApproved` tells them apart. Only approved ones when left out.',
      }),
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
      after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
    },
    resolve: async ({ id }, { periodId, states, includeUnapproved, ...args }, context) => {
      const { loaders, updates, viewer } = context;
      const request = pageRequest(args);
      if (periodId != null && !isId(periodId)) return { page: EMPTY_PAGE, nodes: [] };
      const filter = {
        periodId: periodId ?? null,
        states: states ?? null,
        isWithUnapproved: includeUnapproved === true,
      };
      const page = await loaders.load('progress updates', [filter, request], id, (ids) =>
        updates.pages(viewer, filter, request, ids),
      );
      return loadPage(page ?? EMPTY_PAGE, loadUpdate(context));
    },
  }),
);

builder.objectField(ActionRef, 'approvedProgress', (t) =>
  t.field({
    type: ProgressUpdateRef,
    nullable: true,
    description:
      'The approved update of the latest period: what the plan says of its progress. Null when none was approved.',
    resolve: async ({ id }, _args, { loaders, updates }) =>
      (await loaders.load('approved progress', null, id, updates.approved))?.at(-1) ?? null,
  }),
);

/** What a form to report with begins with. */
interface ReportingDraft {
  readonly update: ProgressUpdate | null;
  readonly content: ProgressUpdate | null;
  readonly periodId: string;
}

const DraftRef = builder.objectRef<ReportingDraft>('ReportingDraft').implement({
  description: 'What a form to report with begins with.',
  fields: (t) => ({
    period: t.field({
      type: ReportingPeriodRef,
      nullable: true,
      description: 'The period to report on. Null when it may not be read.',
      resolve: ({ periodId }, _args, { loaders, periods }) =>
        loaders.load('period', null, periodId, periods.byIds),
    }),
    update: t.field({
      type: ProgressUpdateRef,
      nullable: true,
      description: 'What the organisation saved for this period. Null when it saved nothing yet.',
      resolve: ({ update }) => update,
    }),
    isPrefilled: t.boolean({
      description: 'Whether `content` is that of the last approved update, for want of a draft.',
      resolve: ({ update, content }) => update === null && content !== null,
    }),
    content: t.field({
      type: ProgressContentRef,
      nullable: true,
      description:
        'What was saved, else what was last approved of the organisation. Null when there is neither.',
      resolve: ({ content }) => content,
    }),
  }),
});

builder.objectField(ActionRef, 'reportingDraft', (t) =>
  t.field({
    type: DraftRef,
    nullable: true,
    description:
      'What your organisation begins with when it reports on a period. Null for who does not speak for the organisation, or when there is no such period.',
    args: {
      periodId: t.arg.id({ required: true, description: 'The period to report on.' }),
      organisationId: t.arg.id({ required: true, description: 'The organisation for which you report.' }),
    },
    resolve: async (action, { periodId, organisationId }, { viewer, loaders, periods, updates }) => {
      const { id: actionId, programmeId } = action;
      if (!speaksFor(viewer, organisationId, programmeId)) return null;
      const period = await loaders.loadId('period', periodId, periods.byIds);
      if (period === null || period.programmeId !== programmeId) return null;
      const update =
        (await updates.find({ programmeId, actionId, periodId: period.id, organisationId })) ?? null;
      const approved = (await loaders.load('approved progress', null, actionId, updates.approved)) ?? [];
      const last = approved.findLast((one) => one.organisationId === organisationId) ?? null;
      return { update, content: update ?? last, periodId: period.id };
    },
  }),
);
