import type { SubgraphCall } from './options.ts';

export interface BreakerOptions {
  /** Calls that failed one after the other, with none that was answered between. */
  readonly failures?: number;
  /** How long nobody asks then. */
  readonly restMs?: number;
  readonly now?: () => number;
}

const FAILURES = 10;
const REST_MS = 3000;
/** Whoever had less time left than this learned nothing of the subgraph. */
const FAIR_MS = 1000;

/**
 * Spares a subgraph that fails again and again, and those who would wait for it: for a few seconds each call fails at
 * once, then one is let through, and by what becomes of it the others go on or wait again.
 */
export function withBreaker(
  subgraph: string,
  call: SubgraphCall,
  { failures = FAILURES, restMs = REST_MS, now = () => performance.now() }: BreakerOptions = {},
): SubgraphCall {
  let inARow = 0;
  let restsUntil = 0;
  return async (request, viewerToken, signal) => {
    const began = now();
    if (inARow >= failures) {
      if (began < restsUntil) throw new Error(`${subgraph} failed ${inARow} times in a row and is not asked`);
      restsUntil = began + restMs;
    }
    try {
      const answer = await call(request, viewerToken, signal);
      inARow = 0;
      return answer;
    } catch (error) {
      const isUnfair = signal.aborted && now() - began < FAIR_MS;
      if (!isUnfair) {
        inARow += 1;
        restsUntil = now() + restMs;
      }
      throw error;
    }
  };
}
