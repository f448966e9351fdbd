import { decide } from '@kapstok/indicators/testing';
import { expect, test } from 'vitest';
import { cityCube } from './withholding/city-cubes.ts';

const isSoak = process.env['KAPSTOK_SOAK'] === '1';
const SIZES = isSoak ? [10_000, 100_000, 1_000_000] : [3_000, 10_000];

test('a release of a large city tells nothing more closely than promised', { timeout: 1_200_000 }, () => {
  for (const size of SIZES) {
    const cube = cityCube(size);
    const started = performance.now();
    const { decisions } = decide(cube, []);
    const milliseconds = Math.round(performance.now() - started);
    const cells = cube.figures.length;
    const { shown, small } = decisions.PUBLIC;
    const row = { cells, milliseconds, small: small.size, others: cells - shown.size - small.size };
    process.stdout.write(`Time of a release: ${JSON.stringify(row)}\n`);
    expect(decisions.PUBLIC.exposed).toEqual([]);
    expect(small.size).toBeGreaterThan(0);
  }
});
