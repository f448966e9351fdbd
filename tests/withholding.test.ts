import { type Cube, decide, RELEASE_LEVELS, type Release, THRESHOLDS } from '@kapstok/indicators/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { narrowRanges, type Range } from './withholding/attacker.ts';
import { histories } from './withholding/random-cubes.ts';
import { seenBy } from './withholding/seen.ts';

const isSoak = process.env['KAPSTOK_SOAK'] === '1';
const RUNS = isSoak ? 10_000 : 300;

type Options = Parameters<typeof decide>[2];

function releaseAll(history: readonly Cube[], options?: Options): Release[] {
  const releases: Release[] = [];
  for (const cube of history) releases.push(decide(cube, releases, options));
  return releases;
}

/** What an attacker at each level pins down more closely than was promised. */
function leaksOf(releases: readonly Release[]): Range[] {
  return RELEASE_LEVELS.flatMap((level) => {
    const exposed = new Set(releases.flatMap(({ decisions }) => decisions[level].exposed));
    return narrowRanges(
      releases.map((release) => seenBy(level, release)),
      THRESHOLDS[level],
    ).filter(({ what }) => !exposed.has(what.slice(0, what.lastIndexOf('#'))));
  });
}

test('whoever reads every release pins down no withheld number more closely than promised', () => {
  fc.assert(
    fc.property(histories(isSoak ? 60 : 30), (history) => {
      expect(leaksOf(releaseAll(history))).toEqual([]);
    }),
    { numRuns: RUNS, seed: isSoak ? Date.now() : 8 },
  );
});
