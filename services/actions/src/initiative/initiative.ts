import type { InitiativeStatus, LocalText } from '@kapstok/schema';

/** What residents or an association propose for the plan, and what became of it. */
export interface Initiative {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly title: LocalText;
  readonly description: LocalText | null;
  readonly domainId: string | null;
  readonly organisationId: string | null;
  readonly sessionId: string | null;
  readonly proposedOn: string;
  readonly status: InitiativeStatus;
  readonly decidedOn: string | null;
  readonly decisionReason: LocalText | null;
  readonly actionId: string | null;
  readonly mergedIntoId: string | null;
  readonly version: number;
}
