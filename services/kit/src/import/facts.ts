/** What services tell each other about one action. Each fills its own part; the rest is undefined. */
export interface ActionFacts {
  readonly actionId: string;
  /** From actions: where the action stands in the plan. */
  readonly plan?: { readonly domainId: string; readonly blockId: string | null; readonly status: string };
  /** From agreements; `planned` is null when no amount is known or there are several currencies. */
  readonly money?: {
    readonly hasAgreement: boolean;
    readonly hasBudget: boolean;
    readonly planned: { readonly cents: string; readonly currency: string } | null;
  };
  /** From reviews. */
  readonly test?: { readonly hasValidTest: boolean; readonly isOverdue: boolean };
  /** From indicators. */
  readonly effect?: { readonly hasIndicator: boolean };
}

/** The facts of all services, gathered by action. */
export function mergeFacts(all: readonly ActionFacts[]): ActionFacts[] {
  const merged = new Map<string, ActionFacts>();
  for (const facts of all) merged.set(facts.actionId, { ...merged.get(facts.actionId), ...facts });
  return [...merged.values()];
}
