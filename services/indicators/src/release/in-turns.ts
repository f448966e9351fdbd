import { setImmediate } from 'node:timers/promises';

const TURN_MS = 20;

/** Does long work for some milliseconds at a time; whoever else asks the process something is answered between. */
export async function inTurns<Result>(work: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const until = performance.now() + TURN_MS;
    while (performance.now() < until) {
      const { done, value } = work.next();
      if (done) return value;
    }
    await setImmediate();
  }
}
