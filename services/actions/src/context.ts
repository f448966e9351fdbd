import type { Database, KitContext } from '@kapstok/kit';
import type { Kysely } from 'kysely';
import { ActionDetailStore } from './action/action-detail-store.ts';
import { ActionStore } from './action/action-store.ts';
import { AttentionStore } from './attention/attention-store.ts';
import { ClaimStore } from './claim/claim-store.ts';
import { DomainStore } from './domain/domain-store.ts';
import { GateStore } from './gate/gate-store.ts';
import type { DB } from './generated/kysely/types.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { LineageStore } from './lineage/lineage-store.ts';
import { ProgrammeStore } from './programme/programme-store.ts';
import { ProgressStore } from './progress/progress-store.ts';

/** The stores of this service. */
export interface Stores {
  readonly programmes: ProgrammeStore;
  readonly domains: DomainStore;
  readonly actions: ActionStore;
  readonly details: ActionDetailStore;
  readonly progress: ProgressStore;
  readonly lineage: LineageStore;
  readonly claims: ClaimStore;
  readonly attention: AttentionStore;
  readonly gates: GateStore;
}

/** What every resolver of this service gets. */
export interface Context extends KitContext, Stores {}

export function createStores(database: Database): Stores {
  const prisma = new PrismaClient({ adapter: database.prismaAdapter(), errorFormat: 'minimal' });
  const sql: Kysely<DB> = database.kysely<DB>();
  const tables = { prisma, sql };
  return {
    programmes: new ProgrammeStore(tables),
    domains: new DomainStore(tables),
    actions: new ActionStore(tables),
    details: new ActionDetailStore(tables),
    progress: new ProgressStore(tables),
    lineage: new LineageStore(tables),
    claims: new ClaimStore(tables),
    attention: new AttentionStore(tables),
    gates: new GateStore(tables),
  };
}
