import type { DatePrecision, Language, LocalText, ProgrammeStatus } from '@kapstok/schema';

/** A city's poverty plan over a period. */
export interface Programme {
  readonly id: string;
  readonly slug: string;
  readonly title: LocalText;
  readonly description: LocalText | null;
  readonly cityId: string | null;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly status: ProgrammeStatus;
  readonly isFictional: boolean;
  readonly defaultLanguage: Language;
  readonly predecessor: string | null;
  readonly sourceId: string | null;
}

/** One of the phases in which a plan is made and carried out. */
export interface Phase {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly title: LocalText;
  readonly description: LocalText | null;
  readonly startsOn: string | null;
  readonly startsOnPrecision: DatePrecision | null;
  readonly endsOn: string | null;
  readonly endsOnPrecision: DatePrecision | null;
  readonly sourceId: string | null;
}
