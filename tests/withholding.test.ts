import {
  type Cube,
  decide,
  RELEASE_LEVELS,
  type Release,
  type ReleaseLevel,
  THRESHOLDS,
} from '@kapstok/indicators/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { narrowRanges, type Range } from './withholding/attacker.ts';
import { histories } from './withholding/random-cubes.ts';
import { seenBy } from './withholding/seen.ts';

const isSoak = process.env['KAPSTOK_SOAK'] === '1';
const RUNS = isSoak ? 10_000 : 120;

type Options = Parameters<typeof decide>[2];

function releaseAll(history: readonly Cube[], options?: Options): Release[] {
  const releases: Release[] = [];
  for (const cube of history) releases.push(decide(cube, releases, options));
  return releases;
}

/** What an attacker at each level pins down more closely than was promised; of structural zeros nothing was. */
function leaksOf(releases: readonly Release[]): Range[] {
  const figures = releases.flatMap(({ cube }) => cube.figures);
  const impossible = figures.flatMap(({ id, isStructuralZero }) => (isStructuralZero ? [id] : []));
  return RELEASE_LEVELS.flatMap((level) => {
    const exposed = new Set([
      ...impossible,
      ...releases.flatMap(({ decisions }) => decisions[level].exposed),
    ]);
    return narrowRanges(
      releases.map((release) => seenBy(level, release)),
      THRESHOLDS[level],
    ).filter(({ what }) => !exposed.has(what.slice(0, what.lastIndexOf('#'))));
  });
}

/** What is not so of decisions that must agree with each other: between levels, and from release to release. */
function contradictionsOf(releases: readonly Release[]): string[] {
  return releases.flatMap(({ cube, decisions: { PARTNER, PUBLIC } }, place) => {
    const moreInPublic = [...PUBLIC.shown].filter((id) => !PARTNER.shown.has(id));
    const wasOpen = new Map(cube.figures.map(({ id, isStructuralZero }) => [id, !isStructuralZero]));
    const later = releases.slice(place + 1).flatMap((release) =>
      release.cube.figures
        // A zero that is declared structural since is told from then on.
        .filter(({ id, isStructuralZero }) => wasOpen.has(id) && !(isStructuralZero && wasOpen.get(id)))
        .filter(({ id }) =>
          RELEASE_LEVELS.some(
            (level) => isShown(release, level, id) !== { PARTNER, PUBLIC }[level].shown.has(id),
          ),
        )
        .map(({ id }) => id),
    );
    return [...moreInPublic, ...later];
  });
}
const isShown = ({ decisions }: Release, level: ReleaseLevel, id: string) => decisions[level].shown.has(id);

const HOURS = 3_600_000;

test('whoever reads every release pins down no withheld number more closely than promised; decisions stand', {
  timeout: 4 * HOURS,
}, () => {
  const seed = isSoak ? Number(process.env['KAPSTOK_SEED'] ?? Date.now()) : 8;
  const started = performance.now();
  let done = 0;
  fc.assert(
    fc.property(histories(isSoak ? 60 : 30), (history) => {
      const releases = releaseAll(history);
      expect(leaksOf(releases)).toEqual([]);
      expect(contradictionsOf(releases)).toEqual([]);
      done += 1;
      if (done % 250 === 0) {
        const seconds = Math.round((performance.now() - started) / 1000);
        process.stdout.write(`Attacked: ${JSON.stringify({ seed, histories: done, seconds })}\n`);
      }
    }),
    { numRuns: RUNS, seed },
  );
});

/** The first few histories in which an attacker finds something, when the choice is crippled. */
const isCaught = (options: Options) =>
  fc
    .sample(histories(30), { numRuns: 60, seed: 8 })
    .some((history) => leaksOf(releaseAll(history, options)).length > 0);

test('without the choice of further cells the attacker finds what margins give away', () => {
  expect(isCaught({ choosesOthers: false })).toBe(true);
});

test('without memory of earlier releases the attacker finds what revisions give away', () => {
  expect(isCaught({ remembers: false })).toBe(true);
});
