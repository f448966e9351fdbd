import type { Role } from '@kapstok/schema';

/** A role that somebody was given in the hub. */
export interface AssignedRole {
  readonly id: string;
  readonly accountId: string;
  readonly role: Role;
  /** Null: every programme. */
  readonly programmeId: string | null;
  readonly organisationId: string | null;
  readonly domainId: string | null;
  /** Id of an account, or `hub`. */
  readonly grantedBy: string;
  readonly grantedAt: Date;
  readonly reason: string | null;
  readonly withdrawnAt: Date | null;
  readonly version: number;
}

/** What a role is for; by this it is held once. */
export type RolePlace = Pick<AssignedRole, 'role' | 'programmeId' | 'organisationId' | 'domainId'>;

/** What is wrong with a role for such a place: the field and a sentence; null when nothing is. */
export function flawOf(place: RolePlace): { field: string; message: string } | null {
  const { role, programmeId, organisationId, domainId } = place;
  const speaks = role === 'PARTNER' || role === 'ASSOCIATION';
  if (role === 'PUBLIC') return { field: 'role', message: 'PUBLIC is everybody: it is not given.' };
  if (role === 'ADMINISTRATOR' && programmeId !== null)
    return { field: 'programmeId', message: 'An administrator keeps the whole hub: leave programmeId out.' };
  if (speaks && organisationId === null)
    return { field: 'organisationId', message: `${role} is held for an organisation: give organisationId.` };
  if (!speaks && organisationId !== null)
    return {
      field: 'organisationId',
      message: `${role} is held for no organisation: leave organisationId out.`,
    };
  if (domainId !== null && (role !== 'COORDINATOR' || programmeId === null))
    return {
      field: 'domainId',
      message: 'Only a COORDINATOR of a programme has a domain: leave domainId out.',
    };
  return null;
}
