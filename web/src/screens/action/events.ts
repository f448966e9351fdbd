import type { ActionData } from './action.tsx';

type Precision = 'DAY' | 'MONTH' | 'YEAR';

/** Something that happened to an action, by its day. */
export type Event =
  | {
      readonly kind: 'STATUS';
      readonly on: string;
      readonly precision: Precision;
      readonly is: ActionData['statusChanges'][number];
    }
  | {
      readonly kind: 'ADJUSTMENT';
      readonly on: string;
      readonly precision: Precision;
      readonly is: ActionData['adjustments'][number];
    }
  | {
      readonly kind: 'HANDOVER';
      readonly on: string;
      readonly precision: Precision;
      readonly is: ActionData['handovers'][number];
    }
  | {
      readonly kind: 'UPDATE';
      readonly on: string;
      readonly precision: Precision;
      readonly is: ActionData['progressUpdates']['nodes'][number];
    }
  | {
      readonly kind: 'EVALUATION';
      readonly on: string;
      readonly precision: Precision;
      readonly is: ActionData['evaluations'][number];
    };

/** All that happened, the latest first. */
export function eventsOf(action: ActionData): Event[] {
  const events: Event[] = [
    ...action.statusChanges.map((is) => ({
      kind: 'STATUS' as const,
      on: is.changedOn,
      precision: is.changedOnPrecision,
      is,
    })),
    ...action.adjustments.map((is) => ({
      kind: 'ADJUSTMENT' as const,
      on: is.adjustedOn,
      precision: is.adjustedOnPrecision,
      is,
    })),
    ...action.handovers.map((is) => ({
      kind: 'HANDOVER' as const,
      on: is.handedOn,
      precision: 'DAY' as const,
      is,
    })),
    ...action.progressUpdates.nodes.map((is) => ({
      kind: 'UPDATE' as const,
      on: (is.submittedAt ?? is.period?.endsOn ?? '').slice(0, 10),
      precision: 'DAY' as const,
      is,
    })),
    ...action.evaluations.map((is) => ({
      kind: 'EVALUATION' as const,
      on: is.evaluatedOn,
      precision: 'DAY' as const,
      is,
    })),
  ];
  return events.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
}
