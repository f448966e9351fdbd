import type { DatePrecision, LocalText, RecordedReason } from '@kapstok/schema';
import type { Calculated } from '../formula/load-calculated.ts';

/** One published figure, or the statement that there is none. */
export interface Observation {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly indicatorId: string;
  readonly versionId: string;
  readonly placeId: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly dimensions: string;
  readonly series: string;
  readonly value: string | null;
  /** SUPPRESSED where the number is withheld from whoever asks. */
  readonly valueReason: RecordedReason | 'SUPPRESSED' | null;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly qualitative: LocalText | null;
  readonly vintage: string;
  readonly vintagePrecision: DatePrecision;
  readonly isBreak: boolean;
  readonly isEstimate: boolean;
  readonly isProvisional: boolean;
  readonly isConfidential: boolean;
  readonly isDerived: boolean;
  /** Nought by the rules: nobody can ever be counted here. */
  readonly isStructuralZero: boolean;
  readonly note: string | null;
  /** Null only of what a formula gives. */
  readonly sourceId: string | null;
}

/** An observation in an answer about what was known on a day; null is all that is known. */
export interface KnownObservation extends Observation {
  readonly asOf: string | null;
  /** Set when nobody published it: what a formula gives in this place. */
  readonly calculated?: Calculated;
}
