import type { LocalText, QualityWarningCode } from '@kapstok/schema';

/** What looked odd when a figure was entered, and what a person said to it. */
export interface QualityWarning {
  readonly id: string;
  readonly programmeId: string;
  readonly observationId: string;
  readonly code: QualityWarningCode;
  readonly message: string;
  readonly path: string;
  readonly answer: LocalText | null;
  readonly answeredOn: string | null;
  readonly version: number;
}
