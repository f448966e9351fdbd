import { change, holding, make, type Writes } from './policies.ts';

const REVIEWER = 'REVIEWER';
const PLAYERS = 'DIRECTOR,COORDINATOR,REVIEWER,SECRETARY';
const KEEPERS = 'DIRECTOR,REVIEWER';
const RATERS = 'DIRECTOR,COORDINATOR,REVIEWER';

const MAY = '( SELECT may_change() AS may_change)';
const OWNER = `(${MAY} AND speaks_for(owner_id, programme_id))`;
const OF_OWN_TEMPLATE = (table: string): string =>
  `INSERT check (${MAY} AND (EXISTS ( SELECT FROM test_template owner WHERE ((owner.id = ${table}.template_id) AND ` +
  `holds('{${KEEPERS}}'::text[], owner.own_programme_id)))))`;

/** Who changes which table of the service. */
export const WRITES: Writes = {
  'reviews.poverty_test': { make: make('DIRECTOR,COORDINATOR'), change: change(PLAYERS) },
  'reviews.quickscan_effect': { make: make(REVIEWER), change: change(REVIEWER) },
  'reviews.test_answer': { make: make(REVIEWER), change: change(REVIEWER) },
  'reviews.knowledge_contribution': {
    make: make(REVIEWER),
    contribute:
      `INSERT check (${MAY} AND (kind = 'EXPERIENCE'::text) AND holds('{ASSOCIATION}'::text[], programme_id) AND ` +
      'speaks_for(organisation_id, programme_id))',
  },
  'reviews.recommendation': {
    make: make(REVIEWER),
    change: change(PLAYERS),
    answer: `UPDATE using ${OWNER} check ${OWNER}`,
  },
  'reviews.stage_quality': { make: make(RATERS), change: change(RATERS) },
  'reviews.test_template': { make: `INSERT check ${holding(KEEPERS, 'own_programme_id')}` },
  'reviews.template_section': { make: OF_OWN_TEMPLATE('template_section') },
  'reviews.template_question': { make: OF_OWN_TEMPLATE('template_question') },
  'reviews.shared_listing': {
    make:
      `INSERT check (${MAY} AND (table_name = 'test_template'::text) AND ` +
      `holds('{${KEEPERS}}'::text[], programme_id))`,
  },
};
