import { speaksFor } from '@kapstok/kit';
import { type Approver, holdsRole, type ReportedField, steersDomain, type Viewer } from '@kapstok/schema';

/** What something is said about: an action, or what an organisation reports of it. */
export interface Subject {
  readonly programmeId: string;
  readonly actionId: string;
  /** That of the action, for who steers it. */
  readonly domainId: string;
  readonly updateId: string | null;
  /** Null: the whole. */
  readonly field: ReportedField | null;
  /** Who takes part in the talk beside who steers: who reports, or owned the action then. */
  readonly organisationId: string | null;
}

export interface Comment extends Subject {
  readonly id: string;
  /** Null when it was withdrawn. */
  readonly body: string | null;
  readonly writtenBy: string;
  readonly writtenAt: Date;
  readonly version: number;
}

/** What somebody is to look into by a day. */
export interface FollowUpFlag extends Subject {
  readonly id: string;
  /** Null: the organisation follows it up. */
  readonly role: Approver | null;
  readonly dueOn: string;
  readonly reason: string;
  readonly flaggedBy: string;
  readonly flaggedAt: Date;
  readonly answer: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: Date | null;
  readonly version: number;
}

type Talk = Pick<Subject, 'programmeId' | 'domainId' | 'organisationId'>;

/** Whether a viewer takes part in a talk: steers the domain, or speaks for the organisation. */
export const talks = (viewer: Viewer, talk: Talk): boolean =>
  steersDomain(viewer, talk.programmeId, talk.domainId) || isTheirs(viewer, talk);

const isTheirs = (viewer: Viewer, { organisationId, programmeId }: Talk): boolean =>
  organisationId !== null && speaksFor(viewer, organisationId, programmeId);

/** Whether a viewer answers a flag: who is to follow it up, and whoever steers no less. */
export function answers(viewer: Viewer, flag: Talk & Pick<FollowUpFlag, 'role'>): boolean {
  const { programmeId, domainId, role } = flag;
  if (holdsRole(viewer, ['DIRECTOR'], programmeId)) return true;
  if (role === 'DIRECTOR') return false;
  return steersDomain(viewer, programmeId, domainId) || (role === null && isTheirs(viewer, flag));
}
