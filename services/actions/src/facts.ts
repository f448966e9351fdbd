import {
  type ActionFacts,
  type Facts,
  moveGates,
  type PlanFacts,
  type Queryable,
  replaceRows,
} from '@kapstok/kit';
import type { ServiceName } from '@kapstok/schema';

/** Where each action of a programme stands in the plan, for the services that sum up by domain, block and term. */
export async function describe(
  db: Queryable,
  programmeId: string,
  actionId: string | null = null,
): Promise<Facts> {
  const { rows } = await db.query<PlanFacts & { id: string }>(
    `select action.id, domain_id as "domainId", block_id as "blockId", status, goal, level,
       array(select distinct organisation_id from participation where action_id = action.id order by 1) as "organisationIds",
       array(select crosswalk_id from action_crosswalk where action_id = action.id order by 1) as "crosswalkIds",
       array(select people_group_id from target_group where action_id = action.id order by 1) as "peopleGroupIds",
       (select default_language from programme where programme.id = programme_id) as language,
       (select jsonb_build_object('reason', given.reason, 'until', given.until) from gate_override given
        where given.action_id = action.id and given.withdrawn_at is null
        order by given.given_at desc, given.id desc limit 1) as override
     from action where programme_id = $1 and ($2::uuid is null or id = $2)`,
    [programmeId, actionId],
  );
  const actions = rows.map(({ id, ...plan }) => ({ actionId: id, plan }));
  return actionId === null ? { actions, ...(await describeProgramme(db, programmeId)) } : { actions };
}

/** What people call the programme, and which parts it has. */
async function describeProgramme(
  db: Queryable,
  programmeId: string,
): Promise<Pick<Facts, 'programme' | 'partIds'>> {
  const [programme] = (
    await db.query<{ slug: string; domainIds: string[]; language: string }>(
      `select slug, default_language as language, array(select id from policy_domain where programme_id = $1 order by id) as "domainIds"
       from programme where id = $1`,
      [programmeId],
    )
  ).rows;
  const { rows: parts } = await db.query<{ id: string }>(
    `select id from policy_domain where programme_id = $1 union all select id from block where programme_id = $1
     union all select id from crosswalk where programme_id = $1 order by 1`,
    [programmeId],
  );
  const partIds = parts.map(({ id }) => id);
  return programme === undefined ? { partIds } : { partIds, programme };
}

/** What each of the other services said of an action; the attention list reads nothing else. */
const SAID = {
  agreements: {
    table: 'action_money',
    fields: {
      has_agreement: 'boolean',
      has_budget: 'boolean',
      planned_cents: 'bigint',
      planned_currency: 'text',
      overspent_cents: 'bigint',
      agreement_ends: 'date[]',
    },
    row: ({ money }: ActionFacts) => ({
      has_agreement: money?.hasAgreement ?? false,
      has_budget: money?.hasBudget ?? false,
      planned_cents: money?.planned?.cents ?? null,
      planned_currency: money?.planned?.currency ?? null,
      overspent_cents: money?.overspentCents ?? null,
      agreement_ends: money?.agreementEnds ?? [],
    }),
  },
  reviews: {
    table: 'action_test',
    fields: { valid_through: 'date', overdue_after: 'date', latest: 'jsonb' },
    row: ({ test }: ActionFacts) => ({
      valid_through: test?.validThrough ?? null,
      overdue_after: test?.overdueAfter ?? null,
      latest: test?.latest ?? null,
    }),
  },
  indicators: {
    table: 'action_effect',
    fields: {
      has_indicator: 'boolean',
      is_worsening: 'boolean',
      missed_after: 'date[]',
      missed_through: 'date[]',
    },
    row: ({ effect }: ActionFacts) => ({
      has_indicator: effect?.hasIndicator ?? false,
      is_worsening: effect?.isWorsening ?? false,
      missed_after: effect?.missed?.map(({ after }) => after) ?? [],
      missed_through: effect?.missed?.map(({ through }) => through) ?? [],
    }),
  },
} as const;

/** Keeps what another service said of the actions of a programme. */
export async function learn(
  db: Queryable,
  producer: ServiceName,
  programmeId: string,
  facts: Facts,
  actionId: string | null = null,
): Promise<void> {
  if (producer === 'actions' || producer === 'access') throw new Error('The plan does not listen to itself.');
  if (producer === 'agreements' && actionId === null) await keepOrganisations(db, programmeId, facts);
  const { actions } = facts;
  const { row, ...projection } = SAID[producer];
  // Whoever is just starting an action ends first: what a gate was when it was passed is what it was.
  if (producer === 'reviews') await moveGates(db, programmeId);
  const rows = actions.map((fact) => ({ action_id: fact.actionId, ...row(fact) }));
  await replaceRows(db, projection, programmeId, rows, actionId);
}

/** Keeps which organisations a programme lists: these can take part in its actions. */
async function keepOrganisations(
  db: Queryable,
  programmeId: string,
  { organisations = [] }: Facts,
): Promise<void> {
  await db.query('delete from known_organisation where programme_id = $1', [programmeId]);
  await db.query(
    'insert into known_organisation (programme_id, organisation_id) select $2, unnest($1::uuid[])',
    [organisations.map(({ id }) => id), programmeId],
  );
}
