import type { MoneyValue } from '@kapstok/kit';
import type {
  BudgetCategory,
  BudgetCertainty,
  BudgetLineKind,
  DatePrecision,
  LocalText,
  RecordedReason,
  TransactionType,
} from '@kapstok/schema';

/** Money that is planned: a cost or a revenue. */
export interface BudgetLine {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly agreementId: string | null;
  readonly actionId: string | null;
  readonly domainId: string | null;
  readonly year: number | null;
  readonly kind: BudgetLineKind;
  readonly category: BudgetCategory;
  readonly title: LocalText;
  readonly funderId: string | null;
  readonly sourceBudget: string | null;
  readonly isInKind: boolean;
  readonly certainty: BudgetCertainty;
  readonly originalAmountCents: bigint | null;
  readonly revisedAmountCents: bigint | null;
  readonly amountReason: RecordedReason | null;
  readonly currency: string;
  readonly isDerived: boolean;
  readonly isSynthetic: boolean;
  readonly note: string | null;
  readonly sourceId: string | null;
  readonly version: number;
}

/** Money that moved or was bindingly promised. */
export interface Transaction {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly agreementId: string | null;
  readonly budgetLineId: string | null;
  readonly actionId: string | null;
  readonly type: TransactionType;
  readonly transactedOn: string;
  readonly transactedOnPrecision: DatePrecision;
  readonly amountCents: bigint;
  readonly currency: string;
  /** The agreement under which it counts: its own, else that of its budget line. */
  readonly underId: string | null;
  readonly providerId: string | null;
  readonly receiverId: string | null;
  readonly isSynthetic: boolean;
  readonly note: string | null;
  readonly sourceId: string | null;
  readonly version: number;
}

/** A payment that an agreement foresees on a day. */
export interface ScheduledPayment {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly agreementId: string;
  readonly dueOn: string;
  readonly amountCents: bigint;
  readonly currency: string;
  readonly receiverId: string;
  readonly paidOn: string | null;
  readonly isSynthetic: boolean;
  readonly sourceId: string | null;
  readonly version: number;
}

/** The amount of a line that counts: the revised one, else the original. */
export const amountOf = (line: BudgetLine): MoneyValue | null =>
  toMoney(line.revisedAmountCents ?? line.originalAmountCents, line.currency);

/** Cents with their currency; null when not known. */
export const toMoney = (cents: bigint | null, currency: string): MoneyValue | null =>
  cents === null ? null : { cents, currency };

/** Whether a payment should have been made before this day and was not. */
export const isOverdue = ({ dueOn, paidOn }: ScheduledPayment, today: string): boolean =>
  paidOn === null && dueOn < today;
