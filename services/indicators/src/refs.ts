import type { Benchmark, KeyFactor } from './benchmark/benchmark.ts';
import { builder } from './builder.ts';
import type { Calculated } from './formula/load-calculated.ts';
import type { Indicator } from './indicator/indicator.ts';
import type { KnownObservation } from './observation/observation.ts';
import type { Place } from './place/place.ts';
import type { PublishedFigure } from './published/published-figure.ts';
import type { QualityWarning } from './quality/quality-warning.ts';
import type { ObservationBatch } from './record/observation-batch.ts';

// The nouns without their fields, so that type files need not import one another.

export const PlaceRef = builder.objectRef<Place>('Place');
export const IndicatorRef = builder.objectRef<Indicator>('Indicator');
export const ObservationRef = builder.objectRef<KnownObservation>('Observation');
export const CalculatedFigureRef = builder.objectRef<Calculated>('CalculatedFigure');
export const ObservationBatchRef = builder.objectRef<ObservationBatch>('ObservationBatch');
export const PublishedFigureRef = builder.objectRef<PublishedFigure>('PublishedFigure');
export const BenchmarkRef = builder.objectRef<Benchmark>('Benchmark');
export const KeyFactorRef = builder.objectRef<KeyFactor>('KeyFactor');
export const QualityWarningRef = builder.objectRef<QualityWarning>('QualityWarning');

/** A noun of another subgraph, known here by its id alone. */
export interface Stub {
  readonly id: string;
}
const byId = builder.selection<Stub>('id');

export const ProgrammeRef = builder.externalRef('Programme', byId);
export const PolicyDomainRef = builder.externalRef('PolicyDomain', byId);
export const BlockRef = builder.externalRef('Block', byId);
export const ActionRef = builder.externalRef('Action', byId);
