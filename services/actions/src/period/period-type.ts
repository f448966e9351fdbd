import { enumValues, readableBy, reads, speaksFor } from '@kapstok/kit';
import { PERIOD_STATE } from '@kapstok/schema';
import { builder, titleFields } from '../builder.ts';
import { OrganisationRef, ProgrammeRef, ReportingPeriodRef } from '../refs.ts';
import { daysLeft, letsIn, type PeriodException, stateOn } from './period.ts';
import type { PeriodCounts } from './period-store.ts';

const State = builder.enumType('ReportingPeriodState', {
  description: 'How a reporting period stands.',
  values: enumValues(PERIOD_STATE),
});

export const PeriodExceptionRef = builder.objectRef<PeriodException>('PeriodException').implement({
  description: 'Who may report in a period that is closed or locked, until a date.',
  isReadable: ({ programmeId, organisationId, accountId }, { viewer }) =>
    reads(viewer, 'INTERNAL', programmeId) ||
    accountId === viewer.subject ||
    (organisationId !== null && speaksFor(viewer, organisationId, programmeId)),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description:
        'The organisation that is let in. Null when it is one person, or agreements cannot be reached.',
      resolve: ({ organisationId }) => (organisationId === null ? null : { id: organisationId }),
    }),
    accountId: t.exposeID('accountId', {
      nullable: true,
      description: 'Id of the account that is let in. Null when it is a whole organisation.',
    }),
    untilOn: t.field({ type: 'Date', description: 'The last day, UTC.', resolve: ({ untilOn }) => untilOn }),
    reason: t.exposeString('reason', { description: 'Why, in the words of who granted it.' }),
    grantedOn: t.field({ type: 'Date', description: 'Day of the grant.', resolve: (row) => row.grantedOn }),
    revokedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When it was taken back. Null when it was not.',
      resolve: ({ revokedOn }) => revokedOn,
    }),
    isActive: t.boolean({
      description: 'Whether it lets anybody in today.',
      resolve: (row, _args, { today }) => letsIn(row, today),
    }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
  }),
});

const Counts = builder.objectRef<PeriodCounts>('ReportingPeriodCounts').implement({
  description: 'What came in for a period. Drafts are not counted: they are the own of who writes them.',
  fields: (t) => ({
    submitted: t.exposeInt('submitted', { description: 'Updates that wait for approval.' }),
    returned: t.exposeInt('returned', { description: 'Updates that were returned with a remark.' }),
    approved: t.exposeInt('approved', { description: 'Updates that were approved.' }),
  }),
});

ReportingPeriodRef.implement({
  description: 'A time about which organisations report, by a day.',
  isReadable: readableBy('PLAN'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme, such as `2026-Q3`.' }),
    ...titleFields(t),
    startsOn: t.field({
      type: 'Date',
      description: 'First day reported on.',
      resolve: (row) => row.startsOn,
    }),
    endsOn: t.field({ type: 'Date', description: 'Last day reported on.', resolve: (row) => row.endsOn }),
    dueOn: t.field({
      type: 'Date',
      description: 'The day by which reports are expected, UTC.',
      resolve: ({ dueOn }) => dueOn,
    }),
    state: t.field({
      type: State,
      description: 'How it stands today.',
      resolve: (row, _args, { today }) => stateOn(row, today),
    }),
    daysLeft: t.int({
      description: 'Days until `dueOn`: 0 on the day itself, below 0 when it is over.',
      resolve: ({ dueOn }, _args, { today }) => daysLeft(dueOn, today),
    }),
    exceptions: t.field({
      type: [PeriodExceptionRef],
      description:
        'Who was let back in, the latest first: for who steers the programme all of them, for others their own.',
      resolve: async ({ id }, _args, { loaders, periods }) =>
        (await loaders.load('period exceptions', null, id, periods.exceptions)) ?? [],
    }),
    updateCounts: t.field({
      type: Counts,
      nullable: true,
      description: 'How many updates came in. Null for who does not steer the programme.',
      reads: 'INTERNAL',
      resolve: async ({ id }, _args, { loaders, periods }) =>
        (await loaders.load('period counts', null, id, periods.counts)) ?? {
          periodId: id,
          submitted: 0,
          returned: 0,
          approved: 0,
        },
    }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
  }),
});

builder.objectField(ProgrammeRef, 'reportingPeriods', (t) =>
  t.field({
    type: [ReportingPeriodRef],
    description: 'The times about which organisations report, by day due.',
    resolve: async ({ id }, _args, { loaders, periods }) =>
      (await loaders.load('reporting periods', null, id, periods.byProgrammes)) ?? [],
  }),
);
