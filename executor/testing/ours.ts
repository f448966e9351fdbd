import { parse } from 'graphql';
import { createExecutor, createHivePlanner, type Planner } from '../src/index.ts';
import type { Ask } from './stock.ts';
import type { Graph } from './subgraphs.ts';

/** Our executor over the same subgraphs, with its answers as plain values. */
export async function ourExecutor(graph: Graph, planner?: Planner): Promise<Ask> {
  const { supergraphSdl } = graph;
  const executor = createExecutor({
    supergraphSdl,
    planner: planner ?? (await createHivePlanner(supergraphSdl)),
  });
  return async (query, variables = {}) => {
    const { data, errors, violations } = await executor.execute(
      { document: parse(query), key: query, variables },
      (name, request) => graph.ask(name, request),
    );
    return {
      ...(data !== undefined && { data: data === null ? null : (data.toJSON() as Record<string, unknown>) }),
      ...(errors && { errors }),
      ...(violations.length > 0 && { extensions: { valueCompletion: violations } }),
    };
  };
}
