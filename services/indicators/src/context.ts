import { type Database, type KitContext, PlanPartStore } from '@kapstok/kit';
import type { Kysely } from 'kysely';
import { BenchmarkStore } from './benchmark/benchmark-store.ts';
import { ComparisonStore } from './comparison/comparison-store.ts';
import { ContributionStore } from './contribution/contribution-store.ts';
import { CellStore } from './formula/cell-store.ts';
import type { DB } from './generated/kysely/types.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { IndicatorStore } from './indicator/indicator-store.ts';
import { IndicatorListStore } from './list/indicator-list-store.ts';
import { ObservationStore } from './observation/observation-store.ts';
import { PlaceStore } from './place/place-store.ts';
import { PublishedStore } from './published/published-store.ts';
import { QualityStore } from './quality/quality-store.ts';
import { StaleStore } from './quality/stale-store.ts';
import { BatchStore } from './record/batch-store.ts';
import { ReleaseStore } from './release/release-store.ts';
import { SourceStore } from './source/source-store.ts';
import { TargetStore } from './target/target-store.ts';
import { HeadlineStore } from './trend/headline-store.ts';

/** The stores of this service. */
export interface Stores {
  readonly places: PlaceStore;
  readonly indicators: IndicatorStore;
  readonly indicatorLists: IndicatorListStore;
  readonly observations: ObservationStore;
  readonly headlines: HeadlineStore;
  readonly targets: TargetStore;
  readonly contributions: ContributionStore;
  readonly comparisons: ComparisonStore;
  readonly releases: ReleaseStore;
  readonly sources: SourceStore;
  readonly quality: QualityStore;
  readonly batches: BatchStore;
  readonly cells: CellStore;
  readonly published: PublishedStore;
  readonly benchmarks: BenchmarkStore;
  readonly stale: StaleStore;
  readonly planParts: PlanPartStore;
}

/** What every resolver of this service gets. */
export interface Context extends KitContext, Stores {}

export function createStores(database: Database): Stores {
  const prisma = new PrismaClient({ adapter: database.prismaAdapter(), errorFormat: 'minimal' });
  const sql: Kysely<DB> = database.kysely<DB>();
  const tables = { prisma, sql };
  return {
    places: new PlaceStore(tables),
    indicators: new IndicatorStore(tables),
    indicatorLists: new IndicatorListStore(tables),
    observations: new ObservationStore(tables),
    headlines: new HeadlineStore(tables),
    targets: new TargetStore(tables),
    contributions: new ContributionStore(tables),
    comparisons: new ComparisonStore(tables),
    releases: new ReleaseStore(tables),
    sources: new SourceStore(tables),
    quality: new QualityStore(tables),
    batches: new BatchStore(tables),
    cells: new CellStore(tables),
    published: new PublishedStore(tables),
    benchmarks: new BenchmarkStore(tables),
    stale: new StaleStore(tables),
    planParts: new PlanPartStore(database),
  };
}
