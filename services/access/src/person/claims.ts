import type { ClaimedRole, RoleAssignment } from '@kapstok/schema';

/** An organisation as a programme lists it. */
export interface Listing {
  readonly programmeId: string;
  readonly slug: string;
  readonly organisationId: string;
  readonly enterpriseNumber: string;
}

/** A programme that there is. */
export interface KnownProgramme {
  readonly programmeId: string;
  readonly slug: string;
}

const SPEAKS_FOR_ORGANISATION: readonly string[] = ['PARTNER', 'ASSOCIATION'];

/** Whether a role is held for an organisation. */
export const speaksForOrganisation = (role: string): boolean => SPEAKS_FOR_ORGANISATION.includes(role);

/**
 * The assignments that an identity provider's word makes. With an enterprise number: one for each programme that lists
 * the organisation, or for the one that is named. Whatever nobody here knows gives nothing.
 */
export function assignmentsOf(
  claims: readonly ClaimedRole[],
  listings: readonly Listing[],
  programmes: readonly KnownProgramme[],
): RoleAssignment[] {
  return claims.flatMap(({ role, programme, enterpriseNumber }): RoleAssignment[] => {
    if (role === 'PUBLIC') return [];
    // The whole hub has administrators, not a programme; nor does an organisation make one.
    if (role === 'ADMINISTRATOR')
      return programme === null && enterpriseNumber === null ? [{ role, programme: '*' }] : [];
    if (enterpriseNumber !== null)
      return listings
        .filter((one) => one.enterpriseNumber === enterpriseNumber)
        .filter((one) => programme === null || one.slug === programme)
        .map(({ programmeId, organisationId }) =>
          speaksForOrganisation(role)
            ? { role, programme: programmeId, organisation: organisationId }
            : { role, programme: programmeId },
        );
    if (speaksForOrganisation(role)) return [];
    if (programme === null) return [{ role, programme: '*' }];
    return programmes
      .filter(({ slug }) => slug === programme)
      .map((one) => ({ role, programme: one.programmeId }));
  });
}

/** Each assignment once, whoever gave it. */
export function union(...lists: readonly (readonly RoleAssignment[])[]): RoleAssignment[] {
  const seen = new Map<string, RoleAssignment>();
  for (const one of lists.flat())
    seen.set(JSON.stringify([one.role, one.programme, one.organisation, one.domain]), one);
  return [...seen.values()];
}
