import type { Planner } from './planner.ts';

/**
 * Asks a second planner for what the first cannot plan. The second is made when it is first needed; `report` hears
 * why.
 */
export function withFallback(
  first: Planner,
  second: () => Promise<Planner>,
  report: (error: unknown) => void,
): Planner {
  let made: Promise<Planner> | null = null;
  return {
    apiSchema: first.apiSchema,
    async plan(source, operationName, signal) {
      try {
        return await first.plan(source, operationName, signal);
      } catch (error) {
        report(error);
        made ??= second();
        return (await made).plan(source, operationName, signal);
      }
    },
  };
}
