import type { ClaimQualifier, ClaimSubject, DatePrecision, LocalText, RecordedReason } from '@kapstok/schema';

/** A figure that somebody published about the programme, kept beside what the hub counts. */
export interface Claim {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly subject: ClaimSubject;
  readonly title: LocalText;
  readonly value: string | null;
  readonly valueReason: RecordedReason | null;
  readonly qualifier: ClaimQualifier;
  readonly unit: string;
  readonly actionId: string | null;
  readonly domainId: string | null;
  readonly claimedBy: string | null;
  readonly claimedOn: string | null;
  readonly claimedOnPrecision: DatePrecision | null;
  readonly isDerived: boolean;
  readonly note: string | null;
  readonly sourceId: string | null;
}
