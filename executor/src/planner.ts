import type { GraphQLSchema } from 'graphql';
import type { PlanNode } from './plan.ts';

/** The port to whoever plans. */
export interface Planner {
  /** The graph as clients see it. */
  readonly apiSchema: GraphQLSchema;
  /**
   * The plan of one operation of a valid document without conditions (@skip, @include); null when there is nothing to fetch. Only valid documents: fragments
   * that spread themselves take a native planner down, and the process with it.
   */
  plan(source: string, operationName: string | undefined, signal: AbortSignal): Promise<PlanNode | null>;
}
