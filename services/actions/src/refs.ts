import type { Action } from './action/action.ts';
import { builder } from './builder.ts';
import type { Block, Crosswalk, PolicyDomain } from './domain/domain.ts';
import type { ReportingPeriod } from './period/period.ts';
import type { Programme } from './programme/programme.ts';
import type { FollowUpFlag } from './thread/thread.ts';
import type { ProgressUpdate } from './update/update.ts';

// The nouns without their fields, so that type files need not import one another.

export const ProgrammeRef = builder.objectRef<Programme>('Programme');
export const PolicyDomainRef = builder.objectRef<PolicyDomain>('PolicyDomain');
export const BlockRef = builder.objectRef<Block>('Block');
export const CrosswalkRef = builder.objectRef<Crosswalk>('Crosswalk');
export const ActionRef = builder.objectRef<Action>('Action');

export const ReportingPeriodRef = builder.objectRef<ReportingPeriod>('ReportingPeriod');
export const ProgressUpdateRef = builder.objectRef<ProgressUpdate>('ProgressUpdate');
export const FollowUpFlagRef = builder.objectRef<FollowUpFlag>('FollowUpFlag');

/** A noun of another subgraph, known here by its id alone. */
export interface Stub {
  readonly id: string;
}
const byId = builder.selection<Stub>('id');

export const OrganisationRef = builder.externalRef('Organisation', byId);
export const PlaceRef = builder.externalRef('Place', byId);
/** The armoedetoets of one decision; reviews tells more of it. */
export const PovertyTestRef = builder.externalRef('PovertyTest', byId);
PovertyTestRef.implement({ externalFields: (t) => ({ id: t.id() }) });
PlaceRef.implement({ externalFields: (t) => ({ id: t.id() }) });
