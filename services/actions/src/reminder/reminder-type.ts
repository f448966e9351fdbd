import { EMPTY_PAGE, enumValues, loadPage, pageRequest, readableBy } from '@kapstok/kit';
import { REMINDER_STEP } from '@kapstok/schema';
import { builder, connectionType } from '../builder.ts';
import { OrganisationRef, ProgrammeRef, ReportingPeriodRef } from '../refs.ts';
import type { Reminder } from './reminder-store.ts';

const Step = builder.enumType('ReminderStep', {
  description: 'How near the day due was when somebody was reminded.',
  values: enumValues(REMINDER_STEP),
});

const ReminderRef = builder.objectRef<Reminder>('Reminder').implement({
  description: 'A digest that told an organisation what is due.',
  isReadable: readableBy('INTERNAL'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'Who was reminded. Null when the agreements service cannot be reached.',
      resolve: ({ organisationId }) => ({ id: organisationId }),
    }),
    period: t.field({
      type: ReportingPeriodRef,
      nullable: true,
      description: 'The period that it is about. Null when it may not be read.',
      resolve: ({ periodId }, _args, { loaders, periods }) =>
        loaders.load('period', null, periodId, periods.byIds),
    }),
    step: t.field({ type: Step, description: 'How near the day due was.', resolve: ({ step }) => step }),
    remindedOn: t.field({
      type: 'Date',
      description: 'When it was written, UTC.',
      resolve: (row) => row.remindedOn,
    }),
    actionCount: t.exposeInt('actionCount', { description: 'How many actions waited for a report.' }),
    body: t.exposeString('body', { description: 'The text, in the language of the programme.' }),
  }),
});
const ReminderConnection = connectionType('Reminder', 'reminders', ReminderRef);

builder.objectField(ProgrammeRef, 'reminders', (t) =>
  t.field({
    type: ReminderConnection,
    description:
      'Who was reminded of what, the latest first: 21, 14 and 7 days before a report is due, and when it is overdue. Empty for who does not steer the programme.',
    reads: 'INTERNAL',
    args: {
      periodId: t.arg.id({ description: 'Only of this period; of every period when left out.' }),
      organisationId: t.arg.id({ description: 'Only to this organisation; to every one when left out.' }),
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
      after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
    },
    resolve: async ({ id }, { periodId, organisationId, ...args }, { loaders, reminders }) => {
      const request = pageRequest(args);
      const filter = { periodId: periodId ?? null, organisationId: organisationId ?? null };
      const page = await loaders.load('reminders', [filter, request], id, (ids) =>
        reminders.pages(filter, request, ids),
      );
      return loadPage(page ?? EMPTY_PAGE, (key) => loaders.load('reminder', null, key, reminders.byIds));
    },
  }),
);
