import { groupBy, mapBy, type Page, type PageRequest, pagesByParent, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Benchmark, KeyFactor, KeyFactorAction, KeyFactorEvidence } from './benchmark.ts';

const BY_CODE = [{ code: 'asc' as const }, { id: 'asc' as const }];

/** Benchmarks with what they take. */
export class BenchmarkStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Benchmark>> => {
    const rows = await this.#tables.prisma.benchmark.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Benchmark>), ({ id }) => id);
  };

  /** The benchmarks that can be seen by each of these indicators, by code. */
  byIndicators = async (ids: readonly string[]): Promise<Map<string, Benchmark[]>> => {
    const where = { indicatorId: { in: [...ids] } };
    const rows = await this.#tables.prisma.benchmark.findMany({ where, orderBy: BY_CODE });
    return groupBy(rows.map(toDomain<Benchmark>), ({ indicatorId }) => indicatorId ?? '');
  };

  /** One page of the benchmarks of each programme, by code. */
  pages = (request: PageRequest, programmeIds: readonly string[]): Promise<Map<string, Page>> => {
    const rows = sql`select programme_id, id, code from benchmark where programme_id = any (${programmeIds}::uuid[])`;
    return pagesByParent(this.#tables.sql, rows, request);
  };

  factorsByIds = async (ids: readonly string[]): Promise<Map<string, KeyFactor>> => {
    const rows = await this.#tables.prisma.keyFactor.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<KeyFactor>), ({ id }) => id);
  };

  /** What each of these benchmarks takes, by code. */
  factors = async (benchmarkIds: readonly string[]): Promise<Map<string, KeyFactor[]>> => {
    const where = { benchmarkId: { in: [...benchmarkIds] } };
    const rows = await this.#tables.prisma.keyFactor.findMany({ where, orderBy: BY_CODE });
    return groupBy(rows.map(toDomain<KeyFactor>), ({ benchmarkId }) => benchmarkId);
  };

  /** What is known of each of these factors, by code. */
  evidence = async (factorIds: readonly string[]): Promise<Map<string, KeyFactorEvidence[]>> => {
    const where = { factorId: { in: [...factorIds] } };
    const rows = await this.#tables.prisma.keyFactorEvidence.findMany({ where, orderBy: BY_CODE });
    return groupBy(rows.map(toDomain<KeyFactorEvidence>), ({ factorId }) => factorId);
  };

  /** The actions that work on each of these factors. */
  actions = async (factorIds: readonly string[]): Promise<Map<string, KeyFactorAction[]>> => {
    const where = { factorId: { in: [...factorIds] } };
    const rows = await this.#tables.prisma.keyFactorAction.findMany({ where, orderBy: { actionId: 'asc' } });
    return groupBy(rows, ({ factorId }) => factorId);
  };

  /** The factors on which each of these actions works, by code. */
  factorsOfActions = async (actionIds: readonly string[]): Promise<Map<string, KeyFactor[]>> => {
    const where = { actionId: { in: [...actionIds] } };
    const rows = await this.#tables.prisma.keyFactorAction.findMany({
      where,
      include: { factor: true },
      orderBy: { factor: { code: 'asc' } },
    });
    const factors = rows.map(({ actionId, factor }) => ({ actionId, factor: toDomain<KeyFactor>(factor) }));
    const byAction = groupBy(factors, ({ actionId }) => actionId);
    return new Map([...byAction].map(([id, all]) => [id, all.map(({ factor }) => factor)]));
  };
}
