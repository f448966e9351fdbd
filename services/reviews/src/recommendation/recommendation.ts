import type { LocalText, RecommendationResponse, RecommendationStatus } from '@kapstok/schema';

/** What a test recommends, what the deciding body answered, and what became of it. */
export interface Recommendation {
  readonly id: string;
  readonly programmeId: string;
  readonly testId: string;
  readonly code: string;
  readonly text: LocalText;
  readonly ownerId: string | null;
  readonly dueOn: string | null;
  readonly response: RecommendationResponse | null;
  readonly responseReason: LocalText | null;
  readonly status: RecommendationStatus;
  readonly doneOn: string | null;
  readonly adjustmentCode: string | null;
  readonly adjustmentId: string | null;
  readonly reply: LocalText | null;
  readonly repliedOn: string | null;
  readonly version: number;
}

/** How it stands on a day. The rules are written once, in SQL: `recommendation_state` in the migrations. */
export interface RecommendationState {
  readonly id: string;
  readonly isOpen: boolean;
  readonly isOverdue: boolean;
}
