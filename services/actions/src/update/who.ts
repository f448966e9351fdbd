import { ChangeRefused, notThere, reads, speaksFor } from '@kapstok/kit';
import { type Approver, holdsRole, steersDomain, type Viewer } from '@kapstok/schema';
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
