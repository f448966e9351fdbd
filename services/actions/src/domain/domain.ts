import type { Basis, CrosswalkVocabulary, LocalText } from '@kapstok/schema';

/** One of the fields in which a programme acts, such as housing. */
export interface PolicyDomain {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly position: number;
  readonly title: LocalText;
  readonly description: LocalText | null;
  readonly sourceId: string | null;
  /** Counts its changes. */
  readonly version: number;
}

/** A group of actions inside a domain. */
export interface Block extends PolicyDomain {
  readonly domainId: string;
}

/** A term of somebody else's list to which a domain or action is related. */
export interface Crosswalk {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly vocabulary: CrosswalkVocabulary;
  readonly notation: string;
  readonly title: LocalText;
  readonly uri: string | null;
  readonly sourceId: string | null;
}

/** A relation to such a term. */
export interface CrosswalkLink {
  readonly ownerId: string;
  readonly basis: Basis;
  readonly crosswalk: Crosswalk;
}

/** An organisation that takes part in actions of more than one block of a domain. */
export interface SharedPartner {
  readonly domainId: string;
  readonly organisationId: string;
  readonly blockIds: readonly string[];
}
