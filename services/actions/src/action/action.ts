import type {
  ActionGoal,
  ActionLevel,
  ActionStatus,
  DatePrecision,
  DirectBenefit,
  InvolvementChannel,
  InvolvementMoment,
  LocalText,
  ParticipationRole,
  Realisation,
  RecordedReason,
} from '@kapstok/schema';

/** What the programme does: the unit that has partners, money, tests and effect. */
export interface Action {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly domainId: string;
  readonly blockId: string | null;
  readonly parentId: string | null;
  readonly title: LocalText;
  readonly description: LocalText | null;
  readonly goal: ActionGoal | null;
  readonly level: ActionLevel | null;
  readonly status: ActionStatus;
  readonly realisation: Realisation | null;
  readonly plannedStart: string | null;
  readonly plannedStartPrecision: DatePrecision | null;
  readonly plannedEnd: string | null;
  readonly plannedEndPrecision: DatePrecision | null;
  readonly actualStart: string | null;
  readonly actualStartPrecision: DatePrecision | null;
  readonly actualEnd: string | null;
  readonly actualEndPrecision: DatePrecision | null;
  readonly benefitsDirectly: DirectBenefit | null;
  readonly originId: string | null;
  readonly isSynthetic: boolean;
  readonly note: string | null;
  readonly sourceId: string | null;
  /** Counts its changes. */
  readonly version: number;
}

/** Which organisation takes part, and how. */
export interface Participation {
  readonly actionId: string;
  readonly organisationId: string;
  readonly role: ParticipationRole;
  readonly since: string | null;
  readonly sincePrecision: DatePrecision | null;
  readonly until: string | null;
  readonly untilPrecision: DatePrecision | null;
  readonly isSynthetic: boolean;
  readonly sourceId: string | null;
}

/** Whom an action is meant for. */
export interface TargetGroup {
  readonly actionId: string;
  readonly programmeId: string;
  readonly personCount: number | null;
  readonly personCountReason: RecordedReason | null;
  readonly sourceId: string | null;
  readonly peopleGroup: { readonly code: string; readonly title: LocalText };
}

/** Where people with experience of poverty were heard; a count at most, never a name. */
export interface UserParticipation {
  readonly id: string;
  readonly actionId: string | null;
  readonly programmeId: string;
  readonly moment: InvolvementMoment;
  readonly through: InvolvementChannel;
  readonly organisationId: string | null;
  readonly headCount: number | null;
  readonly headCountReason: RecordedReason | null;
  readonly note: LocalText | null;
  readonly sourceId: string | null;
}

/** A point that an action should reach. */
export interface Milestone {
  readonly id: string;
  readonly actionId: string;
  readonly code: string;
  readonly title: LocalText;
  readonly plannedOn: string | null;
  readonly plannedOnPrecision: DatePrecision | null;
  readonly actualOn: string | null;
  readonly actualOnPrecision: DatePrecision | null;
  readonly sourceId: string | null;
  /** Counts its changes. */
  readonly version: number;
}

/** Sessions that an action holds, by a recurrence rule. */
export interface Delivery {
  readonly id: string;
  readonly programmeId: string;
  readonly actionId: string;
  readonly code: string;
  readonly title: LocalText;
  readonly place: string | null;
  readonly recurrence: string | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly plannedCount: number | null;
  readonly heldCount: number | null;
  readonly heldCountReason: RecordedReason | null;
  readonly note: string | null;
  readonly sourceId: string | null;
  /** Counts its changes. */
  readonly version: number;
}

/** When the status of an action changed. */
export interface StatusChange {
  readonly id: string;
  readonly programmeId: string;
  readonly actionId: string;
  readonly changedOn: string;
  readonly changedOnPrecision: DatePrecision;
  readonly fromStatus: ActionStatus | null;
  readonly toStatus: ActionStatus;
  readonly note: string | null;
  readonly sourceId: string | null;
}

/** What was changed in an action, and why. */
export interface Adjustment {
  readonly id: string;
  readonly programmeId: string;
  readonly actionId: string;
  readonly code: string;
  readonly adjustedOn: string;
  readonly adjustedOnPrecision: DatePrecision;
  readonly change: LocalText;
  readonly reason: LocalText;
  readonly sessionId: string | null;
  readonly povertyTestId: string | null;
  readonly findingId: string | null;
  readonly sourceId: string | null;
}

/** A meeting from which actions or changes came. */
export interface DialogueSession {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly title: LocalText;
  readonly heldOn: string | null;
  readonly heldOnPrecision: DatePrecision | null;
  readonly through: InvolvementChannel;
  readonly organisationId: string | null;
  readonly headCount: number | null;
  readonly headCountReason: RecordedReason | null;
  readonly place: string | null;
  readonly note: string | null;
  readonly sourceId: string | null;
  /** Counts its changes. */
  readonly version: number;
}
