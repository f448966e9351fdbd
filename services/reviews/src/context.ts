import { type Database, type KitContext, PlanPartStore } from '@kapstok/kit';
import type { Kysely } from 'kysely';
import type { DB } from './generated/kysely/types.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { PovertyTestStore } from './poverty-test/poverty-test-store.ts';
import { TestDetailStore } from './poverty-test/test-detail-store.ts';
import { RecommendationStore } from './recommendation/recommendation-store.ts';
import { SourceStore } from './source/source-store.ts';
import { TemplateStore } from './template/template-store.ts';
import { SummaryStore } from './testing-summary/summary-store.ts';

/** The stores of this service. */
export interface Stores {
  readonly sources: SourceStore;
  readonly planParts: PlanPartStore;
  readonly templates: TemplateStore;
  readonly tests: PovertyTestStore;
  readonly details: TestDetailStore;
  readonly recommendations: RecommendationStore;
  readonly summaries: SummaryStore;
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
    templates: new TemplateStore(tables),
    tests: new PovertyTestStore(tables),
    details: new TestDetailStore(tables),
    recommendations: new RecommendationStore(tables),
    summaries: new SummaryStore(tables),
  };
}
