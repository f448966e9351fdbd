import type { IndicatorFrequency } from '@kapstok/schema';

/** After how many days a figure counts as stale when it is published, and an indicator without newer one today. */
export const STALE_AFTER: Readonly<Record<IndicatorFrequency, number | null>> = {
  MONTHLY: 183,
  QUARTERLY: 366,
  YEARLY: 1096,
  THREE_YEARLY: 2192,
  IRREGULAR: null,
};

/** An indicator of which no figure came for longer than its frequency lets expect. */
export interface StaleIndicator {
  readonly indicatorId: string;
  /** Last day of the last period with a number; null when there is none at all. */
  readonly lastPeriodEnd: string | null;
  /** Since which day it is stale; null when it never had a number. */
  readonly staleSince: string | null;
}
