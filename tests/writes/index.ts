import { WRITES as actions } from './actions.ts';
import { WRITES as agreements } from './agreements.ts';
import { WRITES as indicators } from './indicators.ts';
import type { Writes } from './policies.ts';
import { WRITES as reviews } from './reviews.ts';

/** Who changes which table. What is not here is written by imports and events only. */
export const WRITES: Writes = { ...actions, ...agreements, ...reviews, ...indicators };
