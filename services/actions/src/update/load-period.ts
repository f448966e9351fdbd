import { ChangeRefused } from '@kapstok/kit';
import { holdsRole } from '@kapstok/schema';
import type { Context } from '../context.ts';
import { letsIn, type ReportingPeriod } from '../period/period.ts';

/** Refuses to report in a period that takes no reports, unless an exception lets the organisation or person in. */
export async function needOpen(
  period: ReportingPeriod,
  organisationId: string,
  { viewer, periods, today }: Context,
): Promise<void> {
  if (period.state === 'OPEN' || (await isLetIn(period, organisationId, { viewer, periods, today }))) return;
  const message = `Period ${period.code} is ${period.state} and takes no reports. Its director can let your organisation back in until a date (grantException).`;
  throw new ChangeRefused('CONFLICT', message, { path: 'periodId' });
}

/** Refuses to decide in a period that is locked, unless the organisation was let back in. */
export async function needUnlocked(
  period: ReportingPeriod,
  organisationId: string,
  { viewer, periods, today }: Context,
): Promise<void> {
  if (period.state !== 'LOCKED' || (await isLetIn(period, organisationId, { viewer, periods, today })))
    return;
  const message = `Period ${period.code} is LOCKED: nothing of it changes. Grant an exception first (grantException).`;
  throw new ChangeRefused('CONFLICT', message);
}

/** Whether an exception of the organisation, or of the person, holds; for an approver any person's does. */
async function isLetIn(
  { id, programmeId }: ReportingPeriod,
  organisationId: string,
  { viewer, periods, today }: Pick<Context, 'viewer' | 'periods' | 'today'>,
): Promise<boolean> {
  const exceptions = (await periods.exceptions([id])).get(id) ?? [];
  const isDirector = holdsRole(viewer, ['DIRECTOR', 'COORDINATOR'], programmeId);
  return exceptions.some(
    (one) =>
      letsIn(one, today) &&
      (one.organisationId === organisationId ||
        (one.accountId !== null && (one.accountId === viewer.subject || isDirector))),
  );
}
