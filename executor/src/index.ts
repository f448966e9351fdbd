export { createApolloPlanner } from './apollo-planner.ts';
export {
  createExecutor,
  type Executor,
  type ExecutorAnswer,
  type ExecutorOptions,
  type Question,
} from './executor.ts';
export { withFallback } from './fallback-planner.ts';
export { createHivePlanner } from './hive-planner.ts';
export type * from './plan.ts';
export type { Planner } from './planner.ts';
export type { FetchAnswer, FetchSubgraph, SubgraphFetch } from './run.ts';
export { WrittenData } from './written-data.ts';
