import {
  type ActionFacts,
  type Facts,
  keepPlan,
  moveGates,
  type OrganisationFacts,
  type Queryable,
} from '@kapstok/kit';
import type { ServiceName } from '@kapstok/schema';
import { COVERING } from './agreement/agreement.ts';
import { keepGates, keepOverrides } from './gate/gate-facts.ts';

/**
 * What is known of each action's agreements and money. An agreement counts when it is signed, in force or ended: a
 * draft binds nobody, and one that was broken off covers nothing. A budget line counts with or without amount.
 */
export async function describe(
  db: Queryable,
  programmeId: string,
  actionId: string | null = null,
): Promise<Facts> {
  const actions = await describeActions(db, programmeId, actionId);
  return actionId === null
    ? { actions, organisations: await describeOrganisations(db, programmeId) }
    : { actions };
}

async function describeActions(
  db: Queryable,
  programmeId: string,
  actionId: string | null,
): Promise<ActionFacts[]> {
  const { rows } = await db.query<{
    action_id: string;
    has_agreement: boolean;
    has_budget: boolean;
    cents: string | null;
    currency: string | null;
  }>(
    `with covered as (
       select distinct place.action_id
       from agreement_place place join agreement on agreement.id = place.agreement_id
       where place.programme_id = $1 and place.action_id is not null and agreement.status = any ($2::text[])
         and ($3::uuid is null or place.action_id = $3)),
     money as (
       select action_id, min(currency) filter (where is_cost) as currency,
         case when count(distinct currency) filter (where is_cost) = 1 then sum(cents) filter (where is_cost) end as cents
       from (select *, measure = 'COST' and cents is not null as is_cost from money_split) part
       where programme_id = $1 and measure in ('COST', 'REVENUE') and action_id is not null
         and ($3::uuid is null or action_id = $3)
       group by action_id)
     select action_id, covered.action_id is not null as has_agreement, money.action_id is not null as has_budget,
       money.cents::text, money.currency
     from covered full join money using (action_id)`,
    [programmeId, COVERING, actionId],
  );
  return rows.map((row) => ({
    actionId: row.action_id,
    money: {
      hasAgreement: row.has_agreement,
      hasBudget: row.has_budget,
      planned: row.cents === null ? null : { cents: row.cents, currency: row.currency ?? '' },
    },
  }));
}

/** The organisations that the programme lists, as the rest of the world knows them. */
async function describeOrganisations(db: Queryable, programmeId: string): Promise<OrganisationFacts[]> {
  const { rows } = await db.query<OrganisationFacts>(
    `select organisation.id, code, enterprise_number as "enterpriseNumber"
     from organisation join shared_listing listing on listing.row_id = organisation.id
     where listing.programme_id = $1 and listing.table_name = 'organisation' order by organisation.id`,
    [programmeId],
  );
  return rows;
}

const COLUMNS = `programme_id, agreement_id, action_id, domain_id, block_id, measure, year, category, funder_id, certainty,
  is_in_kind, is_synthetic, cents, reason, currency, is_first_in_domain, is_first_in_block`;
const of = (alias: string) => COLUMNS.replace(/\w+/g, (column) => `${alias}.${column}`);

/** Makes `money_entry` what `money_split` says; parts that are right already are left alone. */
const DIVIDE = `
  with fresh as materialized (select row_id, part, ${COLUMNS} from money_split where programme_id = $1),
  gone as (
    delete from money_entry old where programme_id = $1
      and not exists (select from fresh where fresh.row_id = old.row_id and fresh.part = old.part))
  insert into money_entry as t (row_id, part, ${COLUMNS})
  select row_id, part, ${COLUMNS} from fresh
  on conflict (row_id, part) do update set (${COLUMNS}) = row(${of('excluded')})
  where (${of('t')}) is distinct from (${of('excluded')})`;

/**
 * Keeps what reviews said of the gates; or where each action stands in the plan, with the overrides of its gate, and
 * divides the money of the programme over it anew.
 */
export async function learn(
  db: Queryable,
  producer: ServiceName,
  programmeId: string,
  facts: Facts,
  actionId: string | null = null,
): Promise<void> {
  // Whoever is just committing money ends first; who comes later sees what is said here.
  await moveGates(db, programmeId);
  if (producer === 'reviews') return keepGates(db, programmeId, facts, actionId);
  await keepOverrides(db, programmeId, facts, actionId);
  await keepPlan(db, programmeId, facts, actionId);
  await db.query(DIVIDE, [programmeId]);
}
