import type { Queryable } from './queryable.ts';

/** Where an action stands in the plan. */
export interface PlanFacts {
  readonly domainId: string;
  readonly blockId: string | null;
  readonly status: string;
  readonly goal: string | null;
  readonly level: string | null;
  /** Terms of other people's lists to which it is related. */
  readonly crosswalkIds: readonly string[];
}

/** What services tell each other about one action. Each fills its own part; the rest is undefined. */
export interface ActionFacts {
  readonly actionId: string;
  /** From actions. */
  readonly plan?: PlanFacts;
  /** From agreements; `planned` is null when no amount is known or there are several currencies. */
  readonly money?: {
    readonly hasAgreement: boolean;
    readonly hasBudget: boolean;
    readonly planned: { readonly cents: string; readonly currency: string } | null;
  };
  /**
   * From reviews, as days and not as verdicts, since a test lapses without anything being written: the last day on
   * which some test stands (null: none does; `9999-12-31`: without end), and the day after which one is overdue.
   */
  readonly test?: { readonly validThrough: string | null; readonly overdueAfter: string | null };
  /** From indicators. */
  readonly effect?: { readonly hasIndicator: boolean };
}

/** The facts of all services, gathered by action. */
export function mergeFacts(all: readonly ActionFacts[]): ActionFacts[] {
  const merged = new Map<string, ActionFacts>();
  for (const facts of all) merged.set(facts.actionId, { ...merged.get(facts.actionId), ...facts });
  return [...merged.values()];
}

/** Keeps where the actions of a programme stand in the plan, in the `plan_action` table of the service. */
export async function keepPlan(
  db: Queryable,
  programmeId: string,
  facts: readonly ActionFacts[],
): Promise<void> {
  const rows = facts.flatMap(({ actionId, plan }) => (plan === undefined ? [] : [{ actionId, ...plan }]));
  await db.query('delete from plan_action where programme_id = $1', [programmeId]);
  await db.query(
    `insert into plan_action (action_id, programme_id, domain_id, block_id, status, goal, level, crosswalk_ids)
     select "actionId", $2, "domainId", "blockId", status, goal, level,
       array(select jsonb_array_elements_text("crosswalkIds")::uuid)
     from jsonb_to_recordset($1::jsonb) as r("actionId" uuid, "domainId" uuid, "blockId" uuid, status text, goal text,
       level text, "crosswalkIds" jsonb)`,
    [JSON.stringify(rows), programmeId],
  );
}
