import {
  type ActionFacts,
  type Facts,
  keepPlan,
  moveGates,
  type OrganisationFacts,
  type Queryable,
} from '@kapstok/kit';
import { keepProgrammeName } from '@kapstok/kit/data';
import type { ServiceName } from '@kapstok/schema';
import { COVERING } from './agreement/agreement.ts';
import { markBreaches } from './gate/breach.ts';
import { keepGates, keepOverrides } from './gate/gate-facts.ts';
import { divideAll, divideOfAction, takeLedger } from './ledger/divide.ts';

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

/** The rows that may be for the action are named first, or the money of the whole programme would be cut to look at one. */
const OF_ACTION = `and action_id = $3 and row_id = any (array(
  select row_id from money_row where programme_id = $1
    and (action_id = $3 or agreement_id in (select agreement_id from allocation where action_id = $3))))`;

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
    overspent: string | null;
    ends: string[];
  }>(
    `with covered as (
       select place.action_id,
         array_agg(distinct agreement.ends_on::text) filter (where agreement.status = 'IN_FORCE' and agreement.ends_on is not null)
           as ends
       from agreement_place place join agreement on agreement.id = place.agreement_id
       where place.programme_id = $1 and place.action_id is not null and agreement.status = any ($2::text[])
         ${actionId === null ? '' : 'and place.action_id = $3'}
       group by place.action_id),
     part as (
       select *, measure = 'COST' and cents is not null as is_cost from money_split
       where programme_id = $1 and action_id is not null ${actionId === null ? '' : OF_ACTION}),
     money as (
       select action_id, min(currency) filter (where is_cost) as currency,
         case when count(distinct currency) filter (where is_cost) = 1 then sum(cents) filter (where is_cost) end as cents
       from part where measure in ('COST', 'REVENUE')
       group by action_id),
     -- Where an amount that is planned is not known, nobody can say that more was spent.
     compared as (
       select action_id, sum(cents) filter (where measure = 'SPENDING') - sum(cents) filter (where is_cost) as over
       from part where measure in ('COST', 'SPENDING')
       group by action_id, currency
       having bool_or(is_cost) and bool_or(measure = 'SPENDING') and not bool_or(measure = 'COST' and cents is null)),
     spent as (select action_id, max(over) as over from compared group by action_id)
     select action_id, covered.action_id is not null as has_agreement, money.action_id is not null as has_budget,
       money.cents::text, money.currency, spent.over::text as overspent, coalesce(covered.ends, '{}') as ends
     from covered full join money using (action_id) left join spent using (action_id)`,
    [programmeId, COVERING, ...(actionId === null ? [] : [actionId])],
  );
  return rows.map((row) => ({
    actionId: row.action_id,
    money: {
      hasAgreement: row.has_agreement,
      hasBudget: row.has_budget,
      planned: row.cents === null ? null : { cents: row.cents, currency: row.currency ?? '' },
      overspentCents: row.overspent,
      agreementEnds: row.ends,
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

/**
 * Keeps what reviews said of the gates; or where each action stands in the plan, with the overrides of its gate, and
 * divides the money over it anew: all money of the programme, or what is for the one action that it is about.
 */
export async function learn(
  db: Queryable,
  producer: ServiceName,
  programmeId: string,
  facts: Facts,
  actionId: string | null = null,
): Promise<void> {
  // Whoever changes money divides it too: neither then misses what the other did. The ledger comes before the gates, as
  // in a commitment: two who take both in another order would wait forever.
  if (producer !== 'reviews') await takeLedger(db);
  // Whoever is just committing money ends first; who comes later sees what is said here.
  await moveGates(db, programmeId);
  if (producer === 'reviews') {
    await keepGates(db, programmeId, facts, actionId);
    if (facts.saidAt !== undefined) await markBreaches(db, programmeId, facts.saidAt);
    return;
  }
  await keepOverrides(db, programmeId, facts, actionId);
  await keepPlan(db, programmeId, facts, actionId);
  if (actionId === null) await keepProgrammeName(db, programmeId, facts);
  if (facts.programme !== undefined) await keepProgramme(db, programmeId, facts.programme);
  await (actionId === null ? divideAll(db, programmeId) : divideOfAction(db, programmeId, actionId));
}

async function keepProgramme(
  db: Queryable,
  programmeId: string,
  { language = 'nl', domainIds = [] }: NonNullable<Facts['programme']>,
): Promise<void> {
  await db.query(
    `insert into known_programme (programme_id, language, domain_ids) values ($1, $2, $3)
     on conflict (programme_id) do update set language = excluded.language, domain_ids = excluded.domain_ids`,
    [programmeId, language, domainIds],
  );
}
