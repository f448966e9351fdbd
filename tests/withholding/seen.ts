import type { Release, ReleaseLevel } from '@kapstok/indicators/testing';
import type { SeenRelease } from './attacker.ts';

/** What a level is shown of a release. */
export function seenBy(level: ReleaseLevel, { cube, decisions }: Release): SeenRelease {
  return {
    declaration: { axes: cube.axes, formulas: cube.formulas },
    figures: cube.figures.map(({ id, measure, at, numbers }) => ({
      id,
      measure,
      at,
      isRate: numbers.length === 2,
      shown: decisions[level].shown.has(id) ? numbers : null,
    })),
  };
}
