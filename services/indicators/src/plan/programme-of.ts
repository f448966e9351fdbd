import type { Context } from '../context.ts';
import type { PlanNoun } from './plan-store.ts';

/** The programme of a noun of the plan; null when this service knows nothing of it. */
export function programmeOf(noun: PlanNoun, id: string, { loaders, plan }: Context): Promise<string | null> {
  return loaders.loadId(`programme of ${noun}`, id, (ids) => plan.programmes(noun, ids));
}
