import { MAIN_SERIES } from '@kapstok/schema';
import type { Context } from '../context.ts';
import { type Indicator, newestOf } from '../indicator/indicator.ts';
import { loadObservation } from '../observation/load-observation.ts';
import type { KnownObservation } from '../observation/observation.ts';
import type { Period } from './expression.ts';
import { type Calculated, calculate } from './load-calculated.ts';

/** Where and as of when a result is wanted. */
export type WantedCell = Pick<Calculated, 'placeId' | 'asOf' | 'period'>;

/**
 * What a formula gives for one period, in the shape in which observations are read, so that who asks for the latest
 * figure need not know how it came about. It is in no table: its id is made of its cell, and no change can name it.
 */
export async function calculatedObservation(
  indicator: Indicator,
  { placeId, asOf, period }: WantedCell,
  context: Context,
): Promise<KnownObservation | null> {
  const wanted = { placeId, from: period.start, to: period.end, asOf };
  const all = await calculate(indicator, wanted, context);
  const calculated = all.find((one) => isSame(one.period, period));
  if (calculated === undefined) return null;
  const inputs = await inputsOf(calculated, context);
  const last = inputs.reduce<KnownObservation | null>(
    (one, other) => (one === null || other.vintage > one.vintage ? other : one),
    null,
  );
  const { loaders, indicators } = context;
  const definitions = await loaders.load('definitions', null, indicator.id, indicators.definitions);
  return {
    id: [indicator.id, placeId, period.start, period.end].join('_'),
    programmeId: indicator.programmeId,
    code: `${indicator.code}-${period.end}`,
    indicatorId: indicator.id,
    versionId: newestOf(definitions ?? [])?.id ?? '',
    placeId,
    periodStart: period.start,
    periodEnd: period.end,
    ...{ dimensions: '', series: MAIN_SERIES, value: null, valueReason: null },
    ...{ numerator: null, denominator: null, qualitative: null, note: null, sourceId: null },
    // Before its last input was published nobody could have derived it.
    vintage: last?.vintage ?? period.end,
    vintagePrecision: last?.vintagePrecision ?? 'DAY',
    isBreak: inputs.some(({ isBreak }) => isBreak),
    isEstimate: inputs.some(({ isEstimate }) => isEstimate),
    isProvisional: inputs.some(({ isProvisional }) => isProvisional),
    isConfidential: inputs.some(({ isConfidential }) => isConfidential),
    isDerived: true,
    isStructuralZero: false,
    asOf,
    calculated,
  };
}

const isSame = (one: Period, other: Period): boolean => one.start === other.start && one.end === other.end;

async function inputsOf({ inputs, asOf }: Calculated, context: Context): Promise<KnownObservation[]> {
  const ids = inputs.flatMap(({ cell }) => cell?.observationId ?? []);
  const found = await Promise.all(ids.map((id) => loadObservation(id, asOf, context)));
  return found.filter((one) => one !== null);
}
