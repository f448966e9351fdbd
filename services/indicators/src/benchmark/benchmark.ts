import type { KeyFactorState, LocalText } from '@kapstok/schema';

/** What comparable cities reach and the own city wants to. */
export interface Benchmark {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly title: LocalText;
  readonly description: LocalText | null;
  readonly indicatorId: string | null;
  readonly sourceId: string | null;
  readonly version: number;
}

/** What a benchmark takes, and whether the city has it. */
export interface KeyFactor {
  readonly id: string;
  readonly programmeId: string;
  readonly benchmarkId: string;
  readonly code: string;
  readonly title: LocalText;
  readonly state: KeyFactorState;
  readonly assessedOn: string | null;
  readonly assessment: LocalText | null;
  readonly sourceId: string | null;
  readonly version: number;
}

/** What is known of a key factor. */
export interface KeyFactorEvidence {
  readonly id: string;
  readonly factorId: string;
  readonly code: string;
  readonly statement: LocalText;
  readonly city: string | null;
  readonly observationId: string | null;
  readonly sourceId: string | null;
}

/** That an action works on a key factor. */
export interface KeyFactorAction {
  readonly factorId: string;
  readonly actionId: string;
}

/** A factor that is not wholly there, and on which no action works: what such a map is drawn for. */
export const isGap = ({ state }: Pick<KeyFactor, 'state'>, actions: readonly KeyFactorAction[]): boolean =>
  state !== 'MET' && actions.length === 0;
