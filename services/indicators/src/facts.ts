import { type ActionFacts, keepPlan, type Queryable, type SubgraphDefinition } from '@kapstok/kit';
import type { ServiceName } from '@kapstok/schema';

/** Which actions of a programme some indicator follows. */
export async function describe(db: Queryable, programmeId: string): Promise<ActionFacts[]> {
  const { rows } = await db.query<{ action_id: string }>(
    'select distinct action_id from contribution where programme_id = $1',
    [programmeId],
  );
  return rows.map(({ action_id }) => ({ actionId: action_id, effect: { hasIndicator: true } }));
}

/**
 * Keeps where each action stands in the plan, to find the indicators of a domain or block, and what of this
 * service's own rows costs too much to find at every question.
 */
export async function learn(
  db: Queryable,
  _producer: ServiceName,
  programmeId: string,
  facts: readonly ActionFacts[],
): Promise<void> {
  await keepPlan(db, programmeId, facts);
  await keepHomePlaces(db, programmeId);
}

/** The place of the baseline; of several baselines, or without any, the place most observed; equals by NIS code. */
const HOME_PLACES = `
  with named as (
    select indicator_id, place_id, true as is_start, 0 as observations from baseline where programme_id = $1
    union all
    select indicator_id, place_id, false, 1 from observation where programme_id = $1),
  candidate as (
    select indicator_id, place_id, bool_or(is_start) as is_start, sum(observations) as observations
    from named group by 1, 2)
  select distinct on (candidate.indicator_id) candidate.indicator_id, $1::uuid, place.id
  from candidate join place on place.id = candidate.place_id
  order by candidate.indicator_id, candidate.is_start desc, candidate.observations desc, place.nis_code`;

async function keepHomePlaces(db: Queryable, programmeId: string): Promise<void> {
  await db.query('delete from home_place where programme_id = $1', [programmeId]);
  await db.query(`insert into home_place (indicator_id, programme_id, place_id) ${HOME_PLACES}`, [
    programmeId,
  ]);
}
