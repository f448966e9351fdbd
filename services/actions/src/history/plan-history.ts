import type {
  ActionGoal,
  ActionLevel,
  ActionStatus,
  DatePrecision,
  LocalText,
  Realisation,
} from '@kapstok/schema';

/** Which plan is asked for: of a programme, as it was at the end of a day, UTC. */
export interface PlanOnDate {
  readonly programmeId: string;
  readonly date: string;
  /** Since when the hub keeps what the plan was; null when it keeps nothing of it. */
  readonly knownSince: Date | null;
}

/** An action as it was. */
export interface ActionOnDate {
  readonly id: string;
  readonly programmeId: string;
  readonly date: string;
  readonly code: string;
  readonly title: LocalText;
  readonly status: ActionStatus;
  readonly realisation: Realisation | null;
  readonly goal: ActionGoal | null;
  readonly level: ActionLevel | null;
  readonly plannedStart: string | null;
  readonly plannedStartPrecision: DatePrecision | null;
  readonly plannedEnd: string | null;
  readonly plannedEndPrecision: DatePrecision | null;
  readonly actualStart: string | null;
  readonly actualStartPrecision: DatePrecision | null;
  readonly actualEnd: string | null;
  readonly actualEndPrecision: DatePrecision | null;
  readonly domainCode: string;
  readonly blockCode: string | null;
  readonly parentCode: string | null;
}

/** A policy domain as it was. */
export interface DomainOnDate {
  readonly id: string;
  readonly programmeId: string;
  readonly date: string;
  readonly code: string;
  readonly title: LocalText;
}

const DAY = 86_400_000;

/** The moment at which a day ends, UTC. */
export const endOf = (date: string): string => new Date(Date.parse(`${date}T00:00:00Z`) + DAY).toISOString();

/** Whether the hub knew the plan at the end of that day. */
export const isKnown = ({ knownSince, date }: PlanOnDate): boolean =>
  knownSince !== null && knownSince.toISOString() < endOf(date);
