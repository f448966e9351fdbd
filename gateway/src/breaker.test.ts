import { expect, test } from 'vitest';
import { withBreaker } from './breaker.ts';

const FAILURES = 3;
const REST_MS = 1000;

/** A subgraph that is away or not, with a clock that the test sets and a count of what reached it. */
function subgraph() {
  const seen = { isAway: true, asked: 0, now: 0 };
  const call = withBreaker(
    'plan',
    async () => {
      seen.asked += 1;
      if (seen.isAway) throw new Error('away');
      return { data: {} };
    },
    { failures: FAILURES, restMs: REST_MS, now: () => seen.now },
  );
  const ask = (signal = new AbortController().signal) => call({ query: '{a}' }, 'token', signal);
  const fail = async (times: number) => {
    for (let time = 0; time < times; time += 1) await expect(ask()).rejects.toThrow();
  };
  return { seen, ask, fail };
}

test('a subgraph that failed again and again is not asked for a while', async () => {
  const { seen, ask, fail } = subgraph();
  await fail(FAILURES + 5);
  await expect(ask()).rejects.toThrow('plan failed 3 times in a row and is not asked');
  expect(seen.asked).toBe(FAILURES);
});

test('then one question tries; when it fails, the others wait again', async () => {
  const { seen, fail } = subgraph();
  await fail(FAILURES);
  seen.now += REST_MS;
  await fail(5);
  expect(seen.asked).toBe(FAILURES + 1);
});

test('when it is answered, all are asked again', async () => {
  const { seen, ask, fail } = subgraph();
  await fail(FAILURES);
  seen.isAway = false;
  seen.now += REST_MS;
  await ask();
  await ask();
  seen.isAway = true;
  await fail(FAILURES);
  expect(seen.asked).toBe(FAILURES + 2 + FAILURES);
});

test('while one tries, no other does', async () => {
  const { seen, ask, fail } = subgraph();
  await fail(FAILURES);
  seen.isAway = false;
  seen.now += REST_MS;
  const [first, second] = await Promise.allSettled([ask(), ask()]);
  expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
});

test('failures that are not one after the other do not count', async () => {
  const { seen, ask, fail } = subgraph();
  for (let round = 0; round < 5; round += 1) {
    seen.isAway = true;
    await fail(FAILURES - 1);
    seen.isAway = false;
    await ask();
  }
  expect(seen.asked).toBe(5 * FAILURES);
});

test('who hung up at once, or had no time left, says nothing of the subgraph', async () => {
  const { seen, ask } = subgraph();
  for (let time = 0; time < 2 * FAILURES; time += 1)
    await expect(ask(AbortSignal.abort())).rejects.toThrow('away');
  expect(seen.asked).toBe(2 * FAILURES);
});
