import type { Progressed } from '../generated/summaries.ts';
import type { Shape, Tone } from './badge.tsx';

export type Standing = 'DONE' | 'BEHIND' | 'UNDER_WAY' | 'UNKNOWN';

export const STANDING_LOOK: Record<Standing, readonly [Shape, Tone]> = {
  DONE: ['done', 'good'],
  BEHIND: ['warn', 'bad'],
  UNDER_WAY: ['run', 'good'],
  UNKNOWN: ['unknown', 'quiet'],
};

/**
 * How a part of the plan stands, by a rule that is printed beneath it: unknown when of no action it is known what came of
 * it; behind when one or more are past their end; done when all are realised; else under way.
 */
export function standingOf(progress: Progressed): Standing {
  const { completion, overdueCount, realisedCount, actionCount } = progress;
  if (completion.value === null) return 'UNKNOWN';
  if (overdueCount > 0) return 'BEHIND';
  return actionCount > 0 && realisedCount === actionCount ? 'DONE' : 'UNDER_WAY';
}
