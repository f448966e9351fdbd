import { CHANGE_INPUT, ChangeRefused, lockRow, maybeIdOf, needRow, needText, onlyFor } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { ONLY_DIRECTORS } from './open-period-type.ts';
import { PeriodExceptionRef } from './period-type.ts';

const SHOWS_EXCEPTION = {
  field: 'exception',
  type: PeriodExceptionRef,
  description: 'The exception as it is now. Null when it is not for you.',
  load: (id: string, { loaders, periods }: Context) =>
    loaders.load('period exception', null, id, periods.exceptionsByIds),
} as const;

mutation({
  name: 'grantException',
  description:
    'Lets one organisation or one person report in a period that is closed or locked, until a date. For the director of the programme.',
  asks: 'Who is let in where, until when and why; name either an organisation or an account.',
  input: (t) => ({
    periodId: t.id({ required: true, description: 'The period that it is about.' }),
    organisationId: t.id({ description: 'The organisation that is let in. Left out: one account is.' }),
    accountId: t.id({ description: 'The account that is let in. Left out: an organisation is.' }),
    untilOn: t.field({ type: 'Date', required: true, description: 'The last day, UTC: today or later.' }),
    reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
  }),
  objectType: 'PeriodException',
  shows: SHOWS_EXCEPTION,
  async change(input, { viewer, periods, today }) {
    const period = await needRow(input.periodId, 'periodId', 'reporting period', periods.byIds);
    const { id: periodId, programmeId } = period;
    onlyFor(viewer, ['DIRECTOR'], programmeId, ONLY_DIRECTORS);
    const organisationId = maybeIdOf(input.organisationId, 'organisationId', 'organisation');
    const accountId = maybeIdOf(input.accountId, 'accountId', 'account');
    if ((organisationId === null) === (accountId === null))
      throw new ChangeRefused('BAD_USER_INPUT', 'Name an organisation or an account, one of the two.', {
        path: 'organisationId',
      });
    const { untilOn } = input;
    if (untilOn < today)
      throw new ChangeRefused('BAD_USER_INPUT', `An exception lasts until ${today} or later.`, {
        path: 'untilOn',
      });
    const reason = needText(input.reason, 'reason', 1000);
    const granted = { programmeId, periodId, organisationId, accountId, untilOn };
    const id = await periods.grant({ ...granted, reason, grantedOn: today });
    const after = { periodId, organisationId, accountId, untilOn };
    return {
      objectId: id,
      audit: { what: 'PERIOD_EXCEPTION_GRANTED', programmeId, before: null, after, reason },
    };
  },
});

mutation({
  name: 'revokeException',
  description: 'Takes back what let somebody into a period. For the director of the programme.',
  asks: 'Which exception, and why.',
  input: (t) => ({
    exceptionId: t.id({ required: true, description: 'The exception that it is about.' }),
    reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'PeriodException',
  shows: SHOWS_EXCEPTION,
  async change(input, { viewer, periods, today }, db) {
    const byIds = periods.exceptionsByIds;
    const { id, programmeId } = await needRow(input.exceptionId, 'exceptionId', 'exception', byIds);
    onlyFor(viewer, ['DIRECTOR'], programmeId, ONLY_DIRECTORS);
    const reason = needText(input.reason, 'reason', 1000);
    const exception = await lockRow(db, 'period_exception', { id, byIds }, input.expectedVersion);
    if (exception.revokedOn !== null)
      throw new ChangeRefused('CONFLICT', `It was taken back on ${exception.revokedOn} already.`, {
        objectId: id,
      });
    await periods.revoke(id, today);
    const before = { untilOn: exception.untilOn };
    const after = { revokedOn: today };
    return { objectId: id, audit: { what: 'PERIOD_EXCEPTION_REVOKED', programmeId, before, after, reason } };
  },
});
