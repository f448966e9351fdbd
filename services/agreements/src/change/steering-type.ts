import { ChangeRefused, lockRow, needRow, type Queryable } from '@kapstok/kit';
import { steersDomain } from '@kapstok/schema';
import type { Agreement } from '../agreement/agreement.ts';
import type { Context } from '../context.ts';
import { takeLedger } from '../ledger/divide.ts';
import type { BudgetLine } from '../ledger/ledger.ts';

/** What money, or an agreement, is for. */
export interface Place {
  readonly agreementId?: string | null | undefined;
  readonly actionIds?: readonly (string | null | undefined)[];
  readonly domainId?: string | null | undefined;
}

/**
 * Refuses whoever does not steer all that something is for: the director, or a coordinator of every domain of it. What
 * is for nothing yet is the director's, or of a coordinator of all domains.
 */
export async function onlySteeringPlace(
  { viewer }: Context,
  db: Queryable,
  programmeId: string,
  place: Place,
): Promise<void> {
  if (steersDomain(viewer, programmeId, '')) return;
  const domains = await domainsOf(db, place);
  if (domains.length > 0 && domains.every((domain) => steersDomain(viewer, programmeId, domain ?? '')))
    return;
  const message =
    'Only the director of the programme, or the coordinator of every domain that it is for, changes this.';
  throw new ChangeRefused('NOT_ALLOWED', message);
}

/** The domains of a place; null for an action that the plan no longer has. */
async function domainsOf(db: Queryable, { agreementId, actionIds = [], domainId }: Place) {
  const { rows } = await db.query<{ id: string | null }>(
    `select domain_id as id from agreement_place where agreement_id = $1
     union select plan.domain_id from unnest($2::uuid[]) named(id) left join plan_action plan on plan.action_id = named.id
     union select $3::uuid where $3::uuid is not null`,
    [agreementId ?? null, actionIds.filter((id) => id != null), domainId ?? null],
  );
  return rows.map(({ id }) => id);
}

/**
 * An agreement that the viewer steers, locked until the change ends. What a change
 * divides or adds up, no other one changes meanwhile.
 */
export async function lockAgreement(
  given: string,
  expectedVersion: number | null | undefined,
  context: Context,
  db: Queryable,
): Promise<Agreement> {
  const { byIds } = context.agreements;
  const { id, programmeId } = await needRow(given, 'agreementId', 'agreement', byIds);
  await onlySteeringPlace(context, db, programmeId, { agreementId: id });
  await takeLedger(db);
  return lockRow(db, 'agreement', { id, byIds }, expectedVersion);
}

/** A budget line that the viewer steers, locked until the change ends. */
export async function lockLine(
  given: string,
  expectedVersion: number | null | undefined,
  context: Context,
  db: Queryable,
): Promise<BudgetLine> {
  const { byIds } = context.budgetLines;
  const line = await needRow(given, 'budgetLineId', 'budget line', byIds);
  await onlySteeringPlace(context, db, line.programmeId, placeOf(line));
  await takeLedger(db);
  return lockRow(db, 'budget_line', { id: line.id, byIds }, expectedVersion);
}

/** What a line is for: an action or domain that it names, else what its agreement is for. */
export function placeOf({
  agreementId,
  actionId,
  domainId,
}: {
  readonly agreementId: string | null;
  readonly actionId: string | null;
  readonly domainId: string | null;
}): Place {
  return { agreementId, actionIds: [actionId], domainId: actionId === null ? domainId : null };
}
