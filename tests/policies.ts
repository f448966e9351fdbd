import type { DataKind } from '@kapstok/schema';
import { KEYS } from './writes/policies.ts';

/**
 * Who reads a table: readers of a kind of data of the row's programme, whoever is signed, the hub itself, readers of
 * the audit trail; or, where it hangs on more, the whole condition (or, where people write, every policy) as PostgreSQL
 * prints it, without schema names.
 */
export type ReadBy =
  | DataKind
  | 'SIGNED'
  | 'HUB'
  | 'AUDIT'
  | { readonly using: string }
  | { readonly policies: Readonly<Record<string, string>> };

/** Read by everybody who is signed: when a service last heard the others says how fresh its gates are. */
const FRESHNESS = {
  hub: 'ALL using ( SELECT may_import() AS may_import) check ( SELECT may_import() AS may_import)',
  read: 'SELECT using ( SELECT is_signed() AS is_signed)',
};

/** For those who steer; and for readers of figures as far as a condition holds. */
const toldBy = (condition: string) => ({
  using:
    "(( SELECT reads_every('INTERNAL'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
    "readable('INTERNAL'::text) AS readable)::uuid[])) OR ((( SELECT reads_every('FIGURES'::text) AS reads_every) " +
    "OR (programme_id = ANY (( SELECT readable('FIGURES'::text) AS readable)::uuid[]))) AND " +
    `${condition}))`,
});
const WORKS_WITH_FIGURES = "'{PARTNER,ASSOCIATION,REVIEWER,EVALUATOR}'::text[]";
/** Each reader reads one level of a release. */
const OWN_LEVEL =
  `(level = CASE WHEN (( SELECT holds_everywhere(${WORKS_WITH_FIGURES}) AS holds_everywhere) OR ` +
  `(programme_id = ANY (( SELECT held_in(${WORKS_WITH_FIGURES}) AS held_in)::uuid[]))) ` +
  "THEN 'PARTNER'::text ELSE 'PUBLIC'::text END)";

/** Every table of every service. A table that is not here, or has another policy than is said here, fails a test. */
export const READ_BY: Readonly<Record<string, ReadBy>> = {
  'access.account': {
    policies: {
      change:
        'UPDATE using (( SELECT may_change() AS may_change) AND ( SELECT administers() AS administers)) ' +
        'check (( SELECT may_change() AS may_change) AND ( SELECT administers() AS administers))',
      hub: 'ALL using ( SELECT may_import() AS may_import) check ( SELECT may_import() AS may_import)',
      read:
        'SELECT using ((id = ( SELECT viewer_account() AS viewer_account)) OR ( SELECT administers() AS ' +
        'administers) OR (EXISTS ( SELECT FROM role_assignment held WHERE ((held.account_id = ' +
        'account.id) AND ((( SELECT directs_every() AS directs_every) AND (held.programme_id IS NOT ' +
        'NULL)) OR (held.programme_id = ANY (( SELECT directed() AS directed)::uuid[])))))))',
    },
  },
  'access.account_identity': {
    policies: {
      hub: 'ALL using ( SELECT may_import() AS may_import) check ( SELECT may_import() AS may_import)',
      read:
        'SELECT using ((account_id = ( SELECT viewer_account() AS viewer_account)) OR ( SELECT ' +
        'administers() AS administers))',
    },
  },
  'access.api_token': {
    policies: {
      change:
        'UPDATE using (( SELECT may_change() AS may_change) AND ((account_id = ( SELECT ' +
        'viewer_account() AS viewer_account)) OR ( SELECT administers() AS administers)))',
      hub: 'ALL using ( SELECT may_import() AS may_import) check ( SELECT may_import() AS may_import)',
      make:
        'INSERT check (( SELECT may_change() AS may_change) AND (account_id = ( SELECT viewer_account() ' +
        'AS viewer_account)))',
      read:
        'SELECT using ((account_id = ( SELECT viewer_account() AS viewer_account)) OR ( SELECT ' +
        'administers() AS administers))',
    },
  },
  'access.audit_entry': 'AUDIT',
  'access.browser_session': {
    policies: {
      change:
        'UPDATE using (( SELECT may_change() AS may_change) AND ((account_id = ( SELECT ' +
        'viewer_account() AS viewer_account)) OR ( SELECT administers() AS administers)))',
      hub: 'ALL using ( SELECT may_import() AS may_import) check ( SELECT may_import() AS may_import)',
      read:
        'SELECT using ((account_id = ( SELECT viewer_account() AS viewer_account)) OR ( SELECT ' +
        'administers() AS administers))',
    },
  },
  'access.inbox': 'HUB',
  'access.known_organisation': {
    policies: {
      hub: 'ALL using ( SELECT may_import() AS may_import) check ( SELECT may_import() AS may_import)',
      read:
        "SELECT using (( SELECT reads_every('PLAN'::text) AS reads_every) OR (programme_id = ANY (( " +
        "SELECT readable('PLAN'::text) AS readable)::uuid[])))",
    },
  },
  'access.known_programme': {
    policies: {
      hub: 'ALL using ( SELECT may_import() AS may_import) check ( SELECT may_import() AS may_import)',
      read:
        "SELECT using (( SELECT reads_every('PLAN'::text) AS reads_every) OR (programme_id = ANY (( " +
        "SELECT readable('PLAN'::text) AS readable)::uuid[])))",
    },
  },
  'access.outbox': 'HUB',
  'access.publication': {
    policies: {
      change:
        'UPDATE using (( SELECT may_change() AS may_change) AND (( SELECT administers() AS administers) ' +
        'OR ( SELECT directs_every() AS directs_every) OR (programme_id = ANY (( SELECT directed() AS ' +
        'directed)::uuid[]))))',
      hub: 'ALL using ( SELECT may_import() AS may_import) check ( SELECT may_import() AS may_import)',
      make:
        'INSERT check (( SELECT may_change() AS may_change) AND (( SELECT administers() AS administers) ' +
        'OR ( SELECT directs_every() AS directs_every) OR (programme_id = ANY (( SELECT directed() AS ' +
        'directed)::uuid[]))))',
      read:
        "SELECT using (( SELECT reads_every('PLAN'::text) AS reads_every) OR (programme_id = ANY (( " +
        "SELECT readable('PLAN'::text) AS readable)::uuid[])))",
      remove:
        'DELETE using (( SELECT may_change() AS may_change) AND (( SELECT administers() AS administers) ' +
        'OR ( SELECT directs_every() AS directs_every) OR (programme_id = ANY (( SELECT directed() AS ' +
        'directed)::uuid[]))))',
    },
  },
  'access.request_key': { policies: KEYS },
  'access.role_assignment': {
    policies: {
      change:
        'UPDATE using (( SELECT may_change() AS may_change) AND (( SELECT administers() AS administers) ' +
        "OR ((role = ANY (ARRAY['PARTNER'::text, 'ASSOCIATION'::text, 'COORDINATOR'::text, " +
        "'REVIEWER'::text, 'SECRETARY'::text, 'EVALUATOR'::text])) AND ((( SELECT directs_every() AS " +
        'directs_every) AND (programme_id IS NOT NULL)) OR (programme_id = ANY (( SELECT directed() AS ' +
        'directed)::uuid[]))))))',
      give:
        'INSERT check (( SELECT may_change() AS may_change) AND (( SELECT administers() AS administers) ' +
        "OR ((role = ANY (ARRAY['PARTNER'::text, 'ASSOCIATION'::text, 'COORDINATOR'::text, " +
        "'REVIEWER'::text, 'SECRETARY'::text, 'EVALUATOR'::text])) AND ((( SELECT directs_every() AS " +
        'directs_every) AND (programme_id IS NOT NULL)) OR (programme_id = ANY (( SELECT directed() AS ' +
        'directed)::uuid[]))))))',
      hub: 'ALL using ( SELECT may_import() AS may_import) check ( SELECT may_import() AS may_import)',
      read:
        'SELECT using ((account_id = ( SELECT viewer_account() AS viewer_account)) OR ( SELECT ' +
        'administers() AS administers) OR (( SELECT directs_every() AS directs_every) AND (programme_id ' +
        'IS NOT NULL)) OR (programme_id = ANY (( SELECT directed() AS directed)::uuid[])))',
    },
  },
  'actions.action': 'PLAN',
  'actions.action_crosswalk': 'PLAN',
  'actions.action_effect': 'INTERNAL',
  'actions.action_money': 'INTERNAL',
  'actions.action_place': 'PLAN',
  'actions.action_test': 'DRAFTS',
  'actions.adjusted_field': 'PLAN',
  'actions.adjustment': 'PLAN',
  'actions.audit_entry': 'AUDIT',
  'actions.block': 'PLAN',
  'actions.claim': 'PLAN',
  'actions.comment': {
    using:
      "(( SELECT reads_every('INTERNAL'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
      "readable('INTERNAL'::text) AS readable)::uuid[])) OR ((organisation_id = ANY (( SELECT " +
      'own_organisations() AS own_organisations)::uuid[])) AND speaks_for(organisation_id, programme_id)))',
  },
  'actions.crosswalk': 'PLAN',
  'actions.delivery': 'PLAN',
  'actions.digest': 'HUB',
  'actions.dialogue_session': {
    using:
      "(( SELECT reads_every('INTERNAL'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
      "readable('INTERNAL'::text) AS readable)::uuid[])) OR ((organisation_id = ANY (( SELECT " +
      'own_organisations() AS own_organisations)::uuid[])) AND speaks_for(organisation_id, programme_id)))',
  },
  'actions.domain_crosswalk': 'PLAN',
  'actions.evaluation': 'PEOPLE',
  'actions.evidence_file': {
    using:
      '(((organisation_id = ANY (( SELECT own_organisations() AS own_organisations)::uuid[])) AND ' +
      'speaks_for(organisation_id, programme_id)) OR (EXISTS ( SELECT FROM progress_update report WHERE ' +
      '((report.action_id = evidence_file.action_id) AND (report.organisation_id = evidence_file.organisation_id) ' +
      "AND (report.evidence @> jsonb_build_array(jsonb_build_object('url', ('/evidence/'::text || " +
      'evidence_file.id))))))))',
  },
  'actions.finding': 'PEOPLE',
  'actions.initiative': {
    using:
      "(( SELECT reads_every('INTERNAL'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
      "readable('INTERNAL'::text) AS readable)::uuid[])) OR ((organisation_id = ANY (( SELECT " +
      'own_organisations() AS own_organisations)::uuid[])) AND speaks_for(organisation_id, programme_id)) OR ' +
      "((status <> 'PROPOSED'::text) AND holds('{ASSOCIATION}'::text[], programme_id)))",
  },
  'actions.follow_up': {
    using:
      "(( SELECT reads_every('INTERNAL'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
      "readable('INTERNAL'::text) AS readable)::uuid[])) OR ((organisation_id = ANY (( SELECT " +
      'own_organisations() AS own_organisations)::uuid[])) AND speaks_for(organisation_id, programme_id)))',
  },
  'actions.known_organisation': 'PLAN',
  'actions.gate_override': 'TESTS',
  'actions.inbox': { policies: FRESHNESS },
  'actions.lineage_link': 'PLAN',
  'actions.milestone': 'PLAN',
  'actions.outbox': 'HUB',
  'actions.action_touch': 'PLAN',
  'actions.approval_rule': 'PLAN',
  'actions.owner_handover': 'INTERNAL',
  'actions.period_exception': {
    using:
      "(( SELECT reads_every('INTERNAL'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
      "readable('INTERNAL'::text) AS readable)::uuid[])) OR ((account_id)::text = ( SELECT " +
      "current_setting('kapstok.viewer'::text, true) AS current_setting)) OR ((organisation_id = ANY (( SELECT " +
      'own_organisations() AS own_organisations)::uuid[])) AND speaks_for(organisation_id, programme_id)))',
  },
  'actions.progress_approval': {
    using:
      "(( SELECT reads_every('INTERNAL'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
      "readable('INTERNAL'::text) AS readable)::uuid[])) OR (EXISTS ( SELECT FROM progress_update WHERE " +
      '((progress_update.id = progress_approval.update_id) AND speaks_for(progress_update.organisation_id, ' +
      'progress_update.programme_id)))))',
  },
  'actions.progress_correction': {
    using:
      "(( SELECT reads_every('INTERNAL'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
      "readable('INTERNAL'::text) AS readable)::uuid[])) OR (EXISTS ( SELECT FROM progress_update WHERE " +
      '((progress_update.id = progress_correction.update_id) AND speaks_for(progress_update.organisation_id, ' +
      'progress_update.programme_id)))))',
  },
  'actions.progress_update': {
    using:
      "(((state = 'APPROVED'::text) AND (( SELECT reads_every('PLAN'::text) AS reads_every) OR (programme_id = ANY " +
      "(( SELECT readable('PLAN'::text) AS readable)::uuid[])))) OR ((state <> 'DRAFT'::text) AND (( SELECT " +
      "reads_every('INTERNAL'::text) AS reads_every) OR (programme_id = ANY (( SELECT readable('INTERNAL'::text) " +
      "AS readable)::uuid[])))) OR ((state = 'SUBMITTED'::text) AND holds('{EVALUATOR}'::text[], programme_id)) OR " +
      '((organisation_id = ANY (( SELECT own_organisations() AS own_organisations)::uuid[])) AND ' +
      'speaks_for(organisation_id, programme_id)))',
  },
  'actions.reminder': 'INTERNAL',
  'actions.reporting_period': 'PLAN',
  'actions.request_key': { policies: KEYS },
  'actions.participation': 'PLAN',
  'actions.people_group': 'PLAN',
  'actions.phase': 'PLAN',
  'actions.plan_history': 'PLAN',
  'actions.policy_domain': 'PLAN',
  'actions.programme': 'PLAN',
  'actions.session_action': {
    using: '(EXISTS ( SELECT FROM dialogue_session WHERE (dialogue_session.id = session_action.session_id)))',
  },
  'actions.session_domain': {
    using: '(EXISTS ( SELECT FROM dialogue_session WHERE (dialogue_session.id = session_domain.session_id)))',
  },
  'actions.source': 'PLAN',
  'actions.status_change': 'PLAN',
  'actions.target_group': 'PLAN',
  'actions.update_import': {
    using: "(asked_by = ( SELECT current_setting('kapstok.viewer'::text, true) AS current_setting))",
  },
  'actions.update_import_row': {
    using: '(EXISTS ( SELECT FROM update_import WHERE (update_import.id = update_import_row.import_id)))',
  },
  'actions.user_participation': {
    using:
      "(( SELECT reads_every('INTERNAL'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
      "readable('INTERNAL'::text) AS readable)::uuid[])) OR ((organisation_id = ANY (( SELECT " +
      'own_organisations() AS own_organisations)::uuid[])) AND speaks_for(organisation_id, programme_id)))',
  },
  'agreements.agreement': {
    using:
      "((((status <> 'DRAFT'::text) OR ( SELECT reads_every('DRAFTS'::text) AS reads_every) OR " +
      "(programme_id = ANY (( SELECT readable('DRAFTS'::text) AS readable)::uuid[]))) AND (( SELECT " +
      "reads_every('MONEY'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
      "readable('MONEY'::text) AS readable)::uuid[])))) OR (id = ANY (( SELECT own_rows() AS " +
      'own_rows)::uuid[])))',
  },
  'agreements.agreement_amendment': {
    using:
      "(( SELECT (reads_every('MONEY'::text) AND reads_every('DRAFTS'::text))) OR (programme_id = ANY " +
      "(( SELECT readable_both('MONEY'::text, 'DRAFTS'::text) AS readable_both)::uuid[])) OR (EXISTS " +
      '( SELECT FROM agreement WHERE (agreement.id = agreement_amendment.agreement_id))))',
  },
  'agreements.agreement_party': {
    using:
      "(( SELECT (reads_every('MONEY'::text) AND reads_every('DRAFTS'::text))) OR (programme_id = ANY " +
      "(( SELECT readable_both('MONEY'::text, 'DRAFTS'::text) AS readable_both)::uuid[])) OR (EXISTS " +
      '( SELECT FROM agreement WHERE (agreement.id = agreement_party.agreement_id))) OR ' +
      '((organisation_id = ANY (( SELECT own_organisations() AS own_organisations)::uuid[])) AND ' +
      'speaks_for(organisation_id, programme_id)))',
  },
  'agreements.agreement_task': {
    using:
      "(( SELECT (reads_every('MONEY'::text) AND reads_every('DRAFTS'::text))) OR (programme_id = ANY " +
      "(( SELECT readable_both('MONEY'::text, 'DRAFTS'::text) AS readable_both)::uuid[])) OR (EXISTS " +
      '( SELECT FROM agreement WHERE (agreement.id = agreement_task.agreement_id))))',
  },
  'agreements.allocation': {
    using:
      "(( SELECT (reads_every('MONEY'::text) AND reads_every('DRAFTS'::text))) OR (programme_id = ANY " +
      "(( SELECT readable_both('MONEY'::text, 'DRAFTS'::text) AS readable_both)::uuid[])) OR (EXISTS " +
      '( SELECT FROM agreement WHERE (agreement.id = allocation.agreement_id))))',
  },
  'agreements.audit_entry': 'AUDIT',
  'agreements.budget_line': {
    using:
      "(( SELECT reads_every('MONEY'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
      "readable('MONEY'::text) AS readable)::uuid[])) OR (agreement_id = ANY (( SELECT own_rows() AS " +
      'own_rows)::uuid[])))',
  },
  'agreements.cost_share': {
    using:
      "(( SELECT (reads_every('MONEY'::text) AND reads_every('DRAFTS'::text))) OR (programme_id = ANY " +
      "(( SELECT readable_both('MONEY'::text, 'DRAFTS'::text) AS readable_both)::uuid[])) OR (EXISTS " +
      '( SELECT FROM agreement WHERE (agreement.id = cost_share.agreement_id))))',
  },
  'agreements.expense_claim': {
    using:
      "(( SELECT (reads_every('MONEY'::text) AND reads_every('DRAFTS'::text))) OR (programme_id = ANY " +
      "(( SELECT readable_both('MONEY'::text, 'DRAFTS'::text) AS readable_both)::uuid[])) OR " +
      'speaks_for(organisation_id, programme_id))',
  },
  'agreements.known_programme': 'PLAN',
  'agreements.programme_name': 'MONEY',
  'agreements.action_gate': {
    using:
      "(( SELECT reads_every('DRAFTS'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
      "readable('DRAFTS'::text) AS readable)::uuid[])) OR ( SELECT may_change() AS may_change))",
  },
  'agreements.gate_override': {
    using:
      "(( SELECT reads_every('TESTS'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
      "readable('TESTS'::text) AS readable)::uuid[])) OR ( SELECT may_change() AS may_change))",
  },
  'agreements.gate_passage': 'DRAFTS',
  'agreements.inbox': { policies: FRESHNESS },
  'agreements.money_entry': {
    using:
      "(( SELECT reads_every('MONEY'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
      "readable('MONEY'::text) AS readable)::uuid[])) OR (agreement_id = ANY (( SELECT own_rows() AS " +
      'own_rows)::uuid[])))',
  },
  'agreements.money_sum': 'MONEY',
  'agreements.obligation': {
    using:
      "(( SELECT (reads_every('MONEY'::text) AND reads_every('DRAFTS'::text))) OR (programme_id = ANY " +
      "(( SELECT readable_both('MONEY'::text, 'DRAFTS'::text) AS readable_both)::uuid[])) OR (EXISTS " +
      '( SELECT FROM agreement WHERE (agreement.id = obligation.agreement_id))))',
  },
  'agreements.organisation': {
    using:
      "(( SELECT reads_every('PLAN'::text) AS reads_every) OR (EXISTS ( SELECT FROM shared_listing " +
      'listing WHERE ((listing.row_id = organisation.id) AND (listing.table_name = ' +
      "'organisation'::text)))) OR (id = ANY (( SELECT own_organisations() AS " +
      'own_organisations)::uuid[])) OR ( SELECT may_export() AS may_export))',
  },
  'agreements.organisation_lineage': 'PLAN',
  'agreements.outbox': 'HUB',
  'agreements.request_key': { policies: KEYS },
  'agreements.plan_action': 'PLAN',
  'agreements.plan_part': 'PLAN',
  'agreements.scheduled_payment': {
    using:
      "(( SELECT (reads_every('MONEY'::text) AND reads_every('DRAFTS'::text))) OR (programme_id = ANY " +
      "(( SELECT readable_both('MONEY'::text, 'DRAFTS'::text) AS readable_both)::uuid[])) OR (EXISTS " +
      '( SELECT FROM agreement WHERE (agreement.id = scheduled_payment.agreement_id))))',
  },
  'agreements.shared_listing': 'PLAN',
  'agreements.source': 'PLAN',
  'agreements.staffing': {
    using:
      "(( SELECT (reads_every('MONEY'::text) AND reads_every('DRAFTS'::text))) OR (programme_id = ANY " +
      "(( SELECT readable_both('MONEY'::text, 'DRAFTS'::text) AS readable_both)::uuid[])) OR (EXISTS " +
      '( SELECT FROM agreement WHERE (agreement.id = staffing.agreement_id))))',
  },
  'agreements.transaction': {
    using:
      "(( SELECT reads_every('MONEY'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
      "readable('MONEY'::text) AS readable)::uuid[])) OR (agreement_id = ANY (( SELECT own_rows() AS " +
      'own_rows)::uuid[])) OR (EXISTS ( SELECT FROM budget_line line WHERE ((line.id = ' +
      'transaction.budget_line_id) AND (line.agreement_id = ANY (( SELECT own_rows() AS ' +
      'own_rows)::uuid[]))))))',
  },
  'indicators.audit_entry': 'AUDIT',
  'indicators.baseline': 'INTERNAL',
  // Places that were found by how close their figures are: for those who steer.
  'indicators.comparison_group': toldBy('(similar_indicator_id IS NULL)'),
  'indicators.comparison_member': toldBy('(group_id IN ( SELECT comparison_group.id FROM comparison_group))'),
  'indicators.contribution': 'FIGURES',
  'indicators.benchmark': 'FIGURES',
  'indicators.external_factor': 'FIGURES',
  'indicators.key_factor': 'FIGURES',
  'indicators.key_factor_action': 'FIGURES',
  'indicators.key_factor_evidence': 'FIGURES',
  'indicators.inbox': 'HUB',
  'indicators.known_programme': 'FIGURES',
  'indicators.indicator': 'FIGURES',
  'indicators.indicator_version': 'FIGURES',
  'indicators.observation': 'INTERNAL',
  'indicators.observation_batch': 'INTERNAL',
  'indicators.outbox': 'HUB',
  'indicators.programme_name': 'FIGURES',
  'indicators.published_figure': toldBy(
    '((untraceable IS NOT NULL) OR (EXISTS ( SELECT FROM told_figure told ' +
      'WHERE ((told.observation_id = published_figure.observation_id) AND (NOT told.is_withheld)))))',
  ),
  'indicators.quality_warning': 'INTERNAL',
  'indicators.request_key': { policies: KEYS },
  'indicators.place': 'SIGNED',
  'indicators.plan_action': 'FIGURES',
  'indicators.plan_part': 'FIGURES',
  'indicators.shared_listing': 'FIGURES',
  'indicators.figure_release': 'INTERNAL',
  'indicators.release_cell': 'INTERNAL',
  'indicators.told_figure': toldBy(OWN_LEVEL),
  'indicators.told_baseline': toldBy(OWN_LEVEL),
  'indicators.source': 'FIGURES',
  'indicators.target': 'FIGURES',
  'reviews.programme_name': 'TESTS',
  'reviews.action_money': {
    using:
      "(( SELECT reads_every('MONEY'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
      "readable('MONEY'::text) AS readable)::uuid[])) OR ( SELECT may_change() AS may_change))",
  },
  'reviews.action_subject': 'PLAN',
  'reviews.audit_entry': 'AUDIT',
  'reviews.inbox': 'HUB',
  'reviews.knowledge_contribution': {
    using:
      "(( SELECT (reads_every('TESTS'::text) AND reads_every('DRAFTS'::text))) OR (programme_id = ANY " +
      "(( SELECT readable_both('TESTS'::text, 'DRAFTS'::text) AS readable_both)::uuid[])) OR (EXISTS " +
      '( SELECT FROM poverty_test test WHERE ((test.id = knowledge_contribution.test_id) AND ' +
      'is_decided(test.stage)))))',
  },
  'reviews.outbox': 'HUB',
  'reviews.request_key': { policies: KEYS },
  'reviews.plan_action': 'PLAN',
  'reviews.plan_part': 'PLAN',
  'reviews.poverty_test': {
    using:
      "(( SELECT reads_every('TESTS'::text) AS reads_every) OR (programme_id = ANY (( SELECT " +
      "readable('TESTS'::text) AS readable)::uuid[])) OR (action_id = ANY (( SELECT own_rows() AS " +
      'own_rows)::uuid[])) OR (id = ANY (( SELECT own_rows() AS own_rows)::uuid[])))',
  },
  'reviews.quickscan_effect': {
    using:
      "(( SELECT (reads_every('TESTS'::text) AND reads_every('DRAFTS'::text))) OR (programme_id = ANY " +
      "(( SELECT readable_both('TESTS'::text, 'DRAFTS'::text) AS readable_both)::uuid[])) OR (EXISTS " +
      '( SELECT FROM poverty_test test WHERE ((test.id = quickscan_effect.test_id) AND ' +
      'is_decided(test.stage)))))',
  },
  'reviews.recommendation': {
    using:
      "(( SELECT (reads_every('TESTS'::text) AND reads_every('DRAFTS'::text))) OR (programme_id = ANY " +
      "(( SELECT readable_both('TESTS'::text, 'DRAFTS'::text) AS readable_both)::uuid[])) OR (EXISTS " +
      '( SELECT FROM poverty_test test WHERE ((test.id = recommendation.test_id) AND ' +
      'is_decided(test.stage)))) OR ((owner_id = ANY (( SELECT own_organisations() AS ' +
      'own_organisations)::uuid[])) AND speaks_for(owner_id, programme_id)))',
  },
  'reviews.shared_listing': 'PLAN',
  'reviews.source': 'PLAN',
  'reviews.stage_quality': {
    using:
      "(( SELECT (reads_every('TESTS'::text) AND reads_every('DRAFTS'::text))) OR (programme_id = ANY " +
      "(( SELECT readable_both('TESTS'::text, 'DRAFTS'::text) AS readable_both)::uuid[])) OR (EXISTS " +
      '( SELECT FROM poverty_test test WHERE ((test.id = stage_quality.test_id) AND ' +
      'is_decided(test.stage)))))',
  },
  'reviews.template_question': 'SIGNED',
  'reviews.template_section': 'SIGNED',
  'reviews.test_answer': {
    using:
      "(( SELECT (reads_every('TESTS'::text) AND reads_every('DRAFTS'::text))) OR (programme_id = ANY " +
      "(( SELECT readable_both('TESTS'::text, 'DRAFTS'::text) AS readable_both)::uuid[])) OR (EXISTS " +
      '( SELECT FROM poverty_test test WHERE ((test.id = test_answer.test_id) AND ' +
      'is_decided(test.stage)))))',
  },
  'reviews.test_template': 'SIGNED',
};

/** The policies of a table, by name, as the catalogue must show them. */
export function policiesOf(table: string, readBy: ReadBy): Readonly<Record<string, string>> {
  const hub = '( SELECT may_import() AS may_import)';
  const write = `ALL using ${hub} check ${hub}`;
  if (readBy === 'HUB') return { hub: write };
  if (readBy === 'AUDIT') return AUDIT;
  if (typeof readBy === 'object' && 'policies' in readBy) return readBy.policies;
  return { read: `SELECT using ${using(table, readBy)}`, write };
}

function using(table: string, readBy: DataKind | 'SIGNED' | { readonly using: string }): string {
  if (typeof readBy === 'object') return readBy.using;
  if (readBy === 'SIGNED') return '( SELECT is_signed() AS is_signed)';
  const column = table === 'actions.programme' ? 'id' : 'programme_id';
  const every = `( SELECT reads_every('${readBy}'::text) AS reads_every)`;
  return `(${every} OR (${column} = ANY (( SELECT readable('${readBy}'::text) AS readable)::uuid[])))`;
}

/** Added to by whoever changes something, read by who steers the programme; what is of none, by administrators. */
const AUDIT = {
  append: 'INSERT check ( SELECT may_append_audit() AS may_append_audit)',
  read:
    'SELECT using CASE WHEN (programme_id IS NULL) THEN ( SELECT administers_hub() AS administers_hub) ELSE ' +
    '(( SELECT reads_every_trail() AS reads_every_trail) OR (programme_id = ' +
    'ANY (( SELECT audit_programmes() AS audit_programmes)::uuid[]))) END',
  verify: 'SELECT using ( SELECT owns_trail() AS owns_trail)',
};
