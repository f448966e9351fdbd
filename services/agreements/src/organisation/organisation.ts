import type { DatePrecision, OrganisationChange, OrganisationKind } from '@kapstok/schema';

/** Whoever takes part: city, association, enterprise, school. No programme's own. */
export interface Organisation {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly enterpriseNumber: string | null;
  readonly kind: OrganisationKind;
  readonly isInternal: boolean;
  readonly parentId: string | null;
  readonly url: string | null;
  readonly isSynthetic: boolean;
  readonly note: string | null;
  readonly sourceKey: string | null;
  /** The programmes that list it, of those whose plan may be read. */
  readonly programmeIds: readonly string[];
  readonly version: number;
}

/** That one organisation came from another. */
export interface OrganisationLink {
  readonly predecessorId: string;
  readonly successorId: string;
  readonly kind: OrganisationChange;
  readonly happenedOn: string | null;
  readonly happenedOnPrecision: DatePrecision | null;
  readonly sourceId: string | null;
}

/** Which organisations of a list are wanted; what is left out does not restrict. */
export interface OrganisationFilter {
  readonly programmeId?: string | null | undefined;
  readonly kinds?: readonly string[] | null | undefined;
  readonly isInternal?: boolean | null | undefined;
  readonly name?: string | null | undefined;
}
