import { change, make, remove, type Writes } from './policies.ts';

const STEERING = 'DIRECTOR,COORDINATOR';

const DIRECTING = 'DIRECTOR';
const ANY_REPORTER = 'DIRECTOR,COORDINATOR,PARTNER,ASSOCIATION';
const CHANGES = '( SELECT may_change() AS may_change)';
const REPORTS =
  "holds('{PARTNER,ASSOCIATION}'::text[], programme_id) AND speaks_for(organisation_id, programme_id)";
const DECIDES = "holds('{DIRECTOR,COORDINATOR}'::text[], programme_id)";
/** Whoever steers, or speaks for an organisation that takes part in the action of the row. */
const TAKING_PART = `(${CHANGES} AND takes_part(action_id, programme_id))`;
const KEPT_BY_PARTICIPANTS = {
  make: `INSERT check ${TAKING_PART}`,
  change: `UPDATE using ${TAKING_PART} check ${TAKING_PART}`,
};

const viewerIs = (column: string) =>
  `(${column} = ( SELECT current_setting('kapstok.viewer'::text, true) AS current_setting))`;
/** Whoever steers, or speaks for the organisation of the row. */
const TALKING = `(${DECIDES} OR (${REPORTS}))`;

/** Who changes which table of the service. */
export const WRITES: Writes = {
  'actions.action': { make: make(STEERING), change: change(STEERING) },
  'actions.action_crosswalk': { make: make(STEERING), remove: remove(STEERING) },
  'actions.adjusted_field': { make: make(STEERING) },
  'actions.adjustment': { make: make(STEERING) },
  'actions.block': { make: make(STEERING), change: change(STEERING) },
  'actions.comment': {
    make: `INSERT check (${CHANGES} AND ${viewerIs('written_by')} AND ${TALKING})`,
    withdraw: `UPDATE using (${CHANGES} AND ${viewerIs('written_by')}) check (${CHANGES} AND ${viewerIs('written_by')})`,
  },
  'actions.follow_up': {
    make: `INSERT check (${CHANGES} AND ${viewerIs('flagged_by')} AND ${TALKING})`,
    resolve: `UPDATE using (${CHANGES} AND ${TALKING}) check (${CHANGES} AND ${TALKING})`,
  },
  'actions.dialogue_session': { make: make(STEERING) },
  'actions.evaluation': { make: make(`${STEERING},EVALUATOR`) },
  'actions.evidence_file': {
    make: `INSERT check (${CHANGES} AND ${REPORTS})`,
    change: `UPDATE using (${CHANGES} AND ${REPORTS}) check (${CHANGES} AND ${REPORTS})`,
  },
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
  'actions.gate_override': { make: make('DIRECTOR'), change: change('DIRECTOR') },
  'actions.status_change': { make: make(STEERING) },
  'actions.reporting_period': { make: make(DIRECTING), change: change(DIRECTING) },
  'actions.period_exception': { make: make(DIRECTING), change: change(DIRECTING) },
  'actions.approval_rule': { make: make(DIRECTING), change: change(DIRECTING) },
  'actions.progress_update': {
    make: `INSERT check (${CHANGES} AND (state = 'DRAFT'::text) AND ${REPORTS})`,
    report:
      `UPDATE using (${CHANGES} AND (state <> 'APPROVED'::text) AND ${REPORTS}) ` +
      `check (${CHANGES} AND (state = ANY (ARRAY['DRAFT'::text, 'SUBMITTED'::text])) AND ${REPORTS})`,
    decide:
      `UPDATE using (${CHANGES} AND (state = ANY (ARRAY['SUBMITTED'::text, 'APPROVED'::text])) AND ${DECIDES}) ` +
      `check (${CHANGES} AND (state <> 'DRAFT'::text) AND ${DECIDES})`,
  },
  'actions.progress_approval': { make: make(STEERING) },
  'actions.progress_correction': { make: make(STEERING) },
  'actions.owner_handover': { make: make(STEERING) },
  'actions.action_touch': { make: make(ANY_REPORTER), change: change(ANY_REPORTER) },
  'actions.milestone': KEPT_BY_PARTICIPANTS,
  'actions.delivery': KEPT_BY_PARTICIPANTS,
  'actions.update_import': {
    make:
      `INSERT check (${CHANGES} AND (asked_by = ( SELECT current_setting('kapstok.viewer'::text, true) AS ` +
      "current_setting)) AND holds('{PARTNER,ASSOCIATION}'::text[], programme_id))",
  },
  'actions.update_import_row': {
    make:
      `INSERT check (${CHANGES} AND holds('{PARTNER,ASSOCIATION}'::text[], programme_id) AND (EXISTS ( SELECT FROM ` +
      'update_import WHERE (update_import.id = update_import_row.import_id))))',
  },
  'actions.target_group': { make: make(STEERING), remove: remove(STEERING) },
};
