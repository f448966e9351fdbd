import type { ResultLevel } from '@kapstok/schema';

/** Which indicators of a list are wanted; what is left out does not restrict. */
export interface IndicatorFilter {
  readonly level?: ResultLevel | null | undefined;
  readonly code?: string | null | undefined;
}

/** Whose indicators: of a programme, a domain, a block, an action, or those observed in a place. */
export type IndicatorOwner = 'programme' | 'domain' | 'block' | 'action' | 'place';

/** One list: whose indicators, and which. */
export interface IndicatorList {
  readonly owner: IndicatorOwner;
  readonly filter: IndicatorFilter;
  readonly id: string;
}

/** What a list tells of one indicator when it is summed up. */
export interface ListMember {
  readonly id: string;
  readonly level: ResultLevel;
  readonly hasBaseline: boolean;
  readonly hasTarget: boolean;
  readonly hasValue: boolean;
}
