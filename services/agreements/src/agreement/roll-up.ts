import type { FigureValue } from '@kapstok/kit';
import type { ObligationKind } from '@kapstok/schema';

/** What the parts of an agreement promise of one kind, in one unit. */
export interface ObligationRollUp {
  readonly kind: ObligationKind;
  readonly unit: string;
  /** Sums of what is known; null when nothing is. */
  readonly due: string | null;
  readonly realised: string | null;
  readonly count: number;
  readonly dueCount: number;
  readonly realisedCount: number;
}

/** A sum of what is known of several obligations; missing while nothing is. */
export const sumFigure = (value: string | null, unit: string): FigureValue => ({
  value,
  reason: value === null ? 'NOT_PUBLISHED' : null,
  unit,
});
