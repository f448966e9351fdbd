import { HUB_SETTINGS } from '@kapstok/kit';
import pg from 'pg';

/** Whose an object is: `DRAFT` is the content of what is not decided yet in the programme itself. */
export const CLASSES = ['OWN', 'DRAFT', 'SAME', 'OTHER', 'SHARED'] as const;
/**
 * What an object is to a persona. OWN: of its programme and, for who speaks for an organisation, of that organisation.
 * DRAFT: the same, not decided yet. SAME: of its programme, of another organisation. OTHER: of another programme.
 * SHARED: of no programme.
 */
export type Class = (typeof CLASSES)[number];

export interface Owner {
  readonly programme: string;
  /** The organisations whose it is; empty: nobody's in particular. */
  readonly organisations: readonly string[];
  readonly isDraft: boolean;
}

/** Objects by id, read by the owner of the tables: what the hub itself thinks of them plays no part. */
export async function readOwners(ownerUrl: string): Promise<Map<string, Owner>> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const [name, value] of Object.entries(HUB_SETTINGS))
      await client.query('select set_config($1, $2, false)', [name, value]);
    const { rows } = await client.query<Owner & { id: string }>(OWNERS);
    return new Map(rows.map(({ id, ...owner }) => [id, owner]));
  } finally {
    await client.end();
  }
}

/** The tables whose rows are of an agreement or a test, and so whose they are. */
const OF_AGREEMENT = ['budget_line', 'transaction', 'scheduled_payment', 'obligation'];
const OF_TEST = ['recommendation'];
const OF_ACTION = ['milestone', 'delivery', 'adjustment', 'status_change'];
const OF_PROGRAMME = [
  'actions.policy_domain',
  'actions.block',
  'actions.people_group',
  'actions.crosswalk',
  'actions.claim',
  'actions.dialogue_session',
  'actions.source',
  'agreements.source',
  'reviews.source',
  'indicators.source',
  'indicators.indicator',
];

const OWNERS = `
  with
  agreement_owner as (
    select a.id, a.programme_id, a.status = 'DRAFT' as is_draft,
      array(select p.organisation_id from agreements.agreement_party p where p.agreement_id = a.id) as organisations
    from agreements.agreement a),
  action_owner as (
    select a.id, a.programme_id,
      array(select p.organisation_id from actions.participation p where p.action_id = a.id) as organisations
    from actions.action a),
  test_owner as (
    select t.id, t.programme_id, t.stage not in ('SCREENED_OUT', 'DECIDED', 'FOLLOW_UP', 'CLOSED') as is_draft,
      coalesce(a.organisations, '{}') as organisations
    from reviews.poverty_test t left join action_owner a on a.id = t.action_id)
  select id, id as programme, '{}'::uuid[] as organisations, false as "isDraft" from actions.programme
  union all select id, programme_id, organisations, is_draft from agreement_owner
  union all select id, programme_id, organisations, false from action_owner
  union all select id, programme_id, organisations, false from test_owner
  ${OF_AGREEMENT.map(
    (table) => `union all select r.id, r.programme_id, coalesce(o.organisations, '{}'), false
      from agreements.${table} r left join agreement_owner o on o.id = r.agreement_id`,
  ).join('\n')}
  ${OF_TEST.map(
    (table) => `union all select r.id, r.programme_id, o.organisations || r.owner_id, o.is_draft
      from reviews.${table} r join test_owner o on o.id = r.test_id`,
  ).join('\n')}
  ${OF_ACTION.map(
    (table) => `union all select r.id, r.programme_id, o.organisations, false
      from actions.${table} r join action_owner o on o.id = r.action_id`,
  ).join('\n')}
  ${OF_PROGRAMME.map((table) => `union all select id, programme_id, '{}', false from ${table}`).join('\n')}`;
