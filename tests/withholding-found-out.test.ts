import { decide, observedCube, RELEASE_LEVELS, THRESHOLDS } from '@kapstok/indicators/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { narrowRanges, type SeenRelease } from './withholding/attacker.ts';
import { type DoorHistory, doorHistories } from './withholding/door-cubes.ts';

const isSoak = process.env['KAPSTOK_SOAK'] === '1';
const RUNS = isSoak ? 2000 : 60;
const [WHOLE, PARTS] = ['province', ['north', 'east', 'south', 'west']];

/** Figures as the city has them, of which the hub has to find out how they hang together. */
function foundOut({ tables, isRate }: DoorHistory) {
  const observed = (tables[0] ?? []).map(({ place, dimensions, numbers, isStructuralZero }, i) => ({
    ...{ id: String(i), measure: 'only', placeId: place, dimensions, isStructuralZero },
    ...({
      periodStart: '2024-01-01',
      periodEnd: '2024-12-31',
      unit: isRate ? 'PERCENT' : 'PERSONS',
    } as const),
    value: numbers[0] ?? null,
    numerator: isRate ? (numbers[0] ?? null) : null,
    denominator: isRate ? (numbers[1] ?? null) : null,
  }));
  return decide(observedCube({ observed, placeParents: new Map(PARTS.map((part) => [part, WHOLE])) }), []);
}

/** What somebody sees who is shown some of them, and knows how they truly hang together. */
function seen({ tables, relations, names, isRate }: DoorHistory, shown: ReadonlySet<string>): SeenRelease {
  const figures = (tables[0] ?? []).map(({ place, dimensions, numbers }, i) => {
    const parts = new Map(dimensions.split(';').map((part) => part.split('=') as [string, string]));
    const at = [place, ...names.map((name) => parts.get(name) ?? '')];
    return { id: String(i), measure: 'only', at, isRate, shown: shown.has(String(i)) ? numbers : null };
  });
  return { declaration: { axes: relations, formulas: [] }, figures };
}

test('who knows how figures hang together pins down no more than was promised to who finds it out', {
  timeout: isSoak ? 14_400_000 : 120_000,
}, () => {
  const seed = isSoak ? Number(process.env['KAPSTOK_SEED'] ?? Date.now()) : 3;
  let tables = 0;
  const property = fc.property(doorHistories(WHOLE, PARTS, 0), (history) => {
    const { decisions } = foundOut(history);
    const impossible = (history.tables[0] ?? []).flatMap((cell, i) => (cell.isStructuralZero ? [i] : []));
    for (const level of RELEASE_LEVELS) {
      const ranges = narrowRanges([seen(history, decisions[level].shown)], THRESHOLDS[level]);
      expect(ranges.filter(({ what }) => !impossible.includes(Number.parseInt(what, 10)))).toEqual([]);
    }
    tables += 1;
    if (isSoak && tables % 500 === 0)
      process.stdout.write(`Found out: ${JSON.stringify({ seed, tables })}\n`);
  });
  fc.assert(property, { numRuns: RUNS, seed, endOnFailure: true });
});
