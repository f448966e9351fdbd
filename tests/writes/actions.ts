import { change, make, remove, type Writes } from './policies.ts';

const STEERING = 'DIRECTOR,COORDINATOR';

/** Who changes which table of the service. */
export const WRITES: Writes = {
  'actions.action': { make: make(STEERING), change: change(STEERING) },
  'actions.action_crosswalk': { make: make(STEERING), remove: remove(STEERING) },
  'actions.adjusted_field': { make: make(STEERING) },
  'actions.adjustment': { make: make(STEERING) },
  'actions.block': { make: make(STEERING), change: change(STEERING) },
  'actions.dialogue_session': { make: make(STEERING) },
  'actions.evaluation': { make: make(`${STEERING},EVALUATOR`) },
  'actions.finding': { make: make(`${STEERING},EVALUATOR`), change: change(STEERING) },
  'actions.initiative': {
    make:
      `INSERT check (( SELECT may_change() AS may_change) AND (holds('{${STEERING}}'::text[], programme_id) OR ` +
      `(holds('{ASSOCIATION}'::text[], programme_id) AND speaks_for(organisation_id, programme_id))))`,
    change: change(STEERING),
  },
  'actions.lineage_link': { make: make(STEERING), remove: remove(STEERING) },
  'actions.participation': { make: make(STEERING), change: change(STEERING) },
  'actions.plan_history': {
    make: 'INSERT check (( SELECT may_change() AS may_change) AND (pg_trigger_depth() > 0))',
    change:
      'UPDATE using (( SELECT may_change() AS may_change) AND (pg_trigger_depth() > 0)) ' +
      'check (( SELECT may_change() AS may_change) AND (pg_trigger_depth() > 0))',
  },
  'actions.policy_domain': { make: make('DIRECTOR'), change: change('DIRECTOR') },
  'actions.session_action': { make: make(STEERING) },
  'actions.session_domain': { make: make(STEERING) },
  'actions.status_change': { make: make(STEERING) },
  'actions.target_group': { make: make(STEERING), remove: remove(STEERING) },
};
