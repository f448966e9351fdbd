import type { Queryable } from '@kapstok/kit';
import type { GatePassage } from '../gate/gate.ts';

interface MoneyPlace {
  readonly programmeId: string;
  readonly agreementId: string | null;
  readonly actionId: string | null;
  readonly domainId: string | null;
}

/** Through which gates money for this place passes. */
export async function passageOf(
  db: Queryable,
  place: MoneyPlace,
  { today }: Pick<GatePassage, 'today'>,
): Promise<GatePassage> {
  return { programmeId: place.programmeId, actionIds: await actionsFor(db, place), today };
}

/** What money is for: an action, else the actions that the agreement divides it over; with a domain alone, none. */
async function actionsFor(db: Queryable, { agreementId, actionId, domainId }: MoneyPlace): Promise<string[]> {
  if (actionId !== null) return [actionId];
  if (domainId !== null || agreementId === null) return [];
  const { rows } = await db.query<{ id: string }>(
    'select action_id as id from allocation where agreement_id = $1 order by action_id',
    [agreementId],
  );
  return rows.map(({ id }) => id);
}
