import { administeredProgrammes, directedProgrammes, type Role, type Viewer } from '@kapstok/schema';

/** Roles that the director of a programme gives in it; the others are for administrators to give. */
const GIVEN_BY_DIRECTORS: readonly Role[] = [
  'PARTNER',
  'ASSOCIATION',
  'COORDINATOR',
  'REVIEWER',
  'SECRETARY',
  'EVALUATOR',
];

/** Whether a viewer keeps the whole hub. */
export const administers = (viewer: Viewer): boolean => administeredProgrammes(viewer) === '*';

/** Whether a viewer directs a programme; null is every programme, which nobody directs as such. */
export function directs(viewer: Viewer, programmeId: string | null): boolean {
  if (programmeId === null) return false;
  const directed = directedProgrammes(viewer);
  return directed === '*' || directed.has(programmeId);
}

/** Whether a viewer gives and withdraws a role in a programme; null is every programme. */
export const mayGive = (viewer: Viewer, role: Role, programmeId: string | null): boolean =>
  administers(viewer) || (GIVEN_BY_DIRECTORS.includes(role) && directs(viewer, programmeId));

/** Who gives a role, for a refusal. */
export const whoGives = (role: Role, programmeId: string | null): string =>
  programmeId !== null && GIVEN_BY_DIRECTORS.includes(role)
    ? 'The director of the programme, or an administrator, gives and withdraws this role there.'
    : 'Only an administrator gives and withdraws this role.';

/** Whether a viewer publishes what a programme holds. */
export const mayPublish = (viewer: Viewer, programmeId: string): boolean =>
  administers(viewer) || directs(viewer, programmeId);

/** Whether personal data of an account are for the viewer. */
export const isOwnOrKept = (viewer: Viewer, accountId: string): boolean =>
  viewer.subject === accountId || administers(viewer);
