import type { DatePrecision, LocalText, TraceState } from '@kapstok/schema';

/** A number as it was printed or said. */
export interface PublishedFigure {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly quote: LocalText;
  readonly value: string | null;
  readonly saidIn: string;
  readonly saidOn: string | null;
  readonly saidOnPrecision: DatePrecision | null;
  readonly url: string | null;
  readonly observationId: string | null;
  readonly untraceable: string | null;
  readonly sourceId: string | null;
  readonly version: number;
}

/** Whether an observation stands behind it. */
export function traceOf({ observationId, untraceable }: PublishedFigure): TraceState {
  if (observationId !== null) return 'TRACED';
  return untraceable === null ? 'OPEN' : 'UNTRACEABLE';
}
