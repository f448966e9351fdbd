import { change, make, remove, type Writes } from './policies.ts';

const STEERING = 'DIRECTOR,COORDINATOR';
const OWN_AGREEMENT = '(agreement_id = ANY (( SELECT own_rows() AS own_rows)::uuid[]))';
const CHANGING = '( SELECT may_change() AS may_change)';
const REALISING = `(${CHANGING} AND (holds('{${STEERING}}'::text[], programme_id) OR ${OWN_AGREEMENT}))`;

/** What belongs to an agreement is replaced as a whole. */
const REPLACED = { make: make(STEERING), remove: remove(STEERING) };

/** Who changes which table of the service. */
export const WRITES: Writes = {
  'agreements.agreement': { make: make(STEERING), change: change(STEERING) },
  'agreements.agreement_amendment': { make: make(STEERING) },
  'agreements.agreement_party': REPLACED,
  'agreements.agreement_task': REPLACED,
  'agreements.allocation': REPLACED,
  'agreements.staffing': REPLACED,
  'agreements.obligation': { make: make(STEERING), change: `UPDATE using ${REALISING} check ${REALISING}` },
  'agreements.budget_line': { make: make(STEERING), change: change(STEERING), remove: remove(STEERING) },
  'agreements.transaction': { make: make(STEERING) },
  'agreements.scheduled_payment': { make: make(STEERING), change: change(STEERING) },
  'agreements.money_entry': { make: make(STEERING), change: change(STEERING), remove: remove(STEERING) },
  'agreements.money_sum': { make: make(STEERING), change: change(STEERING), remove: remove(STEERING) },
  'agreements.gate_passage': { make: make('DIRECTOR,COORDINATOR') },
  'agreements.expense_claim': {
    make: `INSERT check (${CHANGING} AND speaks_for(organisation_id, programme_id) AND ${OWN_AGREEMENT})`,
    change: change(STEERING),
  },
  'agreements.organisation': {
    make: `INSERT check (${CHANGING} AND (( SELECT directs_every() AS directs_every) OR (( SELECT directed() AS directed) <> '{}'::uuid[])))`,
    change:
      `UPDATE using (${CHANGING} AND (( SELECT directs_every() AS directs_every) OR (EXISTS ( SELECT FROM ` +
      'shared_listing listing WHERE ((listing.row_id = organisation.id) AND (listing.table_name = ' +
      "'organisation'::text) AND (listing.programme_id = ANY (( SELECT directed() AS directed)::uuid[]))))))) " +
      `check ${CHANGING}`,
  },
  'agreements.organisation_lineage': { make: make('DIRECTOR') },
  'agreements.shared_listing': { make: make('DIRECTOR') },
};
