import { type Database, type KitContext, PlanPartStore } from '@kapstok/kit';
import type { Kysely } from 'kysely';
import { AgreementDetailStore } from './agreement/agreement-detail-store.ts';
import { AgreementStore } from './agreement/agreement-store.ts';
import { BudgetStore } from './budget/budget-store.ts';
import { ClaimStore } from './claim/claim-store.ts';
import { BreachStore } from './gate/breach-store.ts';
import { GateStore } from './gate/gate-store.ts';
import type { DB } from './generated/kysely/types.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { BudgetLineStore } from './ledger/budget-line-store.ts';
import { PaymentStore } from './ledger/payment-store.ts';
import { TransactionStore } from './ledger/transaction-store.ts';
import { OrganisationStore } from './organisation/organisation-store.ts';
import { SourceStore } from './source-store.ts';
import { StaffingStore } from './staffing/staffing-store.ts';

/** The stores of this service. */
export interface Stores {
  readonly sources: SourceStore;
  readonly planParts: PlanPartStore;
  readonly organisations: OrganisationStore;
  readonly agreements: AgreementStore;
  readonly details: AgreementDetailStore;
  readonly budgets: BudgetStore;
  readonly budgetLines: BudgetLineStore;
  readonly transactions: TransactionStore;
  readonly payments: PaymentStore;
  readonly claims: ClaimStore;
  readonly staffing: StaffingStore;
  readonly gates: GateStore;
  readonly breaches: BreachStore;
}

/** What every resolver of this service gets. */
export interface Context extends KitContext, Stores {}

export function createStores(database: Database): Stores {
  const prisma = new PrismaClient({ adapter: database.prismaAdapter(), errorFormat: 'minimal' });
  const sql: Kysely<DB> = database.kysely<DB>();
  const tables = { prisma, sql };
  return {
    sources: new SourceStore(tables),
    planParts: new PlanPartStore(database),
    organisations: new OrganisationStore(tables),
    agreements: new AgreementStore(tables),
    details: new AgreementDetailStore(tables),
    budgets: new BudgetStore(tables),
    budgetLines: new BudgetLineStore(tables),
    transactions: new TransactionStore(tables),
    payments: new PaymentStore(tables),
    claims: new ClaimStore(tables),
    staffing: new StaffingStore(tables),
    gates: new GateStore(tables),
    breaches: new BreachStore(tables),
  };
}
