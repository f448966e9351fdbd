/** Observations that somebody recorded together. */
export interface ObservationBatch {
  readonly id: string;
  readonly programmeId: string;
  readonly recordedOn: string;
  readonly rowCount: number;
}
