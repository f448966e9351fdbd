import { make, type Writes } from './policies.ts';

/** Who changes which table of the service. */
export const WRITES: Writes = {
  'indicators.figure_release': { make: make('DIRECTOR') },
  'indicators.release_cell': { make: make('DIRECTOR') },
  'indicators.told_figure': { make: make('DIRECTOR') },
};
