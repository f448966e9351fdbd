import { ChangeRefused, notThere, reads, speaksFor } from '@kapstok/kit';
import { type Approver, holdsRole, steersDomain, type Viewer } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../context.ts';
import { letsIn, type ReportingPeriod } from '../period/period.ts';
import type { ProgressUpdate } from './update.ts';

type Owned = Pick<ProgressUpdate, 'programmeId' | 'organisationId'>;
type Steered = Pick<ProgressUpdate, 'programmeId' | 'domainId'>;

/** Whether the viewer speaks for the organisation whose update it is. */
export const isOwn = (viewer: Viewer, { organisationId, programmeId }: Owned): boolean =>
  speaksFor(viewer, organisationId, programmeId);

export const steers = (viewer: Viewer, { programmeId, domainId }: Steered): boolean =>
  steersDomain(viewer, programmeId, domainId);

/** Whether somebody reads what only organisation and approvers do: remarks, obstacles, approvals, corrections. */
export const isInside = (viewer: Viewer, update: ProgressUpdate): boolean =>
  isOwn(viewer, update) || (update.state !== 'DRAFT' && steers(viewer, update));

/** Whether an update is for the viewer. */
export function maySee(viewer: Viewer, update: ProgressUpdate): boolean {
  if (isOwn(viewer, update)) return true;
  if (update.state === 'APPROVED') return reads(viewer, 'PLAN', update.programmeId);
  if (update.state === 'DRAFT') return false;
  if (steers(viewer, update)) return true;
  return update.state === 'SUBMITTED' && holdsRole(viewer, ['EVALUATOR'], update.programmeId);
}

/** Where a viewer steers, as `programme@domain`; `*` for every one. */
const steered = ({ roles }: Viewer): string[] =>
  roles
    .filter(({ role }) => role === 'DIRECTOR' || role === 'COORDINATOR')
    .map(({ role, programme, domain }) => `${programme}@${role === 'DIRECTOR' ? '*' : (domain ?? '*')}`);

/** `steers` for a WHERE. */
export function isSteered(
  viewer: Viewer,
  programme: RawBuilder<unknown>,
  domain: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const where = steered(viewer);
  if (where.length === 0) return sql`false`;
  return sql`array[${programme} || '@' || ${domain}, ${programme} || '@*', '*@*', '*@' || ${domain}] && ${where}::text[]`;
}

/** The roles in which a viewer approves what is in a domain. */
export function approverRoles(viewer: Viewer, { programmeId, domainId }: Steered): readonly Approver[] {
  const roles = viewer.roles.filter(({ programme }) => programme === '*' || programme === programmeId);
  const isCoordinator = roles.some(
    ({ role, domain }) => role === 'COORDINATOR' && (domain === undefined || domain === domainId),
  );
  const isDirector = roles.some(({ role }) => role === 'DIRECTOR');
  return [
    ...(isCoordinator ? (['COORDINATOR'] as const) : []),
    ...(isDirector ? (['DIRECTOR'] as const) : []),
  ];
}

/** Refuses whoever does not speak for the organisation; an update that is not for them does not exist. */
export function needOwn(viewer: Viewer, update: ProgressUpdate): void {
  if (isOwn(viewer, update)) return;
  if (!maySee(viewer, update)) throw notThere('progressUpdateId', 'progress update');
  const message = 'Only who speaks for the organisation that reports changes or submits this.';
  throw new ChangeRefused('NOT_ALLOWED', message);
}

/** Refuses whoever does not steer the domain. */
export function needSteering(viewer: Viewer, update: ProgressUpdate): void {
  if (!maySee(viewer, update)) throw notThere('progressUpdateId', 'progress update');
  if (update.state !== 'DRAFT' && steers(viewer, update)) return;
  const message =
    'Only the coordinator of the domain, or the director of the programme, decides on what was submitted.';
  throw new ChangeRefused('NOT_ALLOWED', message);
}

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
