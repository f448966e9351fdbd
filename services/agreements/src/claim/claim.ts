import type { DoubleClaimKind, ExpenseClaimStatus } from '@kapstok/schema';

/** What a partner spent under an agreement and asks to have paid. */
export interface ExpenseClaim {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly agreementId: string;
  readonly organisationId: string;
  readonly actionId: string | null;
  readonly amountCents: bigint;
  readonly currency: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly purpose: string;
  readonly evidenceUrl: string;
  readonly status: ExpenseClaimStatus;
  readonly submittedOn: string;
  readonly decidedOn: string | null;
  readonly decisionReason: string | null;
  readonly transactionId: string | null;
  readonly version: number;
}

/** Claims that may be for the same spending. */
export interface DoubleClaim {
  readonly parent: string;
  readonly kind: DoubleClaimKind;
  readonly evidenceUrl: string | null;
  readonly claimIds: readonly string[];
}
