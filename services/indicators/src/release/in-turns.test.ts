import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inTurns } from './in-turns.ts';

/** Work that takes some turns of time, and says after each step whether others had theirs. */
function* steps(isOthersTurn: () => boolean): Generator<void, number> {
  let turns = 0;
  const end = performance.now() + 200;
  while (performance.now() < end) {
    yield;
    if (isOthersTurn()) turns += 1;
  }
  return turns;
}

test('others have their turn while long work is done, and its result is given', async () => {
  let hasRun = false;
  let isOver = false;
  const others = (async () => {
    while (!isOver) {
      await setImmediate();
      hasRun = true;
    }
  })();
  const turns = await inTurns(
    steps(() => {
      const was = hasRun;
      hasRun = false;
      return was;
    }),
  );
  isOver = true;
  await others;
  expect(turns).toBeGreaterThan(1);
});

test('what the work throws is thrown', async () => {
  const work = (function* (): Generator<void, never> {
    yield;
    throw new Error('no');
  })();
  await expect(inTurns(work)).rejects.toThrow('no');
});
