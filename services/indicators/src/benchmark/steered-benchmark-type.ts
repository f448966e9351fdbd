import { needRow, notThere } from '@kapstok/kit';
import { onlySteeringFigures } from '../change/needs-type.ts';
import type { Context } from '../context.ts';
import type { Benchmark, KeyFactor } from './benchmark.ts';

/** Refuses whoever does not steer what a benchmark is seen by: its indicator, or without one the programme. */
export async function onlySteering({ programmeId, indicatorId }: Benchmark, context: Context): Promise<void> {
  const indicator =
    indicatorId === null ? null : (await context.indicators.byIds([indicatorId])).get(indicatorId);
  onlySteeringFigures(context, programmeId, indicator?.domainId);
}

/** A key factor of a benchmark that the viewer steers. */
export async function steeredFactor(given: string, context: Context): Promise<KeyFactor> {
  const { factorsByIds, byIds } = context.benchmarks;
  const factor = await needRow(given, 'keyFactorId', 'key factor', factorsByIds);
  const benchmark = (await byIds([factor.benchmarkId])).get(factor.benchmarkId);
  if (benchmark === undefined) throw notThere('keyFactorId', 'key factor');
  await onlySteering(benchmark, context);
  return factor;
}
