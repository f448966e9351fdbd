import type { Effected } from '../../generated/summaries.ts';
import type { TrendVerdict } from '../../generated/types.ts';

const ORDER: readonly TrendVerdict[] = ['IMPROVING', 'UNCHANGED', 'WORSENING', 'NOT_COMPARABLE'];

/** How many indicators have which verdict; those that no indicator has are left out. */
export const verdictsOf = (indicators: readonly Effected[]): { verdict: TrendVerdict; count: number }[] =>
  ORDER.map((verdict) => ({
    verdict,
    count: indicators.filter(({ trend }) => trend.verdict === verdict).length,
  })).filter(({ count }) => count > 0);
