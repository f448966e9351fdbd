import type { Agreement } from './agreement/agreement.ts';
import { builder } from './builder.ts';
import type { ExpenseClaim } from './claim/claim.ts';
import type { GateBreach } from './gate/breach.ts';
import type { BudgetLine, ScheduledPayment, Transaction } from './ledger/ledger.ts';
import type { Organisation } from './organisation/organisation.ts';

// The nouns without their fields, so that type files need not import one another.

export const OrganisationRef = builder.objectRef<Organisation>('Organisation');
export const AgreementRef = builder.objectRef<Agreement>('Agreement');
export const BudgetLineRef = builder.objectRef<BudgetLine>('BudgetLine');
export const TransactionRef = builder.objectRef<Transaction>('Transaction');
export const ExpenseClaimRef = builder.objectRef<ExpenseClaim>('ExpenseClaim');
export const GateBreachRef = builder.objectRef<GateBreach>('GateBreach');
export const ScheduledPaymentRef = builder.objectRef<ScheduledPayment>('ScheduledPayment');

/** A noun of another subgraph, known here by its id alone. */
export interface Stub {
  readonly id: string;
}
const byId = builder.selection<Stub>('id');

export const ProgrammeRef = builder.externalRef('Programme', byId);
export const PolicyDomainRef = builder.externalRef('PolicyDomain', byId);
export const BlockRef = builder.externalRef('Block', byId);
export const CrosswalkRef = builder.externalRef('Crosswalk', byId);
export const ActionRef = builder.externalRef('Action', byId);

/** A reference to a noun of another subgraph, where there is one. */
export const stub = (id: string | null): Stub | null => (id === null ? null : { id });
