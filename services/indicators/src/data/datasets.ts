import type { Dataset } from '@kapstok/kit/data';
import { indicators } from './indicators.ts';
import { observations } from './observations.ts';
import { places } from './places.ts';
import { targets } from './targets.ts';

/** What this service gives out as files. */
export const datasets: readonly Dataset[] = [observations, indicators, targets, places];
