import { change, make, remove, type Writes } from './policies.ts';

const STEERING = 'DIRECTOR,COORDINATOR';

const DIRECTS =
  "(( SELECT may_change() AS may_change) AND (( SELECT holds_everywhere('{DIRECTOR}'::text[]) AS holds_everywhere) " +
  "OR (programme_id = ANY (( SELECT held_in('{DIRECTOR}'::text[]) AS held_in)::uuid[]))))";

/** Who changes which table of the service. Versions, observations and factors are only ever added. */
export const WRITES: Writes = {
  'indicators.baseline': { make: make(STEERING), change: change(STEERING) },
  'indicators.comparison_group': { make: make(STEERING), change: change(STEERING) },
  'indicators.comparison_member': { make: make(STEERING), remove: remove(STEERING) },
  'indicators.contribution': { make: make(STEERING), change: change(STEERING) },
  'indicators.benchmark': { make: make(STEERING), change: change(STEERING) },
  'indicators.key_factor': { make: make(STEERING), change: change(STEERING) },
  'indicators.key_factor_action': { make: make(STEERING), remove: remove(STEERING) },
  'indicators.key_factor_evidence': { make: make(STEERING) },
  'indicators.external_factor': { make: make(STEERING) },
  'indicators.indicator': { make: make(STEERING), change: change(STEERING) },
  'indicators.indicator_version': { make: make(STEERING) },
  // As `make(STEERING)`, but found once for a statement that adds a million rows.
  'indicators.observation': {
    make:
      "INSERT check (( SELECT may_change() AS may_change) AND (( SELECT holds_everywhere('{DIRECTOR,COORDINATOR}'::text[]) AS holds_everywhere) " +
      "OR (programme_id = ANY (( SELECT held_in('{DIRECTOR,COORDINATOR}'::text[]) AS held_in)::uuid[]))))",
  },
  'indicators.figure_release': { make: make('DIRECTOR') },
  // As `make('DIRECTOR')`, but found once for a statement: a release has many rows.
  'indicators.release_cell': { make: `INSERT check ${DIRECTS}` },
  'indicators.told_figure': {
    make: `INSERT check ${DIRECTS}`,
    change: `UPDATE using ${DIRECTS} check ${DIRECTS}`,
  },
  'indicators.told_baseline': { make: make('DIRECTOR'), change: change('DIRECTOR') },
  'indicators.observation_batch': { make: make(STEERING) },
  'indicators.published_figure': { make: make(STEERING), change: change(STEERING) },
  'indicators.quality_warning': { make: make(STEERING), change: change(STEERING) },
  'indicators.shared_listing': { make: make(STEERING) },
  'indicators.source': { make: make(STEERING) },
  'indicators.target': { make: make(STEERING), change: change(STEERING) },
};
