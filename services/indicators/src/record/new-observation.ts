import type { Indicator, IndicatorDefinition } from '../indicator/indicator.ts';
import type { Observation } from '../observation/observation.ts';

/** An observation that is to be kept, with the definition under which it was measured. */
export interface NewObservation extends Observation {
  readonly indicator: Indicator;
  readonly definition: IndicatorDefinition;
}
