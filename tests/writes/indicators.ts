import type { Writes } from './policies.ts';

/** Who changes which table of the service. */
export const WRITES: Writes = {
  // As `make('DIRECTOR,COORDINATOR')`, but found once for a statement that adds a million rows.
  'indicators.observation': {
    make:
      "INSERT check (( SELECT may_change() AS may_change) AND (( SELECT holds_everywhere('{DIRECTOR,COORDINATOR}'::text[]) AS holds_everywhere) " +
      "OR (programme_id = ANY (( SELECT held_in('{DIRECTOR,COORDINATOR}'::text[]) AS held_in)::uuid[]))))",
  },
};
