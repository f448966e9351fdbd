import type { IndicatorUnit } from '@kapstok/schema';
import type { Cell } from './evaluate.ts';
import type { Period } from './expression.ts';

/** One figure of the main series of an indicator at one place. */
export interface CellRow extends Cell, Period {
  readonly unit: IndicatorUnit;
}
