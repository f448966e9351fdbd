import { type Facts, keepPlan, type Queryable } from '@kapstok/kit';
import { keepProgrammeName } from '@kapstok/kit/data';
import type { ServiceName } from '@kapstok/schema';
import { judgeIndicators } from './trend/judgement-store.ts';

/** Which actions of a programme some indicator follows, and where those stand. */
export async function describe(
  db: Queryable,
  programmeId: string,
  actionId: string | null = null,
): Promise<Facts> {
  const { rows } = await db.query<{ actionId: string; indicatorIds: string[] }>(
    `select action_id as "actionId", array_agg(indicator_id order by indicator_id) as "indicatorIds"
     from contribution where programme_id = $1 and ended_on is null and ($2::uuid is null or action_id = $2) group by action_id`,
    [programmeId, actionId],
  );
  const judged = await judgeIndicators(db, [...new Set(rows.flatMap(({ indicatorIds }) => indicatorIds))]);
  const actions = rows.map(({ actionId, indicatorIds }) => {
    const own = indicatorIds.flatMap((id) => judged.get(id) ?? []);
    const isWorsening = own.some((one) => one.isWorsening);
    return {
      actionId,
      effect: { hasIndicator: true, isWorsening, missed: own.flatMap(({ missed }) => missed) },
    };
  });
  return { actions };
}

/** Keeps where each action stands in the plan, to find the indicators of a domain or block, and whose they are. */
export async function learn(
  db: Queryable,
  _producer: ServiceName,
  programmeId: string,
  facts: Facts,
  actionId: string | null = null,
): Promise<void> {
  await keepPlan(db, programmeId, facts, actionId);
  if (actionId === null) await keepProgrammeName(db, programmeId, facts);
  if (facts.programme === undefined) return;
  const { language = 'nl', domainIds = [] } = facts.programme;
  await db.query(
    `insert into known_programme (programme_id, language, domain_ids) values ($1, $2, $3)
     on conflict (programme_id) do update set language = excluded.language, domain_ids = excluded.domain_ids`,
    [programmeId, language, domainIds],
  );
}
