import type { RecordedReason } from '@kapstok/schema';

/** A figure at a place over a period, or the reason why there is none. */
export interface PeriodFigure {
  readonly indicatorId: string;
  readonly placeId: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly value: string | null;
  /** SUPPRESSED where the number is withheld from whoever asks. */
  readonly valueReason: RecordedReason | 'SUPPRESSED' | null;
  readonly sourceId: string | null;
}

/** The figure from which a programme starts to compare, at one place. */
export interface Baseline extends PeriodFigure {
  readonly id: string;
  readonly programmeId: string;
  readonly version: number;
}

/** A figure that the programme wants to see. */
export interface Target extends PeriodFigure {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly version: number;
  readonly note: string | null;
}

/** The target to look at on a day: the next one to be reached, else the last one there was. */
export function targetOn(targets: readonly Target[], placeId: string, day: string): Target | null {
  const here = targets.filter((target) => target.placeId === placeId);
  return here.find(({ periodEnd }) => periodEnd >= day) ?? here.at(-1) ?? null;
}
