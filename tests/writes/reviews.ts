import type { Writes } from './policies.ts';

/** Who changes which table of the service. */
export const WRITES: Writes = {};
