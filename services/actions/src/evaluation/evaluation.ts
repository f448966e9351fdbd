import type { FollowUp, LocalText } from '@kapstok/schema';

/** When an action was judged, by whom, with findings. */
export interface Evaluation {
  readonly id: string;
  readonly programmeId: string;
  readonly actionId: string;
  readonly code: string;
  readonly title: LocalText;
  readonly summary: LocalText | null;
  readonly evaluatedOn: string;
  readonly organisationId: string | null;
  readonly version: number;
}

/** What an evaluation found, and what was done about it. */
export interface Finding {
  readonly id: string;
  readonly programmeId: string;
  readonly evaluationId: string;
  readonly position: number;
  readonly text: LocalText;
  readonly followUp: FollowUp;
  readonly followUpNote: LocalText | null;
  readonly followedUpOn: string | null;
  readonly version: number;
}
